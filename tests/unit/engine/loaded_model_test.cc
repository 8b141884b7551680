#include "sdk/engine/loaded_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <thread>

#include "tests/unit/engine/shelf_fixture.h"

namespace nearshelf::engine {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using Ids = std::vector<std::string>;

std::shared_ptr<const LoadedModel> load(const testing::TestModelOptions& options = {}) {
  return LoadedModel::open(testing::make_test_bytes(options)).value();
}

TEST(LoadedModel, KnowsWhatItCarries) {
  EXPECT_EQ(load()->rankers(), ranking::kAllRankers);
  testing::TestModelOptions options;
  options.with_gru = false;
  options.with_neighbors = false;
  EXPECT_EQ(load(options)->rankers(), ranking::kOwnItems | ranking::kPopular);
  EXPECT_EQ(load(options)->hidden_size(), 0u);
}

TEST(LoadedModel, HoldsTheArtifactOnce) {
  const auto model = load();
  EXPECT_GE(model->memory_bytes(), model->model().bytes().size());
  EXPECT_LE(model->memory_bytes(), model->model().bytes().size() + (1u << 20));
}

TEST(LoadedModel, RefusesWhatIsNoModel) {
  const std::vector<uint8_t> bytes(1000, 7);
  EXPECT_EQ(LoadedModel::open_copy(bytes).status().code(), Code::kCorrupt);
  EXPECT_EQ(LoadedModel::open_copy({}).status().code(), Code::kCorrupt);
}

TEST(LoadedModel, DescribesItemsInTheShopsTerms) {
  const auto model = load();
  const Recommendations result = model->recommend_after(Ids{item_id(3)}, {.count = 120}).value();
  const model::Catalog& catalog = model->model().catalog();
  ASSERT_FALSE(result.items.empty());
  for (const RecommendedItem& item : result.items) {
    const uint32_t dense = *catalog.find(item.id);
    EXPECT_EQ(item.title, catalog.title(dense));
    EXPECT_EQ(item.category, catalog.category_name(catalog.category(dense)));
    EXPECT_EQ(item.brand, catalog.brand_name(catalog.brand(dense)));
    EXPECT_EQ(item.url, catalog.url(dense));
    EXPECT_EQ(item.image, catalog.image(dense));
    EXPECT_TRUE(item.price == catalog.price(dense) || (std::isnan(item.price) && std::isnan(catalog.price(dense))));
  }
}

TEST(LoadedModel, GivesReasonsUnlessToldNotTo) {
  const auto model = load();
  const Recommendations with = model->recommend_after(Ids{item_id(3)}, {}).value();
  for (const RecommendedItem& item : with.items) {
    ASSERT_FALSE(item.reasons.empty());
    float total = 0;
    for (const ItemReason& reason : item.reasons) {
      total += reason.share;
      EXPECT_TRUE(reason.item_id.empty() || model->model().catalog().find(reason.item_id).has_value());
    }
    EXPECT_NEAR(total, 1.0f, 1e-4f);
  }
  const Recommendations without = model->recommend_after(Ids{item_id(3)}, {.with_reasons = false}).value();
  EXPECT_EQ(ranking_of(without), ranking_of(with));
  EXPECT_THAT(without.items, Each(Field(&RecommendedItem::reasons, IsEmpty())));
}

TEST(LoadedModel, KnownItemsAreTheLastOnesInTheirOrder) {
  const auto model = load();
  const Ids ids = {item_id(1), "?", item_id(2), item_id(3), ""};
  EXPECT_EQ(model->known_items(ids, 10), (std::vector<uint32_t>{1, 2, 3}));
  EXPECT_EQ(model->known_items(ids, 2), (std::vector<uint32_t>{2, 3}));
}

TEST(LoadedModel, FiltersByNamesAndPrice) {
  const auto model = load();
  const Recommendations boots = model->recommend_after(Ids{item_id(3)}, {.categories = {"boots", "?"}}).value();
  EXPECT_THAT(boots.items, Not(IsEmpty()));
  EXPECT_THAT(boots.items, Each(Field(&RecommendedItem::category, "boots")));
  const Recommendations cedar = model->recommend_after(Ids{item_id(3)}, {.brands = {"Cedar"}}).value();
  EXPECT_THAT(cedar.items, Each(Field(&RecommendedItem::brand, "Cedar")));
  const Recommendations priced = model->recommend_after({}, {.min_price = 50.0f, .max_price = 100.0f}).value();
  EXPECT_THAT(priced.items, Not(IsEmpty()));
  for (const RecommendedItem& item : priced.items) EXPECT_TRUE(item.price >= 50.0f && item.price <= 100.0f);
}

TEST(LoadedModel, OnlyUnknownNamesPassNothing) {
  const auto model = load();
  EXPECT_THAT(model->recommend_after({}, {.categories = {"?"}}).value().items, IsEmpty());
  EXPECT_THAT(model->recommend_after({}, {.brands = {"?"}}).value().items, IsEmpty());
}

TEST(LoadedModel, ExcludesItemsByIdAndThoseOfTheSession) {
  const auto model = load();
  const Recommendations all = model->recommend_after(Ids{item_id(3)}, {}).value();
  const std::string first = all.items.front().id;
  const Recommendations rest = model->recommend_after(Ids{item_id(3)}, {.excluded_items = {first, "?"}}).value();
  EXPECT_THAT(ids_of(rest), Not(Contains(first)));
  const Recommendations fresh =
      model->recommend_after(Ids{item_id(3)}, {.count = 120, .exclude_session_items = true}).value();
  EXPECT_THAT(ids_of(fresh), Not(Contains(item_id(3))));
}

TEST(LoadedModel, ChecksOptions) {
  const auto model = load();
  const auto place_of = [&](const RecommendOptions& options) {
    const auto result = model->recommend_after({}, options);
    EXPECT_EQ(result.status().code(), Code::kInvalidArgument);
    return result.status().place();
  };
  EXPECT_EQ(place_of({.count = 0}), "options.count");
  EXPECT_EQ(place_of({.count = 1001}), "options.count");
  EXPECT_EQ(place_of({.rankers = 0}), "options.rankers");
  EXPECT_EQ(place_of({.rankers = 32}), "options.rankers");
  EXPECT_EQ(place_of({.min_price = 2.0f, .max_price = 1.0f}), "options.min_price");
  testing::TestModelOptions no_sessions;
  no_sessions.with_neighbors = false;
  EXPECT_EQ(load(no_sessions)->recommend_after(Ids{item_id(3)}, {.rankers = ranking::kRules}).status().code(),
            Code::kFailedPrecondition);
}

TEST(LoadedModel, ThreadsRecommendAtOnce) {
  const auto model = load();
  const auto expected = ranking_of(model->recommend_after(Ids{item_id(3), item_id(7)}, {}).value());
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(ranking_of(model->recommend_after(Ids{item_id(3), item_id(7)}, {}).value()), expected);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace nearshelf::engine
