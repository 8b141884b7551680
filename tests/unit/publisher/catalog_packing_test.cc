#include "server_sync/publisher/catalog_packing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "sdk/model/catalog.h"
#include "sdk/model/model.h"
#include "sdk/model/serialize.h"
#include "tests/support/test_model.h"

namespace nearshelf::publisher {
namespace {

using ::testing::HasSubstr;

data::SessionDataset dataset_of(std::vector<std::string> ids) {
  data::SessionDataset dataset;
  dataset.item_ids = std::move(ids);
  return dataset;
}

// The catalog as a device sees it.
std::shared_ptr<const model::Model> open_catalog(PackedCatalog packed) {
  testing::TestModelOptions options;
  options.item_count = packed.catalog->item_count;
  options.with_gru = false;
  options.with_neighbors = false;
  options.with_priors = false;
  schema::ModelFileT file = testing::make_test_file(options);
  file.catalog = std::move(packed.catalog);
  auto model = model::Model::open(std::move(model::serialize(file)).value());
  EXPECT_TRUE(model.ok()) << model.status().to_string();
  return std::move(model).value();
}

std::shared_ptr<const model::Model> open_catalog(const data::SessionDataset& dataset) {
  Result<PackedCatalog> packed = pack_catalog(dataset);
  EXPECT_TRUE(packed.ok()) << packed.status().to_string();
  return open_catalog(std::move(packed).value());
}

TEST(CatalogPacking, StoresNumbersAsNumbers) {
  const auto model = open_catalog(dataset_of({"0", "9", "10", "4294967295"}));
  for (uint32_t i = 0; i < 4; ++i) EXPECT_EQ(model->catalog().find(model->catalog().id(i)), i);
  EXPECT_TRUE(pack_catalog(dataset_of({"1", "2"}))->catalog->numeric_ids);
  EXPECT_FALSE(pack_catalog(dataset_of({"1", "2"}))->catalog->ids);
}

TEST(CatalogPacking, StoresAnythingElseAsText) {
  // One id that is no canonical number makes texts of all, in byte order.
  const auto model = open_catalog(dataset_of({"10", "9", "9a", "schön"}));
  EXPECT_EQ(model->catalog().find("10"), 0u);
  EXPECT_EQ(model->catalog().find("9"), 1u);
  EXPECT_EQ(model->catalog().find("schön"), 3u);
  EXPECT_TRUE(pack_catalog(dataset_of({"01", "1"}))->catalog->ids);
}

TEST(CatalogPacking, RefusesBadIds) {
  const auto expect_refused = [](std::vector<std::string> ids, const std::string& place, const std::string& message) {
    const Status status = pack_catalog(dataset_of(std::move(ids))).status();
    EXPECT_EQ(status.code(), Code::kInvalidArgument);
    EXPECT_EQ(status.place(), place);
    EXPECT_THAT(status.message(), HasSubstr(message));
  };
  expect_refused({}, "", "no items");
  expect_refused({"2", "1"}, "item 1", "sorted and unique");
  expect_refused({"1", "1"}, "item 1", "sorted and unique");
  expect_refused({"9", "10", "a"}, "item 1", "sorted and unique");
  expect_refused({"b", "a"}, "item 1", "sorted and unique");
  expect_refused({"", "a"}, "item 0", "empty");
  expect_refused({"a", "\xFF"}, "item 1", "UTF-8");
}

TEST(CatalogPacking, RefusesAttributesOfOtherItems) {
  data::SessionDataset dataset = dataset_of({"1", "2"});
  dataset.attributes.resize(1);
  EXPECT_EQ(pack_catalog(dataset).status().code(), Code::kInvalidArgument);
}

TEST(CatalogPacking, KeepsAttributes) {
  data::SessionDataset dataset = dataset_of({"1", "2", "3"});
  dataset.attributes.resize(3);
  dataset.attributes[0] = {"boots", "Birch", "Boot №1", "/1", "/1.png", 9.99f};
  dataset.attributes[2].category = "bags";
  dataset.attributes[2].price = 0.0f;
  const auto model = open_catalog(dataset);
  const model::Catalog& catalog = model->catalog();
  EXPECT_EQ(catalog.category_name(catalog.category(0)), "boots");
  EXPECT_EQ(catalog.category(1), 0);
  EXPECT_EQ(catalog.category_name(catalog.category(2)), "bags");
  EXPECT_EQ(catalog.brand_name(catalog.brand(0)), "Birch");
  EXPECT_EQ(catalog.title(0), "Boot №1");
  EXPECT_EQ(catalog.url(0), "/1");
  EXPECT_EQ(catalog.image(0), "/1.png");
  EXPECT_EQ(catalog.title(1), "");
  EXPECT_EQ(catalog.price(0), 9.99f);
  EXPECT_TRUE(std::isnan(catalog.price(1)));
  EXPECT_EQ(catalog.price(2), 0.0f);
}

TEST(CatalogPacking, LeavesOutWhatNoItemHas) {
  data::SessionDataset dataset = dataset_of({"1", "2"});
  dataset.attributes.resize(2);
  const Result<PackedCatalog> packed = pack_catalog(dataset);
  ASSERT_TRUE(packed.ok());
  const schema::CatalogT& catalog = *packed->catalog;
  EXPECT_FALSE(catalog.category_names || catalog.categories || catalog.brand_names || catalog.brands);
  EXPECT_FALSE(catalog.titles || catalog.urls || catalog.images);
  EXPECT_TRUE(catalog.prices.empty());
}

TEST(CatalogPacking, CountsWhatItCannotStore) {
  data::SessionDataset dataset = dataset_of({"1", "2", "3"});
  dataset.attributes.resize(3);
  dataset.attributes[0] = {"\xFF", "ok", std::string("nul\0", 4), "\xC3(", "ok", -1.0f};
  dataset.attributes[1].price = HUGE_VALF;
  dataset.attributes[2].price = 1.0f;
  Result<PackedCatalog> packed = pack_catalog(dataset);
  ASSERT_TRUE(packed.ok());
  EXPECT_EQ(packed->losses.bad_texts, 3u);
  EXPECT_EQ(packed->losses.bad_prices, 2u);
  const auto model = open_catalog(std::move(packed).value());
  EXPECT_EQ(model->catalog().title(0), "");
  EXPECT_EQ(model->catalog().brand_name(model->catalog().brand(0)), "ok");
  EXPECT_TRUE(std::isnan(model->catalog().price(0)));
}

TEST(CatalogPacking, TheRarestNamesBecomeUnknown) {
  // 65,537 categories: the first two items share one, so two of the others must go, the last in byte order.
  const uint32_t count = 65538;
  data::SessionDataset dataset;
  for (uint32_t i = 0; i < count; ++i) dataset.item_ids.push_back(std::to_string(i));
  dataset.attributes.resize(count);
  for (uint32_t i = 0; i < count; ++i) dataset.attributes[i].category = std::to_string(200000 + (i < 2 ? 99999 : i));
  Result<PackedCatalog> packed = pack_catalog(dataset);
  ASSERT_TRUE(packed.ok());
  EXPECT_EQ(packed->losses.rare_categories, 2u);
  EXPECT_EQ(packed->losses.rare_category_items, 2u);
  EXPECT_EQ(packed->losses.rare_brands, 0u);
  const auto model = open_catalog(std::move(packed).value());
  const model::Catalog& catalog = model->catalog();
  EXPECT_EQ(catalog.category_count(), 65536u);
  EXPECT_EQ(catalog.category_name(catalog.category(0)), "299999");
  EXPECT_EQ(catalog.category_name(catalog.category(count - 3)), "265535");
  EXPECT_EQ(catalog.category(count - 2), 0);
  EXPECT_EQ(catalog.category(count - 1), 0);
}

}  // namespace
}  // namespace nearshelf::publisher
