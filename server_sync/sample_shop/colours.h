// What colour a product is, and the wall it is photographed before.
#ifndef NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_COLOURS_H_
#define NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_COLOURS_H_

#include <cstdint>
#include <string>

#include "server_sync/sample_shop/products.h"
#include "server_sync/sample_shop/random.h"

namespace nearshelf::sample_shop {

using Colour = uint32_t;  // 0xRRGGBB

// "#rrggbb"
std::string colour_text(Colour colour);
// `percent` of `to`, the rest of `from`, by channel.
Colour mixed(Colour from, Colour to, uint32_t percent);
// 0 to 255, as the eye weighs the channels.
uint32_t brightness(Colour colour);

struct Colours {
  Colour main = 0;
  Colour accent = 0;
  Colour wall = 0;
  Colour floor = 0;
};

// The colour that the title names, else that of the material, else one of the style's; the brand's accent; and a wall
// of the style that the product stands out from.
Colours colours_of(const Product& product, Random& random);

}  // namespace nearshelf::sample_shop

#endif  // NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_COLOURS_H_
