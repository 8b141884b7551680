#include "server_sync/sample_shop/walk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace nearshelf::sample_shop {
namespace {

class WalkTest : public ::testing::Test {
 protected:
  Catalog catalog_ = make_catalog(600, 4);
  Trends trends_{catalog_, 4};
  Random random_{4, Stream::kSessions};
  Walk walk_{catalog_, trends_, random_};
};

TEST_F(WalkTest, VisitsAreOfLaunchedProductsWithoutStandingStill) {
  Shoppers shoppers(50, 4);
  size_t bounces = 0, repeats = 0, longest = 0;
  constexpr size_t kVisits = 4000;
  for (size_t v = 0; v < kVisits; ++v) {
    const size_t day = v % kDays;
    const std::vector<uint32_t> views = walk_.visit(shoppers[v % 50], day);
    ASSERT_FALSE(views.empty());
    bounces += views.size() == 1;
    longest = std::max(longest, views.size());
    repeats += std::set<uint32_t>(views.begin(), views.end()).size() < views.size();
    for (size_t i = 1; i < views.size(); ++i) {
      EXPECT_NE(views[i], views[i - 1]);
      EXPECT_GT(trends_.appeal(views[i], day), 0);
    }
  }
  EXPECT_NEAR(static_cast<double>(bounces) / kVisits, 0.3, 0.03);
  EXPECT_GT(repeats, kVisits / 10);
  EXPECT_GT(longest, 20u);
  EXPECT_LE(longest, 120u);
}

TEST_F(WalkTest, ShoppersSeeMoreOfWhatTheyLike) {
  Shopper shopper;
  shopper.categories = {7};
  shopper.style = 3;
  double own = 0, other = 0, favourite = 0, views = 0;
  for (int v = 0; v < 3000; ++v) {
    for (const uint32_t product : walk_.visit(shopper, 20)) {
      const double match = style_match(catalog_.products[product].style, 3);
      own += match;
      other += style_match(catalog_.products[product].style, 0);
      favourite += catalog_.products[product].category == 7;
      ++views;
    }
  }
  EXPECT_GT(own, other * 1.2);
  EXPECT_GT(favourite, views / 4);
}

TEST_F(WalkTest, AReturningShopperOftenResumes) {
  Shopper shopper;
  shopper.categories = {7};
  shopper.last_item = 123;
  size_t resumed = 0;
  for (int v = 0; v < 2000; ++v) resumed += walk_.visit(shopper, 20).front() == 123;
  EXPECT_NEAR(static_cast<double>(resumed), 400, 80);
}

}  // namespace
}  // namespace nearshelf::sample_shop
