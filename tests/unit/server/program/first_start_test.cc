#include "server_sync/server/program/first_start.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "server_sync/server/api/tokens.h"
#include "tests/support/fake_event_store.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::server {
namespace {

TEST(FirstStart, MakesOneAdminOnce) {
  const testing::TempDir directory;
  testing::FakeEventStore store;
  const Result<std::string> path = make_first_token(store, directory.path(), 17);
  ASSERT_TRUE(path.ok());
  EXPECT_EQ(*path, directory.file("first-admin-token"));
  struct stat facts {};
  ASSERT_EQ(::stat(path->c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
  std::string text = testing::read_text(*path);
  text.pop_back();
  const auto tokens = store.tokens();
  ASSERT_EQ(tokens->size(), 1u);
  EXPECT_EQ(tokens->at(0).tenant, "default");
  EXPECT_EQ(tokens->at(0).role, Role::kAdmin);
  EXPECT_TRUE(is_secret_of(*parse_token(text), tokens->at(0)));

  EXPECT_EQ(*make_first_token(store, directory.path(), 18), "");
  EXPECT_EQ(store.tokens()->size(), 1u);
}

TEST(FirstStart, WithoutAFileThereIsNoToken) {
  testing::FakeEventStore store;
  EXPECT_FALSE(make_first_token(store, "/nowhere", 17).ok());
  EXPECT_TRUE(store.tokens()->empty());
}

}  // namespace
}  // namespace nearshelf::server
