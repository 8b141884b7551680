#include "server_sync/publisher/format_text.h"

#include <gtest/gtest.h>

#include "sdk/model/limits.h"

namespace nearshelf::publisher {
namespace {

TEST(FormatText, GroupsThousands) {
  EXPECT_EQ(with_commas(0), "0");
  EXPECT_EQ(with_commas(999), "999");
  EXPECT_EQ(with_commas(1000), "1,000");
  EXPECT_EQ(with_commas(1234567), "1,234,567");
  EXPECT_EQ(with_commas(UINT64_MAX), "18,446,744,073,709,551,615");
}

TEST(FormatText, WritesTimesInUtc) {
  EXPECT_EQ(iso_time(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(iso_time(951'782'400'000), "2000-02-29T00:00:00Z");
  EXPECT_EQ(iso_time(1'700'000'000'999), "2023-11-14T22:13:20Z");
  EXPECT_EQ(iso_time(model::kMaxTimeMs), "9999-12-31T23:59:59Z");
}

TEST(FormatText, ShortensNumbers) {
  EXPECT_EQ(short_number(0.0), "0");
  EXPECT_EQ(short_number(0.123456), "0.1235");
  EXPECT_EQ(short_number(1.5e-9), "1.5e-09");
}

TEST(FormatText, LinesAreAligned) {
  EXPECT_EQ(text_line("a", "x"), "a                  x\n");
  EXPECT_EQ(text_line("a label that is long", "x"), "a label that is long x\n");
}

TEST(FormatText, TablesEndWithTheTotal) {
  const std::string table = part_table({{"embeddings", 750}, {"gru", 1250}}, 2000);
  EXPECT_EQ(table,
            "  embeddings                  750  37.5 %\n"
            "  gru                       1,250  62.5 %\n"
            "  total                     2,000  bytes\n");
}

}  // namespace
}  // namespace nearshelf::publisher
