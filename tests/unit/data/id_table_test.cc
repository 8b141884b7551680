#include "server_sync/data/id_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <unordered_map>

namespace nearshelf::data {
namespace {

using ::testing::ElementsAre;

TEST(IdTable, GivesNumbersInOrderOfAppearance) {
  IdTable table;
  bool is_new = false;
  EXPECT_EQ(table.add("b", &is_new), 0u);
  EXPECT_TRUE(is_new);
  EXPECT_EQ(table.add("a", &is_new), 1u);
  EXPECT_EQ(table.add("b", &is_new), 0u);
  EXPECT_FALSE(is_new);
  EXPECT_EQ(table.add(""), 2u);
  EXPECT_EQ(table[1], "a");
  EXPECT_EQ(table[2], "");
  EXPECT_EQ(table.find("a"), 1u);
  EXPECT_EQ(table.find("c"), std::nullopt);
  EXPECT_EQ(table.size(), 3u);
}

TEST(IdTable, AgreesWithAMapWhileItGrows) {
  IdTable table;
  std::unordered_map<std::string, uint32_t> map;
  std::mt19937 engine(1);
  for (int i = 0; i < 50'000; ++i) {
    const std::string id = std::to_string(engine() % 20'000);
    const auto [known, inserted] = map.emplace(id, static_cast<uint32_t>(map.size()));
    bool is_new = false;
    ASSERT_EQ(table.add(id, &is_new), known->second);
    ASSERT_EQ(is_new, inserted);
  }
  ASSERT_EQ(table.size(), map.size());
  for (const auto& [id, index] : map) {
    EXPECT_EQ(table[index], id);
    EXPECT_EQ(table.find(id), index);
  }
}

TEST(CheckId, TakesTextAndRefusesTheRest) {
  for (const std::string& id : {std::string("17"), std::string("Käse 5"), std::string(kMaxIdBytes, 'x')}) {
    EXPECT_TRUE(check_id(id).ok()) << id;
  }
  EXPECT_EQ(check_id(std::string(kMaxIdBytes + 1, 'x')).code(), Code::kLimit);
  for (const char* id : {"a\tb", "\x01", "\x7f", "\xff", "\xc3", "\xed\xa0\x80"}) {
    EXPECT_EQ(check_id(id).code(), Code::kInvalidArgument) << id;
  }
}

TEST(CatalogOrder, NumbersStandByValueAndOtherIdsByBytes) {
  EXPECT_THAT(catalog_order({"10", "9", "4294967295", "0"}), ElementsAre(3, 1, 0, 2));
  EXPECT_THAT(catalog_order({"10", "9", "a"}), ElementsAre(0, 1, 2));
  EXPECT_THAT(catalog_order({"10", "09"}), ElementsAre(1, 0)) << "09 is not a canonical number";
  EXPECT_THAT(catalog_order({"4294967296", "5"}), ElementsAre(0, 1)) << "2^32 is not a number of the catalog";
  EXPECT_THAT(catalog_order({}), ElementsAre());
}

}  // namespace
}  // namespace nearshelf::data
