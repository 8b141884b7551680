#include "server_sync/data/item_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/support/temp_dir.h"
#include "tests/unit/data/inputs.h"

namespace nearshelf::data {
namespace {

using nearshelf::testing::TempDir;
using nearshelf::testing::write_text;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ItemFileTest : public ::testing::Test {
 protected:
  ItemFileTest() { dataset_.item_ids = {"1", "2", "3"}; }
  Result<ItemFileReport> read(const std::string& text) {
    write_text(dir_.file("items.tsv"), text);
    return read_items(dir_.file("items.tsv"), dataset_);
  }
  TempDir dir_;
  SessionDataset dataset_;
};

TEST_F(ItemFileTest, FillsTheAttributesOfKnownItems) {
  const Result<ItemFileReport> report = read(
      "id\tName\tcat\tBrand\tprice\tlink\timage_url\tstock\n2\tA \"fine\" knife\tKitchen > "
      "Knives\tAcme\t19.90\t/p/2\t2.svg\t4\n"
      "9\tx\ty\tz\t1\t\t\t\n");
  ASSERT_TRUE(report.ok()) << report.status().to_string();
  ASSERT_EQ(dataset_.attributes.size(), 3u);
  const ItemAttributes& knife = dataset_.attributes[1];
  EXPECT_EQ(knife.title, "A \"fine\" knife");
  EXPECT_EQ(knife.category, "Kitchen > Knives");
  EXPECT_EQ(knife.brand, "Acme");
  EXPECT_FLOAT_EQ(knife.price, 19.9f);
  EXPECT_EQ(knife.url, "/p/2");
  EXPECT_EQ(knife.image, "2.svg");
  EXPECT_TRUE(dataset_.attributes[0].title.empty());
  EXPECT_TRUE(std::isnan(dataset_.attributes[0].price));
  EXPECT_THAT(report->columns, ElementsAre("category", "brand", "price", "title", "url", "image"));
  EXPECT_EQ(report->matched, 1u);
  EXPECT_EQ(report->without_clicks, 1u);
}

TEST_F(ItemFileTest, ReadsGzipAndOtherDelimiters) {
  ASSERT_TRUE(read(testing::gzip("item,category\n\"3\",\"a, b\"\n")).ok());
  EXPECT_EQ(dataset_.attributes[2].category, "a, b");
  ASSERT_TRUE(read("item;category\n3;c\n").ok());
  EXPECT_EQ(dataset_.attributes[2].category, "c");
}

TEST_F(ItemFileTest, BadPricesAreUnknownAndCounted) {
  const Result<ItemFileReport> report = read("item,price\n1,EUR 5\n2,-1\n3,1e3\n1,\n2,7\n");
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->bad_prices, 3u);
  EXPECT_THAT(report->first_bad_price, HasSubstr("items.tsv:2: \"EUR 5\""));
  EXPECT_EQ(report->repeated, 2u);
  EXPECT_FLOAT_EQ(dataset_.attributes[1].price, 7);
  EXPECT_TRUE(std::isnan(dataset_.attributes[2].price));
  EXPECT_THAT(to_text(*report), HasSubstr("3 prices are not numbers"));
  EXPECT_EQ(to_json(*report)["bad_prices"], 3);
}

TEST_F(ItemFileTest, ARefusedFileLeavesTheDataSetAlone) {
  dataset_.attributes.resize(3);
  dataset_.attributes[0].title = "before";
  const std::string path = dir_.file("items.tsv");
  EXPECT_EQ(read("item\ttitle\n1\tafter\n2\t\xff\n").status().place(), path + ":3");
  EXPECT_EQ(read("item\ttitle\n1\tafter\n2\n").status().place(), path + ":3");
  EXPECT_EQ(read("product_name\tprice\n1\t2\n").status().place(), path + ":1");
  EXPECT_FALSE(read("").ok());
  EXPECT_EQ(read_items(dir_.file("missing.tsv"), dataset_).status().code(), Code::kNotFound);
  EXPECT_EQ(dataset_.attributes[0].title, "before");
}

}  // namespace
}  // namespace nearshelf::data
