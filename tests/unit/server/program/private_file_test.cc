#include "server_sync/server/program/private_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/support/temp_dir.h"

namespace nearshelf::server {
namespace {

TEST(WriteWholeFile, ReplacesWhatWasThere) {
  const testing::TempDir directory;
  const std::string path = directory.file("secret");
  testing::write_text(path, "old and longer");
  ASSERT_TRUE(write_whole_file(path, "new", 0600).ok());
  EXPECT_EQ(testing::read_text(path), "new");
  struct stat facts {};
  ASSERT_EQ(::stat(path.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST(WriteWholeFile, PassesOverWhatAKilledRunLeft) {
  const testing::TempDir directory;
  testing::write_text(directory.file("secret.new"), "half");
  ASSERT_TRUE(write_whole_file(directory.file("secret"), "whole", 0600).ok());
  EXPECT_EQ(testing::read_text(directory.file("secret")), "whole");
  EXPECT_FALSE(std::filesystem::exists(directory.file("secret.new")));
}

TEST(WriteWholeFile, NamesTheFileThatItCouldNotWrite) {
  const Status status = write_whole_file("/nowhere/secret", "x", 0600);
  EXPECT_EQ(status.code(), Code::kIo);
  EXPECT_EQ(status.place(), "/nowhere/secret");
}

}  // namespace
}  // namespace nearshelf::server
