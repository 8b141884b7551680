#include <cmath>
#include <limits>

#include "sdk/model/limits.h"
#include "sdk/model/pack.h"
#include "sdk/model/readers.h"
#include "tests/unit/model/broken_file.h"

namespace nearshelf::model {
namespace {

testing::TestModelOptions with_text_ids() {
  testing::TestModelOptions options;
  options.text_ids = true;
  return options;
}

std::unique_ptr<schema::PackedIntsT> numbers(std::vector<uint32_t> values) { return pack(values); }

// 120 rising numbers with `value` at `index`.
std::unique_ptr<schema::PackedIntsT> ids_with(size_t index, uint32_t value) {
  std::vector<uint32_t> ids(120);
  for (size_t i = 0; i < ids.size(); ++i) ids[i] = static_cast<uint32_t>(10 * i);
  ids[index] = value;
  return pack(ids);
}

void swap_text_ids(schema::ModelFileT& file) {
  // "sku-000000" and "sku-000001" differ in their last character.
  std::swap(file.catalog->ids->bytes[9], file.catalog->ids->bytes[19]);
}

class BrokenCatalog : public ::testing::TestWithParam<BrokenRule> {};

TEST_P(BrokenCatalog, IsRefused) { expect_refused(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Rules, BrokenCatalog,
    ::testing::Values(
        BrokenRule{"NoItems", [](auto& f) { f.catalog->item_count = 0; }, "field catalog.item_count",
                   "is 0, must be from 1 to"},
        BrokenRule{"TooManyItems", [](auto& f) { f.catalog->item_count = kMaxItems + 1; }, "field catalog.item_count",
                   "is 16777217"},
        BrokenRule{"NoIds", [](auto& f) { f.catalog->numeric_ids.reset(); }, "field catalog.numeric_ids", "is missing"},
        BrokenRule{"TwoKindsOfIds",
                   [](auto& f) { f.catalog->ids = pack_strings(std::vector<std::string_view>(120, "a")); },
                   "field catalog.ids", "stands beside catalog.numeric_ids"},
        BrokenRule{"TooFewNumericIds", [](auto& f) { f.catalog->numeric_ids->bytes.pop_back(); },
                   "field catalog.numeric_ids.bytes", "must have"},
        BrokenRule{"TooManyNumericIds", [](auto& f) { f.catalog->numeric_ids->bytes.push_back(0); },
                   "field catalog.numeric_ids.bytes", "must have"},
        BrokenRule{"EqualNumericIds", [](auto& f) { f.catalog->numeric_ids = ids_with(7, 60); },
                   "field catalog.numeric_ids[7]", "must be sorted and unique"},
        BrokenRule{"FallingNumericIds", [](auto& f) { f.catalog->numeric_ids = ids_with(7, 1000); },
                   "field catalog.numeric_ids[8]", "must be sorted and unique"},
        BrokenRule{"NoBits", [](auto& f) { f.catalog->numeric_ids->bits = 0; }, "field catalog.numeric_ids.bits",
                   "must be from 1 to 32"},
        BrokenRule{"TooManyBits", [](auto& f) { f.catalog->numeric_ids->bits = 33; }, "field catalog.numeric_ids.bits",
                   "must be from 1 to 32"},
        BrokenRule{"BitsBehindTheLast",
                   [](auto& f) {
                     f.catalog->categories = numbers(std::vector<uint32_t>(119, 0));
                     f.catalog->categories->bits = 3;
                     f.catalog->categories->bytes.assign(45, 0);
                     f.catalog->item_count = 119;
                     f.catalog->numeric_ids->bits = 9;
                     std::vector<uint32_t> ids(119);
                     for (uint32_t i = 0; i < 119; ++i) ids[i] = i;
                     f.catalog->numeric_ids = numbers(ids);
                     f.catalog->categories->bytes.back() = 0x80;
                   },
                   "field catalog.categories.bytes[44]", "behind the last integer"},
        BrokenRule{"TooFewTextIds", [](auto& f) { f.catalog->ids->offsets.pop_back(); }, "field catalog.ids.offsets",
                   "must have 121", with_text_ids()},
        BrokenRule{"UnsortedTextIds", swap_text_ids, "field catalog.ids[1]", "must be sorted and unique",
                   with_text_ids()},
        BrokenRule{"EqualTextIds", [](auto& f) { f.catalog->ids->bytes[19] = '0'; }, "field catalog.ids[1]",
                   "must be sorted and unique", with_text_ids()},
        BrokenRule{"EmptyTextId", [](auto& f) { f.catalog->ids->offsets[1] = 0; }, "field catalog.ids[0]", "is empty",
                   with_text_ids()},
        BrokenRule{"OffsetsBeginLate", [](auto& f) { f.catalog->titles->offsets[0] = 1; },
                   "field catalog.titles.offsets", "must begin with 0"},
        BrokenRule{"OffsetsFall", [](auto& f) { f.catalog->titles->offsets[5] = 0xFFFFFFFF; },
                   "field catalog.titles.offsets[6]", "is below the offset before it"},
        BrokenRule{"OffsetsEndBeyondBytes", [](auto& f) { f.catalog->titles->bytes.pop_back(); },
                   "field catalog.titles.offsets", "must end at"},
        BrokenRule{"OffsetsEndBeforeBytes", [](auto& f) { f.catalog->urls->bytes.push_back('x'); },
                   "field catalog.urls.offsets", "must end at"},
        BrokenRule{"TextIsNotUtf8", [](auto& f) { f.catalog->images->bytes[3] = 0xFF; },
                   "field catalog.images.bytes[3]", "UTF-8"},
        BrokenRule{"TextHasNul", [](auto& f) { f.catalog->images->bytes[4] = 0; }, "field catalog.images.bytes[4]",
                   "UTF-8"},
        // "Item № 1" is the second title; its № takes the bytes 5 to 7.
        BrokenRule{"OffsetWithinACharacter", [](auto& f) { f.catalog->titles->offsets[1] = 6; },
                   "field catalog.titles.offsets[1]", "middle of a character"},
        BrokenRule{"CodesWithoutNames", [](auto& f) { f.catalog->category_names.reset(); },
                   "field catalog.category_names", "is missing although the items have codes"},
        BrokenRule{"NamesWithoutCodes", [](auto& f) { f.catalog->brands.reset(); }, "field catalog.brands",
                   "is missing although there are names"},
        BrokenRule{"NamesEmpty",
                   [](auto& f) {
                     f.catalog->brand_names->offsets.clear();
                     f.catalog->brand_names->bytes.clear();
                   },
                   "field catalog.brand_names.offsets", "has 0 values, must have 1"},
        BrokenRule{"NoUnknownName",
                   [](auto& f) {
                     f.catalog->brand_names = pack_strings(std::vector<std::string_view>{"A", "B", "C", "D"});
                   },
                   "field catalog.brand_names[0]", "code 0 means unknown"},
        BrokenRule{"UnsortedNames",
                   [](auto& f) {
                     f.catalog->brand_names = pack_strings(std::vector<std::string_view>{"", "B", "A", "C"});
                   },
                   "field catalog.brand_names[2]", "must be sorted and unique"},
        BrokenRule{"NameTwice",
                   [](auto& f) {
                     f.catalog->brand_names = pack_strings(std::vector<std::string_view>{"", "A", "B", "B"});
                   },
                   "field catalog.brand_names[3]", "must be sorted and unique"},
        BrokenRule{"TooManyNames",
                   [](auto& f) {
                     std::vector<std::string> names(65537);
                     for (size_t i = 1; i < names.size(); ++i) names[i] = std::to_string(100000 + i);
                     f.catalog->category_names =
                         pack_strings(std::vector<std::string_view>(names.begin(), names.end()));
                   },
                   "field catalog.category_names count", "must be from 1 to 65536"},
        BrokenRule{"CodeBeyondNames",
                   [](auto& f) {
                     std::vector<uint32_t> codes(120, 0);
                     codes[9] = 6;
                     f.catalog->categories = numbers(codes);
                   },
                   "field catalog.categories[9]", "is 6, must be below 6"},
        BrokenRule{"TooFewPrices", [](auto& f) { f.catalog->prices.pop_back(); }, "field catalog.prices",
                   "has 119 values, must have 120"},
        BrokenRule{"NegativePrice", [](auto& f) { f.catalog->prices[3] = -0.01f; }, "field catalog.prices[3]",
                   "must be 0 or more"},
        BrokenRule{"InfinitePrice", [](auto& f) { f.catalog->prices[3] = std::numeric_limits<float>::infinity(); },
                   "field catalog.prices[3]", "must be 0 or more"},
        BrokenRule{"TooFewTitles", [](auto& f) { f.catalog->titles->offsets.pop_back(); },
                   "field catalog.titles.offsets", "must have 121"},
        BrokenRule{"TooManyUrls", [](auto& f) { f.catalog->urls->offsets.push_back(f.catalog->urls->offsets.back()); },
                   "field catalog.urls.offsets", "must have 121"}),
    rule_name);

TEST(ReadCatalog, AllowsUnknownPricesAndFreeItems) {
  schema::ModelFileT file = testing::make_test_file();
  file.catalog->prices[0] = std::numeric_limits<float>::quiet_NaN();
  file.catalog->prices[1] = 0.0f;
  EXPECT_TRUE(open_status(file).ok());
}

TEST(ReadCatalog, AllowsTheMostNames) {
  schema::ModelFileT file = testing::make_test_file();
  std::vector<std::string> names(65536);
  for (size_t i = 1; i < names.size(); ++i) names[i] = std::to_string(100000 + i);
  file.catalog->category_names = pack_strings(std::vector<std::string_view>(names.begin(), names.end()));
  std::vector<uint32_t> codes(120, 65535);
  file.catalog->categories = pack(codes);
  Result<std::shared_ptr<const Model>> model = Model::open(std::move(serialize(file)).value());
  ASSERT_TRUE(model.ok()) << model.status().to_string();
  EXPECT_EQ((*model)->catalog().category(17), 65535);
  EXPECT_EQ((*model)->catalog().find_category("165535"), 65535);
}

}  // namespace
}  // namespace nearshelf::model
