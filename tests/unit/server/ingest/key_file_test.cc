#include "server_sync/server/ingest/key_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <set>
#include <thread>
#include <vector>

#include "server_sync/protocol/hex.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::server {
namespace {

using nearshelf::testing::read_text;
using nearshelf::testing::TempDir;
using nearshelf::testing::write_text;
using protocol::Bytes32;
using ::testing::HasSubstr;
using ::testing::Not;

unsigned mode_of(const std::string& path) {
  struct stat info = {};
  EXPECT_EQ(::stat(path.c_str(), &info), 0);
  return info.st_mode & 07777u;
}

TEST(KeyFile, IsMadeOnceForItsOwnerAlone) {
  const TempDir dir;
  const std::string path = dir.file("pepper.key");
  const auto key = load_or_make_key(path, "pepper");
  ASSERT_TRUE(key.ok()) << key.status().to_string();
  EXPECT_EQ(mode_of(path), 0600u);
  EXPECT_EQ(read_text(path), protocol::to_hex(*key) + "\n");
  const auto again = load_or_make_key(path, "pepper");
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(*again, *key);
  const auto other = load_or_make_key(dir.file("other.key"), "pepper");
  ASSERT_TRUE(other.ok());
  EXPECT_NE(*other, *key);
  size_t files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(dir.path())) ++files;
  EXPECT_EQ(files, 2u) << "nothing is left over";
}

TEST(KeyFile, OfManyThatStartAtOnceOneMakesIt) {
  const TempDir dir;
  std::vector<Bytes32> keys(8);
  std::vector<std::thread> threads;
  for (Bytes32& key : keys) {
    threads.emplace_back([&key, path = dir.file("k")] {
      const auto made = load_or_make_key(path, "pepper");
      if (made.ok()) key = *made;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::set<Bytes32>(keys.begin(), keys.end()).size(), 1u);
  EXPECT_NE(keys[0], Bytes32{});
}

TEST(KeyFile, RefusesWhatIsNoKeyWithoutRepeatingIt) {
  const TempDir dir;
  const std::string path = dir.file("k");
  const std::string digits(64, 'a');
  for (const std::string& text : {std::string(), std::string(63, 'b'), std::string(66, 'b'), digits + "\n\n",
                                  "x" + std::string(63, 'b'), digits + " "}) {
    write_text(path, text);
    std::filesystem::permissions(path, std::filesystem::perms(0600));
    const auto key = load_or_make_key(path, "pepper");
    EXPECT_EQ(key.status().code(), Code::kCorrupt) << text;
    EXPECT_EQ(key.status().place(), path);
    EXPECT_THAT(key.status().to_string(), Not(HasSubstr("bbbb")));
    EXPECT_EQ(read_text(path), text) << "a file that is there is never replaced";
  }
  write_text(path, digits);
  EXPECT_TRUE(load_or_make_key(path, "pepper").ok()) << "the newline may be missing";
}

TEST(KeyFile, RefusesAKeyThatOthersMayRead) {
  const TempDir dir;
  const std::string path = dir.file("k");
  ASSERT_TRUE(load_or_make_key(path, "pepper").ok());
  for (const unsigned mode : {0640u, 0604u, 0660u}) {
    std::filesystem::permissions(path, std::filesystem::perms(mode));
    const auto key = load_or_make_key(path, "pepper");
    EXPECT_EQ(key.status().code(), Code::kCorrupt);
    EXPECT_THAT(key.status().message(), HasSubstr("chmod 600"));
  }
  std::filesystem::permissions(path, std::filesystem::perms(0400));
  EXPECT_TRUE(load_or_make_key(path, "pepper").ok());
}

TEST(KeyFile, SaysWhereItCannotBeMade) {
  const TempDir dir;
  const std::string path = dir.file("no/such/directory/k");
  EXPECT_EQ(load_or_make_key(path, "pepper").status().code(), Code::kIo);
  EXPECT_EQ(load_or_make_key(path, "pepper").status().place(), path);
  EXPECT_FALSE(load_or_make_key(dir.path(), "pepper").ok()) << "a directory is no key";
}

}  // namespace
}  // namespace nearshelf::server
