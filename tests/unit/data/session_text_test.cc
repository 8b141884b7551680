#include "server_sync/data/session_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/unit/data/inputs.h"

namespace nearshelf::data {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::lines_of;

Result<SessionLog> read(const std::string& text) {
  LineReader lines = lines_of(text);
  return read_session_text(lines);
}

TEST(SessionText, ReadsOneSessionALineInOrder) {
  const Result<SessionLog> log = read("7 5 7\n\n  5   9 \n9\n");
  ASSERT_TRUE(log.ok());
  EXPECT_THAT(log->clicks, ElementsAre(0, 1, 0, 1, 2, 2));
  EXPECT_THAT(log->offsets, ElementsAre(0, 3, 5, 6));
  EXPECT_EQ(log->items[2], "9");
  EXPECT_TRUE(log->times.empty());
}

TEST(SessionText, ATabIsRefusedBecauseTestPairsHaveThem) {
  const Status status = read("1 2 3\n4 5\t6\n").status();
  EXPECT_EQ(status.code(), Code::kInvalidArgument);
  EXPECT_EQ(status.place(), "test.csv:2");
  EXPECT_THAT(status.message(), HasSubstr("test pairs"));
}

TEST(SessionText, BadIdsAreRefusedWithTheirLine) {
  EXPECT_EQ(read("1\n2\n\xff\n").status().place(), "test.csv:3");
  EXPECT_EQ(read("1\n" + std::string(300, '1')).status().code(), Code::kLimit);
}

TEST(SessionText, RandomBytesGiveSessionsOrAnErrorWithTheRightLine) {
  std::mt19937 engine(4);
  const std::string alphabet("12345 \n\n\r\t\0\xc3\xa4", 13);
  size_t good = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (size_t i = engine() % 30; i > 0; --i) text += alphabet[std::min<size_t>(engine() % 16, 12)];
    const Result<SessionLog> log = read(text);
    if (log.ok()) {
      ++good;
      EXPECT_EQ(log->offsets.back(), log->clicks.size());
      for (size_t s = 0; s < log->session_count(); ++s) EXPECT_GT(log->length(s), 0u);
      continue;
    }
    // Everything up to the line before the named one is good, and with the named line it is not.
    const uint64_t line = std::stoull(log.status().place().substr(9));
    size_t begin = 0;
    for (uint64_t i = 1; i < line; ++i) begin = text.find('\n', begin) + 1;
    EXPECT_TRUE(read(text.substr(0, begin)).ok()) << log.status().to_string();
    EXPECT_FALSE(read(text.substr(0, text.find('\n', begin))).ok()) << log.status().to_string();
  }
  EXPECT_GT(good, 100u);
}

}  // namespace
}  // namespace nearshelf::data
