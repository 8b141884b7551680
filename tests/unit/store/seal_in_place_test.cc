#include "sdk/store/seal_in_place.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <random>

#include "sdk/store/store.h"
#include "tests/support/fake_platform.h"
#include "tests/support/slowness.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::store {
namespace {

using nearshelf::testing::read_text;

constexpr SealKey kKey{1, 2, 3};

class SealInPlace : public ::testing::Test {
 protected:
  Result<std::unique_ptr<Store>> open(const std::string& path, const std::optional<SealKey>& key) {
    StoreOptions options;
    options.path = path;
    options.busy_timeout_ms = 5'000;  // the system may still be taking a killed process apart
    options.key = key;
    return Store::open(options, platform_.services());
  }
  void fill(const std::string& path, int events) {
    const auto store = open(path, std::nullopt);
    auto transaction = (*store)->begin();
    for (int i = 0; i < events; ++i) {
      Event event;
      event.event_id = std::to_string(i);
      event.item_id = "shoes";
      ASSERT_TRUE((*store)->events().insert(event, {}).ok());
    }
    ASSERT_TRUE(transaction->commit().ok());
  }
  Status seal(const std::string& path, int busy_timeout_ms = 0) {
    const auto vfs = SealedVfs::create(kKey, *platform_.services().crypto);
    return seal_in_place(path, **vfs, busy_timeout_ms, platform_.services());
  }
  std::string all_files() const {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(dir_.path())) all += read_text(entry.path().string());
    return all;
  }

  const nearshelf::testing::TempDir dir_;
  nearshelf::testing::FakePlatform platform_;
};

TEST_F(SealInPlace, KeepsEverythingAndLeavesNothingReadable) {
  // Names that a URI would read as something else.
  for (const std::string name : {"shelf.db", "file:a b%41?vfs=x#y.db", "'; DROP.db"}) {
    SCOPED_TRACE(name);
    const std::string path = dir_.file(name);
    fill(path, 500);
    ASSERT_TRUE(seal(path).ok()) << seal(path).to_string();
    EXPECT_EQ(all_files().find("shoes"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(path + "-sealing"));
    const auto store = open(path, kKey);
    ASSERT_TRUE(store.ok()) << store.status().to_string();
    EXPECT_EQ((*store)->events().count().value(), 500u);
    EXPECT_TRUE((*store)->check().ok());
  }
}

TEST_F(SealInPlace, APathOfTheCurrentDirectoryWorks) {
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(dir_.path());
  fill("file:relative.db", 3);
  const Status status = seal("file:relative.db");
  const bool sealed = has_seal_header(read_file_head("file:relative.db").value().bytes);
  std::filesystem::current_path(before);
  EXPECT_TRUE(status.ok()) << status.to_string();
  EXPECT_TRUE(sealed);
}

TEST_F(SealInPlace, WaitsForNobodyElse) {
  const std::string path = dir_.file("shelf.db");
  fill(path, 1);
  const auto other = open(path, std::nullopt);
  EXPECT_EQ(seal(path).code(), Code::kBusy);
  EXPECT_EQ((*other)->events().count().value(), 1u);
}

TEST_F(SealInPlace, TheDatabaseOfSomethingElseStaysAsItIs) {
  const std::string path = dir_.file("other.db");
  ASSERT_TRUE((*Connection::open(path, 0))->execute("CREATE TABLE theirs(a)").ok());
  const std::string before = read_text(path);
  EXPECT_EQ(seal(path).code(), Code::kInvalidArgument);
  EXPECT_EQ(read_text(path), before);
}

TEST_F(SealInPlace, BeingKilledAtAnyMomentLosesNothing) {
  std::mt19937 random(1);
  int sealed = 0;
  for (int run = 0; run < 30; ++run) {
    const std::string path = dir_.file("shelf-" + std::to_string(run) + ".db");
    ASSERT_NO_FATAL_FAILURE(fill(path, 2'000));
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      static_cast<void>(open(path, kKey));
      ::_exit(0);
    }
    ::usleep(static_cast<useconds_t>(random() % 60'000) * testing::slowness());
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    sealed += has_seal_header(read_file_head(path).value().bytes);
    const auto store = open(path, kKey);
    ASSERT_TRUE(store.ok()) << store.status().to_string();
    EXPECT_EQ((*store)->events().count().value(), 2'000u);
    EXPECT_TRUE((*store)->check().ok());
  }
  EXPECT_LT(sealed, 30) << "every child was done before it was killed";
}

}  // namespace
}  // namespace nearshelf::store
