#include "server_sync/server/program/stores.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/support/temp_dir.h"

namespace nearshelf::server {
namespace {

TEST(Stores, TheDefaultIsAFileInADirectoryOfItsOwn) {
  const testing::TempDir directory;
  Config config;
  config.data = directory.file("new/data");
  ASSERT_TRUE(open_store(config).ok());
  struct stat facts {};
  ASSERT_EQ(::stat(config.data.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0700u);
  EXPECT_TRUE(std::filesystem::exists(config.data + "/events.sqlite"));
}

TEST(Stores, ADirectoryThatCannotBeIsNamed) {
  const testing::TempDir directory;
  testing::write_text(directory.file("file"), "");
  Config config;
  config.data = directory.file("file/data");
  const auto store = open_store(config);
  EXPECT_EQ(store.status().code(), Code::kIo);
  EXPECT_EQ(store.status().place(), config.data);
}

TEST(Stores, WithoutBrokersThereIsNoStream) {
  const auto stream = open_stream(Config(), {});
  ASSERT_TRUE(stream.ok());
  EXPECT_EQ(*stream, nullptr);
}

}  // namespace
}  // namespace nearshelf::server
