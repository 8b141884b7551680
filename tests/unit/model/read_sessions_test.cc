#include "sdk/model/pack.h"
#include "sdk/model/packed_ints.h"
#include "sdk/model/readers.h"
#include "tests/unit/model/broken_file.h"

namespace nearshelf::model {
namespace {

class BrokenSessions : public ::testing::TestWithParam<BrokenRule> {};

TEST_P(BrokenSessions, IsRefused) { expect_refused(GetParam()); }

// Length codes of `bits` bits, one after another.
std::unique_ptr<schema::PackedIntsT> codes(uint8_t bits, std::vector<uint32_t> values) {
  auto packed = std::make_unique<schema::PackedIntsT>();
  packed->bits = bits;
  packed->bytes = pack_ints(values, bits);
  return packed;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, BrokenSessions,
    ::testing::Values(
        BrokenRule{"NoSessions", [](auto& f) { f.neighbors->session_count = 0; }, "field neighbors.session_count",
                   "is 0"},
        BrokenRule{"NoLengthCodes", [](auto& f) { f.neighbors->length_codes.reset(); }, "field neighbors.length_codes",
                   "is missing"},
        BrokenRule{"NoCodeBits", [](auto& f) { f.neighbors->length_codes->bits = 0; },
                   "field neighbors.length_codes.bits", "must be from 1 to 8"},
        BrokenRule{"WideCodes", [](auto& f) { f.neighbors->length_codes->bits = 9; },
                   "field neighbors.length_codes.bits", "must be from 1 to 8"},
        BrokenRule{"MoreSessionsThanCodes", [](auto& f) { f.neighbors->session_count = 0xFFFFFFFF; },
                   "field neighbors.session_count", "length codes"},
        BrokenRule{"CodesEndWithinASession",
                   [](auto& f) {
                     f.neighbors->session_count = 2;
                     f.neighbors->length_codes = codes(4, {15, 15});
                   },
                   "field neighbors.length_codes", "ends within session 0"},
        BrokenRule{"SessionTooLong",
                   [](auto& f) {
                     f.neighbors->session_count = 1;
                     f.neighbors->length_codes = codes(8, {255, 0});
                   },
                   "field neighbors.length_codes[0]", "longer than 255 clicks"},
        BrokenRule{"EndlessSession",
                   [](auto& f) {
                     f.neighbors->session_count = 1;
                     f.neighbors->length_codes = codes(1, std::vector<uint32_t>(800, 1));
                   },
                   "field neighbors.length_codes[254]", "longer than 255 clicks"},
        BrokenRule{"CodesTooMany", [](auto& f) { f.neighbors->length_codes->bytes.push_back(0); },
                   "field neighbors.length_codes.bytes", "must have"},
        BrokenRule{"NoItems", [](auto& f) { f.neighbors->items.reset(); }, "field neighbors.items", "is missing"},
        BrokenRule{"ItemsTooFew", [](auto& f) { f.neighbors->items->bytes.pop_back(); }, "field neighbors.items.bytes",
                   "must have"},
        BrokenRule{"ItemsTooMany", [](auto& f) { f.neighbors->items->bytes.push_back(0); },
                   "field neighbors.items.bytes", "must have"},
        BrokenRule{"NoItemBits", [](auto& f) { f.neighbors->items->bits = 0; }, "field neighbors.items.bits",
                   "must be from 1 to 32"},
        BrokenRule{"ItemBeyondCatalog",
                   [](auto& f) {
                     f.neighbors->session_count = 1;
                     f.neighbors->length_codes = codes(4, {2});
                     f.neighbors->items = codes(7, {3, 120, 4});
                   },
                   "field neighbors.items[1]", "is 120, must be below 120"},
        BrokenRule{"PopularityTooShort", [](auto& f) { f.popularity->bytes.pop_back(); }, "field popularity.bytes",
                   "must have"},
        BrokenRule{"PopularityTooLarge",
                   [](auto& f) {
                     std::vector<uint32_t> counts(120, 1);
                     counts[2] = 65536;
                     f.popularity = pack(counts);
                   },
                   "field popularity[2]", "must be below 65536"},
        BrokenRule{"TrendTooLong", [](auto& f) { f.trend->bytes.push_back(0); }, "field trend.bytes", "must have"},
        BrokenRule{"TrendTooLarge",
                   [](auto& f) {
                     std::vector<uint32_t> counts(120, 1);
                     counts[119] = 0xFFFFFFFF;
                     f.trend = pack(counts);
                   },
                   "field trend[119]", "must be below 65536"}),
    rule_name);

TEST(ReadSessions, DecodesItemsAndPriors) {
  testing::TestModelOptions options;
  options.item_count = 5;
  options.sessions = {{0, 1}, {4, 4, 2}, {3}};
  const auto model = testing::make_test_model(options);
  const NeighborsView& neighbors = model->neighbors();
  ASSERT_EQ(neighbors.click_count, 6u);
  EXPECT_EQ(std::vector<uint8_t>(neighbors.session_lengths.begin(), neighbors.session_lengths.end()),
            (std::vector<uint8_t>{2, 3, 1}));
  const PackedInts items(neighbors.items, neighbors.bits_per_item, neighbors.click_count);
  std::vector<uint32_t> decoded;
  for (size_t i = 0; i < items.size(); ++i) decoded.push_back(items[i]);
  EXPECT_EQ(decoded, (std::vector<uint32_t>{0, 1, 4, 4, 2, 3}));
  EXPECT_EQ(model->popularity()[4], 2);
  EXPECT_EQ(model->popularity()[0], 1);
}

TEST(ReadSessions, PriorsAndSessionsMayBeAbsent) {
  testing::TestModelOptions options;
  options.with_neighbors = false;
  options.with_priors = false;
  const auto model = testing::make_test_model(options);
  EXPECT_FALSE(model->has_neighbors());
  EXPECT_FALSE(model->has_rules());
  EXPECT_TRUE(model->popularity().empty());
  EXPECT_TRUE(model->trend().empty());
}

}  // namespace
}  // namespace nearshelf::model
