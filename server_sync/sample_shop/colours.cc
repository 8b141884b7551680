#include "server_sync/sample_shop/colours.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "server_sync/sample_shop/vocabulary.h"

namespace nearshelf::sample_shop {
namespace {

struct Named {
  std::string_view word;
  Colour colour;
};

constexpr std::array kVariantColours = {
    Named{"White", 0xf3efe8},  Named{"Ivory", 0xefe4cc},    Named{"Stone", 0xcfc6b8},  Named{"Sage", 0x9fb08a},
    Named{"Blue", 0x5580b5},   Named{"Charcoal", 0x4a4e54}, Named{"Navy", 0x33476c},   Named{"Ochre", 0xcf9a3c},
    Named{"Petrol", 0x23707b}, Named{"Sand", 0xd9c3a0},     Named{"Rust", 0xb5573a},   Named{"Forest", 0x43704f},
    Named{"Grey", 0x9aa0a6},   Named{"Black", 0x3a3d43},    Named{"Silver", 0xc3c9cf}, Named{"Copper", 0xc67c4e},
    Named{"Green", 0x6d8f5e},  Named{"Amber", 0xd08a2e},    Named{"Fig", 0x7b5a78},    Named{"Sea Salt", 0x9cc0c6},
    Named{"Cloud", 0xc9d6e4},  Named{"Ocean", 0x4a8fb0},    Named{"Natural", 0xcbb08a}};

constexpr std::array kMaterialColours = {Named{"Damascus", 0x929ba6},       Named{"Carbon Steel", 0x757d86},
                                         Named{"Stainless", 0xc5ccd2},      Named{"Ceramic", 0xece5da},
                                         Named{"Cast Iron", 0x45494e},      Named{"Copper", 0xc67c4e},
                                         Named{"Steel", 0xb9c1c8},          Named{"Aluminium", 0xcbd1d6},
                                         Named{"Walnut", 0x7d5537},         Named{"Bamboo", 0xd8b477},
                                         Named{"Glass", 0xa9cdd2},          Named{"Beech", 0xdcb688},
                                         Named{"Enamel", 0xf0ebe1},         Named{"Porcelain", 0xf2ede4},
                                         Named{"Olive Wood", 0xb58a52},     Named{"Earthenware", 0xc27a54},
                                         Named{"Bone China", 0xf5f0e6},     Named{"Crystal", 0xc2dbe4},
                                         Named{"Recycled Glass", 0xa9ccb4}, Named{"Ribbed Glass", 0xb9d2d8},
                                         Named{"Brushed Steel", 0xb4bcc3},  Named{"Polished Steel", 0xccd3d9},
                                         Named{"Brass", 0xc9a04a},          Named{"Terracotta", 0xc46f4a},
                                         Named{"Zinc", 0xa7b0b5},           Named{"Galvanised", 0xb3bbc0},
                                         Named{"Titanium", 0x8d9298},       Named{"Oak", 0xc99e68},
                                         Named{"Marble", 0xe6e2dd},         Named{"Rattan", 0xcfa467},
                                         Named{"Paper", 0xf3ead6},          Named{"Opal Glass", 0xf1ecdf},
                                         Named{"Jute", 0xc9aa78},           Named{"Teak", 0xa9713f},
                                         Named{"Cedar", 0xb0693f},          Named{"Acacia", 0xb37a45},
                                         Named{"Pine", 0xe2c08d},           Named{"Lime", 0xe0c79a},
                                         Named{"Maple", 0xe6c79c},          Named{"Beeswax", 0xe4b349},
                                         Named{"Leather", 0x8b5a37},        Named{"Cork", 0xc79a63},
                                         Named{"Wicker", 0xc39a62},         Named{"Waxed Canvas", 0x8a7a4e},
                                         Named{"Waxed", 0x7d7046},          Named{"Hardened", 0x3c4046},
                                         Named{"Light Roast", 0xc89a6a},    Named{"Medium Roast", 0x9a6b45},
                                         Named{"Dark Roast", 0x5f4333},     Named{"Lavender", 0xa79ac6},
                                         Named{"Citrus", 0xeab54a},         Named{"Down", 0xe9edf0},
                                         Named{"Memory Foam", 0xefe9dc},    Named{"Ash", 0xd9bd92}};

// What a style is seen in where neither the material nor the variant says a colour.
constexpr std::array<std::array<Colour, 6>, kStyleCount> kStyleColours = {{
    {0x7b2d34, 0x2f4368, 0x44604a, 0xb98a3e, 0x8a5a3c, 0x5d4157},
    {0x5b7083, 0x3b4a57, 0xb9c3c9, 0x8fa3ad, 0xd9d3c6, 0x4a6a6c},
    {0x8a9a6b, 0xc08a5a, 0xa35f3f, 0xd0ba8e, 0x5f7a5f, 0x8b7358},
    {0xee6c4d, 0xf0b13a, 0x3fa7a0, 0xe56b8c, 0x5a8dee, 0x8fbf5a},
    {0x34383f, 0x3a4a63, 0xb23a3a, 0x626b76, 0x1f6a75, 0xc2772e},
}};

// By style, from light to deep: light products stand before the deep ones.
constexpr std::array<std::array<Colour, 3>, kStyleCount> kWalls = {{
    {0xf3e8d8, 0xecd9c6, 0xd3b79c},
    {0xeef1f2, 0xdde6ea, 0xa9bcc6},
    {0xeef0e2, 0xe2e6d0, 0xb3bf9d},
    {0xfdeadb, 0xfbe3a9, 0xf2b9a0},
    {0xe9eaed, 0xd9dce2, 0x9aa3b0},
}};

template <size_t kCount>
const Named* find(const std::array<Named, kCount>& names, std::string_view word) {
  const auto found = std::find_if(names.begin(), names.end(), [word](const Named& n) { return n.word == word; });
  return found == names.end() ? nullptr : &*found;
}

Colour main_colour(const Product& product, Colour from_style) {
  if (const Named* named = find(kVariantColours, product.variant)) return named->colour;
  if (const Named* named = find(kMaterialColours, product.material)) return named->colour;
  return from_style;
}

}  // namespace

std::string colour_text(Colour colour) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = "#";
  for (int shift = 20; shift >= 0; shift -= 4) text += kDigits[(colour >> shift) & 15];
  return text;
}

Colour mixed(Colour from, Colour to, uint32_t percent) {
  Colour out = 0;
  for (int shift = 16; shift >= 0; shift -= 8) {
    const uint32_t a = (from >> shift) & 255, b = (to >> shift) & 255;
    out |= ((a * (100 - percent) + b * percent + 50) / 100) << shift;
  }
  return out;
}

uint32_t brightness(Colour colour) {
  return (((colour >> 16) & 255) * 54 + ((colour >> 8) & 255) * 183 + (colour & 255) * 19) / 256;
}

Colours colours_of(const Product& product, Random& random) {
  const std::array<Colour, 6>& palette = kStyleColours[product.style];
  const size_t drawn = random.below(palette.size());
  const size_t tint = random.below(2);
  Colours colours;
  colours.main = main_colour(product, palette[drawn]);
  // A brand keeps its accent within a style, unless the product itself has that colour.
  const size_t accent = product.brand % palette.size();
  colours.accent = palette[accent] == colours.main ? palette[(accent + 1) % palette.size()] : palette[accent];
  colours.wall = kWalls[product.style][brightness(colours.main) > 195 ? 2 : tint];
  colours.floor = mixed(colours.wall, 0x6b5a4a, 14);
  return colours;
}

}  // namespace nearshelf::sample_shop
