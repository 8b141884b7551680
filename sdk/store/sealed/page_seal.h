// Pages whose last bytes are their seal.
#ifndef NEARSHELF_SDK_STORE_SEALED_PAGE_SEAL_H_
#define NEARSHELF_SDK_STORE_SEALED_PAGE_SEAL_H_

#include <array>
#include <cstdint>
#include <span>

#include "sdk/platform/sealer.h"
#include "sdk/store/sealed/file_content.h"

namespace nearshelf::store {

using Page = std::array<uint8_t, kPageBytes>;

// Where a sealed text belongs: one of another place, or of another kind of file, does not open there.
std::array<uint8_t, 9> seal_context(char kind, int64_t place);

void seal_page(platform::Sealer& sealer, std::span<const uint8_t> context, Page& page);
// False: it is not what was sealed there. A page of nothing but zeros was never written, and stays that. The seal's
// bytes become zero.
bool unseal_page(platform::Sealer& sealer, std::span<const uint8_t> context, Page& page);

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_SEALED_PAGE_SEAL_H_
