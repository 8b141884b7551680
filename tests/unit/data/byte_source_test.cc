#include "server_sync/data/byte_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/support/temp_dir.h"
#include "tests/unit/data/inputs.h"

namespace nearshelf::data {
namespace {

using nearshelf::testing::TempDir;
using nearshelf::testing::write_text;
using testing::gzip;
using ::testing::HasSubstr;

Result<std::string> read_all(const std::string& path, size_t buffer_size = 1000) {
  Result<std::unique_ptr<ByteSource>> source = ByteSource::open(path);
  if (!source.ok()) return source.status();
  std::string text;
  std::vector<char> buffer(buffer_size);
  while (true) {
    Result<size_t> count = (*source)->read(buffer);
    if (!count.ok()) return count.status();
    if (*count == 0) return text;
    text.append(buffer.data(), *count);
  }
}

std::string long_text() {
  std::mt19937_64 engine(7);
  std::string text;
  while (text.size() < 700'000) text += std::to_string(engine()) + "\n";
  return text;
}

class ByteSourceTest : public ::testing::Test {
 protected:
  // The outcome of reading a file with these bytes.
  Result<std::string> read_bytes(const std::string& bytes, size_t buffer_size = 1000) {
    write_text(dir_.file("input"), bytes);
    return read_all(dir_.file("input"), buffer_size);
  }
  TempDir dir_;
};

TEST_F(ByteSourceTest, PlainBytesComeBackAsTheyAre) {
  const std::string text = long_text();
  EXPECT_EQ(*read_bytes(text), text);
  EXPECT_EQ(*read_bytes(""), "");
}

TEST_F(ByteSourceTest, GzipIsToldByItsBytesNotByTheName) {
  const std::string text = long_text();
  EXPECT_EQ(*read_bytes(gzip(text)), text);
  EXPECT_EQ(*read_bytes(gzip("ab"), 1), "ab");
  EXPECT_EQ(*read_bytes(gzip("")), "");
}

TEST_F(ByteSourceTest, JoinedGzipMembersAndZeroPaddingAreRead) {
  EXPECT_EQ(*read_bytes(gzip("one\n") + gzip("two\n") + gzip("") + gzip("three")), "one\ntwo\nthree");
  EXPECT_EQ(*read_bytes(gzip("one") + std::string(1000, '\0')), "one");
}

TEST_F(ByteSourceTest, AGzipFileCutAnywhereIsRefused) {
  const std::string packed = gzip("some text that is long enough to have a body, a body, a body");
  for (size_t size = 2; size < packed.size(); ++size) {
    const Result<std::string> result = read_bytes(packed.substr(0, size));
    ASSERT_FALSE(result.ok()) << "cut at " << size;
    EXPECT_EQ(result.status().code(), Code::kCorrupt);
    EXPECT_THAT(result.status().message(), HasSubstr("cut short after byte " + std::to_string(size)));
  }
}

TEST_F(ByteSourceTest, ADamagedChecksumOrBodyIsRefused) {
  const std::string good = gzip(long_text());
  for (const size_t from_end : {size_t{1}, size_t{4}, size_t{5}, size_t{8}, good.size() / 2}) {
    std::string bad = good;
    bad[bad.size() - from_end] ^= 0x20;
    const Result<std::string> result = read_bytes(bad);
    ASSERT_FALSE(result.ok()) << from_end << " from the end";
    EXPECT_EQ(result.status().code(), Code::kCorrupt);
  }
}

TEST_F(ByteSourceTest, OtherBytesAfterGzipAreRefused) {
  EXPECT_THAT(read_bytes(gzip("one") + "plain text").status().message(), HasSubstr("other bytes follow"));
  EXPECT_FALSE(read_bytes(gzip("one") + std::string(10, '\0') + gzip("two")).ok());
  EXPECT_FALSE(read_bytes(gzip("one") + "\x1f\x8bnot gzip").ok());
}

TEST_F(ByteSourceTest, FilesPackedByOtherToolsSayWhatToDo) {
  EXPECT_THAT(read_bytes("PK\x03\x04rest").status().message(), HasSubstr("unzip"));
  EXPECT_THAT(read_bytes("BZh91AY").status().message(), HasSubstr("bunzip2"));
  EXPECT_THAT(read_bytes(std::string("\xfd") + "7zXZ").status().message(), HasSubstr("unxz"));
  EXPECT_THAT(read_bytes("\x28\xb5\x2f\xfd...").status().message(), HasSubstr("unzstd"));
}

TEST_F(ByteSourceTest, AMissingFileAndADirectoryAreNamed) {
  const Result<std::string> missing = read_all(dir_.file("missing.csv"));
  EXPECT_EQ(missing.status().code(), Code::kNotFound);
  EXPECT_EQ(missing.status().place(), dir_.file("missing.csv"));
  const Result<std::string> directory = read_all(dir_.path());
  EXPECT_EQ(directory.status().code(), Code::kIo);
  EXPECT_THAT(directory.status().to_string(), HasSubstr(dir_.path()));
}

}  // namespace
}  // namespace nearshelf::data
