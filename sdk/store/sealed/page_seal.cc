#include "sdk/store/sealed/page_seal.h"

#include <algorithm>

namespace nearshelf::store {
namespace {

std::span<uint8_t> text_of(Page& page) { return std::span(page).first(kPageBytes - platform::kSealBytes); }
std::span<uint8_t> seal_of(Page& page) { return std::span(page).last(platform::kSealBytes); }

}  // namespace

std::array<uint8_t, 9> seal_context(char kind, int64_t place) {
  std::array<uint8_t, 9> context{static_cast<uint8_t>(kind)};
  for (size_t i = 1; i < context.size(); ++i) {
    context[i] = static_cast<uint8_t>(static_cast<uint64_t>(place) >> (8 * (i - 1)));
  }
  return context;
}

void seal_page(platform::Sealer& sealer, std::span<const uint8_t> context, Page& page) {
  const platform::Seal seal = sealer.seal(context, text_of(page));
  std::copy(seal.begin(), seal.end(), seal_of(page).begin());
}

bool unseal_page(platform::Sealer& sealer, std::span<const uint8_t> context, Page& page) {
  if (std::all_of(page.begin(), page.end(), [](uint8_t byte) { return byte == 0; })) return true;
  platform::Seal seal;
  std::copy_n(seal_of(page).begin(), seal.size(), seal.begin());
  if (!sealer.unseal(context, seal, text_of(page))) return false;
  std::fill(seal_of(page).begin(), seal_of(page).end(), uint8_t{0});
  return true;
}

}  // namespace nearshelf::store
