#include "server_sync/data/line_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/unit/data/inputs.h"

namespace nearshelf::data {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::lines_of;
using testing::TextSource;

std::vector<std::string> read_lines(LineReader& lines) {
  std::vector<std::string> read;
  std::string_view line;
  while (lines.next(line)) read.emplace_back(line);
  return read;
}

std::vector<std::string> read_lines(const std::string& text, size_t piece = 7) {
  LineReader lines = lines_of(text, piece);
  std::vector<std::string> read = read_lines(lines);
  EXPECT_TRUE(lines.status().ok()) << lines.status().to_string();
  return read;
}

TEST(LineReader, TakesBothLineEndsAndALastLineWithoutOne) {
  EXPECT_THAT(read_lines("a\nb\r\n\nlast"), ElementsAre("a", "b", "", "last"));
  EXPECT_THAT(read_lines("a\r\n"), ElementsAre("a"));
  EXPECT_THAT(read_lines("\n\n"), ElementsAre("", ""));
  EXPECT_THAT(read_lines("a\r"), ElementsAre("a"));
  EXPECT_THAT(read_lines(""), IsEmpty());
}

TEST(LineReader, SkipsAByteOrderMarkOnce) {
  EXPECT_THAT(read_lines("\xef\xbb\xbfsession\n\xef\xbb\xbfx", 1), ElementsAre("session", "\xef\xbb\xbfx"));
}

TEST(LineReader, GivesTheSameLinesWhateverThePieces) {
  std::mt19937 engine(3);
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "ab\n\r 1,"[engine() % 7];
  const std::vector<std::string> whole = read_lines(text, text.size());
  for (const size_t piece : {1u, 2u, 3u, 1000u}) EXPECT_EQ(read_lines(text, piece), whole) << piece;
}

TEST(LineReader, PeekShowsTheLineThatNextGives) {
  LineReader lines = lines_of("first\r\nsecond\n");
  std::string_view line;
  ASSERT_TRUE(lines.peek(line));
  EXPECT_EQ(line, "first");
  ASSERT_TRUE(lines.next(line));
  EXPECT_EQ(line, "first");
  EXPECT_EQ(lines.place(), "test.csv:1");
  ASSERT_TRUE(lines.next(line));
  EXPECT_EQ(line, "second");
  EXPECT_FALSE(lines.peek(line));
  EXPECT_TRUE(lines.status().ok());
}

TEST(LineReader, ANulByteIsRefusedWithItsLine) {
  LineReader lines = lines_of(std::string("one\ntwo\nth\0ree\nfour\n", 20));
  EXPECT_THAT(read_lines(lines), ElementsAre("one", "two"));
  EXPECT_EQ(lines.status().code(), Code::kInvalidArgument);
  EXPECT_EQ(lines.status().place(), "test.csv:3");
  EXPECT_THAT(lines.status().message(), HasSubstr("NUL"));
  std::string_view line;
  EXPECT_FALSE(lines.next(line)) << "an error is final";
}

TEST(LineReader, Utf16IsRefusedWithAdvice) {
  LineReader lines =
      lines_of(std::string("\xff\xfe"
                           "a\0\n\0",
                           6));
  EXPECT_THAT(read_lines(lines), IsEmpty());
  EXPECT_THAT(lines.status().message(), HasSubstr("UTF-16"));
}

TEST(LineReader, TheLongestLineIsReadAndALongerOneRefused) {
  const std::string longest(kMaxLineBytes, 'x');
  EXPECT_THAT(read_lines("a\n" + longest + "\nb\n", 100'000), ElementsAre("a", longest, "b"));
  for (const char* end : {"\nb\n", ""}) {
    LineReader lines = lines_of("a\n" + longest + "x" + end, 100'000);
    EXPECT_THAT(read_lines(lines), ElementsAre("a"));
    EXPECT_EQ(lines.status().code(), Code::kLimit);
    EXPECT_EQ(lines.status().place(), "test.csv:2");
  }
}

class FailingSource : public ByteSource {
 public:
  FailingSource() : ByteSource("broken.gz") {}
  Result<size_t> read(std::span<char> buffer) override {
    if (given_) return corrupt("damaged");
    given_ = true;
    const std::string_view text = "one\ntwo\nthr";
    std::copy(text.begin(), text.end(), buffer.begin());
    return text.size();
  }

 private:
  bool given_ = false;
};

TEST(LineReader, AnErrorOfTheSourceGetsTheLineThatCouldNotBeRead) {
  LineReader lines(std::make_unique<FailingSource>());
  EXPECT_THAT(read_lines(lines), ElementsAre("one", "two"));
  EXPECT_EQ(lines.status().code(), Code::kCorrupt);
  EXPECT_EQ(lines.status().place(), "broken.gz:3");
}

}  // namespace
}  // namespace nearshelf::data
