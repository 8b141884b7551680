#include "server_sync/server/api/spool.h"

#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"

namespace nearshelf::server {
namespace {

TEST(Spool, GivesBackWhatWasAppended) {
  const testing::TempDir directory;
  const auto spool = Spool::make(directory.path());
  ASSERT_TRUE(spool.ok());
  ASSERT_TRUE((*spool)->append("hello ").ok());
  ASSERT_TRUE((*spool)->append("world").ok());
  EXPECT_EQ((*spool)->size(), 11u);
  char text[20];
  EXPECT_EQ(std::string(text, (*spool)->read(6, text, sizeof text)), "world");
  EXPECT_EQ((*spool)->read(11, text, sizeof text), 0u);
}

TEST(Spool, IsSeenByNobodyAndLeavesNothing) {
  const testing::TempDir directory;
  const auto spool = Spool::make(directory.path());
  ASSERT_TRUE((*spool)->append("secret").ok());
  EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

TEST(Spool, SaysWhereItCouldNotBe) {
  const auto spool = Spool::make("/nowhere/at/all");
  EXPECT_EQ(spool.status().code(), Code::kIo);
  EXPECT_EQ(spool.status().place(), "/nowhere/at/all");
}

}  // namespace
}  // namespace nearshelf::server
