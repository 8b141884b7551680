#include "server_sync/sample_shop/colours.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace nearshelf::sample_shop {
namespace {

Product product(std::string_view material, std::string_view variant, uint32_t style = 0, uint32_t brand = 0) {
  Product made;
  made.material = material;
  made.variant = variant;
  made.style = style;
  made.brand = brand;
  return made;
}

Colours colours(const Product& made, uint64_t seed = 1) {
  Random random(seed, Stream::kPictures);
  return colours_of(made, random);
}

TEST(Colours, AreWrittenAndMixedByChannel) {
  EXPECT_EQ(colour_text(0x0a10ff), "#0a10ff");
  EXPECT_EQ(mixed(0x000000, 0xffffff, 0), 0u);
  EXPECT_EQ(mixed(0x000000, 0xffffff, 100), 0xffffffu);
  EXPECT_EQ(mixed(0x102030, 0x304050, 50), 0x203040u);
  EXPECT_EQ(brightness(0x000000), 0u);
  EXPECT_EQ(brightness(0xffffff), 255u);
  EXPECT_GT(brightness(0x00ff00), brightness(0xff0000));
}

TEST(Colours, TheVariantComesBeforeTheMaterialAndBothBeforeTheStyle) {
  const Colour navy = colours(product("Porcelain", "Navy")).main;
  EXPECT_EQ(colours(product("Walnut", "Navy")).main, navy);
  EXPECT_EQ(colours(product("Walnut", "Navy"), 9).main, navy);
  EXPECT_EQ(colours(product("Walnut", "Large"), 1).main, colours(product("Walnut", "Small", 3), 2).main);
  std::vector<Colour> drawn;
  for (uint64_t seed = 1; seed < 20; ++seed) drawn.push_back(colours(product("Mesh", "Wide"), seed).main);
  std::sort(drawn.begin(), drawn.end());
  EXPECT_GT(std::unique(drawn.begin(), drawn.end()) - drawn.begin(), 3);
}

TEST(Colours, WhatIsLightStandsBeforeADeepWall) {
  for (uint32_t style = 0; style < 5; ++style) {
    const Colours light = colours(product("Porcelain", "Set of 2", style));
    EXPECT_GT(brightness(light.main), brightness(light.wall) + 25) << style;
    const Colours dark = colours(product("Cast Iron", "Set of 2", style));
    EXPECT_LT(brightness(dark.main) + 100, brightness(dark.wall)) << style;
  }
}

TEST(Colours, AnAccentIsNeverTheProductsOwnColour) {
  for (uint32_t brand = 0; brand < 54; ++brand) {
    for (uint64_t seed = 1; seed < 12; ++seed) {
      const Colours made = colours(product("Mesh", "Wide", brand % 5, brand), seed);
      EXPECT_NE(made.main, made.accent);
    }
  }
}

}  // namespace
}  // namespace nearshelf::sample_shop
