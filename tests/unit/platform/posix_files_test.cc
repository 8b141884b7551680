#include <gtest/gtest.h>

#include <string>

#include "sdk/platform/native/native_platform.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::platform {
namespace {

class PosixFilesTest : public ::testing::Test {
 protected:
  nearshelf::testing::TempDir dir_;
  PosixFiles files_;
};

TEST_F(PosixFilesTest, SizeAndContentOfAFile) {
  const std::string path = dir_.file("a");
  const std::string content("one\0two", 7);
  nearshelf::testing::write_text(path, content);
  EXPECT_EQ(files_.size(path).value(), 7u);
  std::string read(7, 'x');
  ASSERT_TRUE(files_.read(path, {reinterpret_cast<uint8_t*>(read.data()), read.size()}).ok());
  EXPECT_EQ(read, content);
}

TEST_F(PosixFilesTest, ReadsNoFurtherThanAsked) {
  nearshelf::testing::write_text(dir_.file("a"), "abcdef");
  std::string read(3, 'x');
  ASSERT_TRUE(files_.read(dir_.file("a"), {reinterpret_cast<uint8_t*>(read.data()), 2}).ok());
  EXPECT_EQ(read, "abx");
}

TEST_F(PosixFilesTest, AShorterFileIsAnError) {
  nearshelf::testing::write_text(dir_.file("a"), "ab");
  uint8_t bytes[3];
  EXPECT_EQ(files_.read(dir_.file("a"), bytes).code(), Code::kIo);
}

TEST_F(PosixFilesTest, AMissingFileIsNamed) {
  const std::string path = dir_.file("missing");
  EXPECT_EQ(files_.size(path).status().code(), Code::kNotFound);
  EXPECT_EQ(files_.size(path).status().place(), path);
  uint8_t byte;
  EXPECT_EQ(files_.read(path, {&byte, 1}).code(), Code::kNotFound);
  EXPECT_EQ(files_.rename(path, dir_.file("b")).code(), Code::kNotFound);
}

TEST_F(PosixFilesTest, ADirectoryIsNoFile) { EXPECT_EQ(files_.size(dir_.path()).status().code(), Code::kIo); }

TEST_F(PosixFilesTest, RenameReplacesItsTarget) {
  nearshelf::testing::write_text(dir_.file("a"), "new");
  nearshelf::testing::write_text(dir_.file("b"), "old");
  ASSERT_TRUE(files_.rename(dir_.file("a"), dir_.file("b")).ok());
  EXPECT_EQ(nearshelf::testing::read_text(dir_.file("b")), "new");
  EXPECT_EQ(files_.size(dir_.file("a")).status().code(), Code::kNotFound);
}

}  // namespace
}  // namespace nearshelf::platform
