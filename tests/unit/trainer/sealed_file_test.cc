#include "server_sync/trainer/sealed_file.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/temp_dir.h"

namespace nearshelf::trainer {
namespace {

using nearshelf::testing::read_text;
using nearshelf::testing::TempDir;
using nearshelf::testing::write_text;

constexpr SealedFormat kFormat = {{'T', 'E', 'S', 'T'}, 3, "test file"};

class SealedFileTest : public ::testing::Test {
 protected:
  TempDir dir_;
  std::string path_ = dir_.file("sealed");
};

TEST_F(SealedFileTest, ReturnsWhatWasWrittenAndLeavesNoTemporary) {
  for (const std::string& payload : {std::string("first"), std::string(), std::string(100'000, 'x')}) {
    ASSERT_TRUE(write_sealed_file(path_, kFormat, payload).ok());
    const Result<std::string> read = read_sealed_file(path_, kFormat);
    ASSERT_TRUE(read.ok()) << read.status().to_string();
    EXPECT_EQ(*read, payload);
  }
  EXPECT_FALSE(std::filesystem::exists(path_ + ".tmp"));
}

TEST_F(SealedFileTest, RefusesEveryFlippedByteAndEveryOtherLength) {
  ASSERT_TRUE(write_sealed_file(path_, kFormat, "a payload of some bytes").ok());
  const std::string whole = read_text(path_);
  for (size_t i = 0; i < whole.size(); ++i) {
    if (i >= 20 && i < 24) continue;  // reserved bytes of the header mean nothing
    std::string broken = whole;
    broken[i] = static_cast<char>(broken[i] ^ 0x10);
    write_text(path_, broken);
    const Result<std::string> read = read_sealed_file(path_, kFormat);
    ASSERT_FALSE(read.ok()) << "byte " << i;
    const Code expected = i >= 4 && i < 8 ? Code::kUnsupportedVersion : Code::kCorrupt;
    EXPECT_EQ(read.status().code(), expected) << "byte " << i;
    EXPECT_EQ(read.status().place(), path_);
  }
  for (size_t length = 0; length < whole.size(); ++length) {
    write_text(path_, whole.substr(0, length));
    EXPECT_EQ(read_sealed_file(path_, kFormat).status().code(), Code::kCorrupt) << "length " << length;
  }
  write_text(path_, whole + "!");
  EXPECT_EQ(read_sealed_file(path_, kFormat).status().code(), Code::kCorrupt);
}

TEST_F(SealedFileTest, MissingFilesAndDirectoriesAreNamed) {
  EXPECT_EQ(read_sealed_file(path_, kFormat).status().code(), Code::kNotFound);
  const Status written = write_sealed_file(dir_.file("no/such/place"), kFormat, "x");
  EXPECT_EQ(written.code(), Code::kIo);
  EXPECT_EQ(written.place(), dir_.file("no/such/place.tmp"));
}

TEST_F(SealedFileTest, AFailedWriteLeavesTheOldFile) {
  ASSERT_TRUE(write_sealed_file(path_, kFormat, "old").ok());
  std::filesystem::create_directory(path_ + ".tmp");  // the temporary cannot be created
  EXPECT_FALSE(write_sealed_file(path_, kFormat, "new").ok());
  EXPECT_EQ(read_sealed_file(path_, kFormat).value(), "old");
}

TEST(ByteReaderTest, StopsAtTheEnd) {
  ByteWriter writer;
  writer.put(uint32_t{7});
  writer.put_vector(std::vector<float>{1.0f, 2.0f});
  ByteReader reader(writer.bytes());
  uint32_t number = 0;
  std::vector<float> values;
  reader.get(number);
  EXPECT_FALSE(reader.complete());
  reader.get_vector(values);
  EXPECT_TRUE(reader.complete());
  EXPECT_EQ(number, 7u);
  EXPECT_EQ(values, (std::vector<float>{1.0f, 2.0f}));
  reader.get(number);
  EXPECT_TRUE(reader.failed());
  EXPECT_EQ(number, 0u);
}

TEST(ByteReaderTest, ALengthBeyondTheEndAllocatesNothing) {
  ByteWriter writer;
  writer.put(~uint64_t{0});
  ByteReader reader(writer.bytes());
  std::vector<double> values;
  reader.get_vector(values);
  EXPECT_TRUE(reader.failed());
  EXPECT_TRUE(values.empty());
}

}  // namespace
}  // namespace nearshelf::trainer
