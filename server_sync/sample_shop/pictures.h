// Pictures of the made-up products: one small SVG each, drawn from what the title says.
#ifndef NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_PICTURES_H_
#define NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_PICTURES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "server_sync/sample_shop/products.h"
#include "server_sync/sample_shop/random.h"

namespace nearshelf::sample_shop {

// A whole SVG document of 1 to 2 KB, without scripts, styles, text or references to anything outside of it.
std::string draw_picture(const Product& product, Random& random);

// <directory>/images/1.svg and so on, as product_image() names them. Errors: kIo, kNoSpace.
Status write_pictures(const std::string& directory, const Catalog& catalog, uint64_t seed);

}  // namespace nearshelf::sample_shop

#endif  // NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_PICTURES_H_
