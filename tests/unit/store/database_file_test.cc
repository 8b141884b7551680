#include "sdk/store/database_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <variant>

#include "sdk/store/store.h"
#include "tests/support/fake_platform.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::store {
namespace {

using nearshelf::testing::read_text;
using nearshelf::testing::write_text;

constexpr SealKey kKey{1, 2, 3};
constexpr SealKey kOtherKey{4, 5, 6};

class DatabaseFileTest : public ::testing::Test {
 protected:
  Result<std::unique_ptr<Store>> open(const std::optional<SealKey>& key, bool rebuild = false) {
    StoreOptions options;
    options.path = path_;
    options.busy_timeout_ms = 0;
    options.key = key;
    options.rebuild_if_corrupt = rebuild;
    return Store::open(options, platform_.services());
  }
  static void add(Store& store, const std::string& id) {
    Event event;
    event.event_id = id;
    event.item_id = "shoes";
    ASSERT_TRUE(store.events().insert(event, {}).ok());
  }
  // The number of events, or the code with which opening fails.
  std::variant<uint64_t, Code> count(const std::optional<SealKey>& key, bool rebuild = false) {
    const auto store = open(key, rebuild);
    if (!store.ok()) return store.status().code();
    return store.value()->events().count().value();
  }
  using Answer = std::variant<uint64_t, Code>;

  const nearshelf::testing::TempDir dir_;
  const std::string path_ = dir_.file("shelf.db");
  nearshelf::testing::FakePlatform platform_;
};

TEST_F(DatabaseFileTest, ASealedOneOpensWithItsKeyOnly) {
  add(**open(kKey), "first");
  EXPECT_EQ(count(kKey), Answer(1u));
  EXPECT_EQ(count(std::nullopt), Answer(Code::kFailedPrecondition));
  EXPECT_EQ(count(kOtherKey), Answer(Code::kWrongKey));
  EXPECT_EQ(count(std::nullopt, true), Answer(Code::kFailedPrecondition)) << "a forgotten key deletes nothing";
  EXPECT_EQ(count(kKey), Answer(1u));
}

TEST_F(DatabaseFileTest, ALostKeyIsACleanStart) {
  add(**open(kKey), "first");
  EXPECT_EQ(count(kOtherKey, true), Answer(0u));
  EXPECT_EQ(count(kOtherKey), Answer(0u));
  const std::string kept = path_ + ".corrupt-" + std::to_string(platform_.clock.now);
  ASSERT_TRUE(std::filesystem::exists(kept));
  std::filesystem::rename(kept, path_);
  EXPECT_EQ(count(kKey), Answer(1u)) << "and when the key comes back, nothing was lost";
}

TEST_F(DatabaseFileTest, ItIsHeldByOneAtATime) {
  const auto store = open(kKey);
  EXPECT_EQ(count(kKey), Answer(Code::kBusy));
  EXPECT_EQ(count(std::nullopt), Answer(Code::kFailedPrecondition));
}

TEST_F(DatabaseFileTest, APlainOneIsSealedWhenAKeyIsGiven) {
  add(**open(std::nullopt), "first");
  ASSERT_NE(read_text(path_).find("shoes"), std::string::npos);
  EXPECT_EQ(count(kKey), Answer(1u));
  EXPECT_EQ(read_text(path_).find("shoes"), std::string::npos);
  EXPECT_EQ(count(std::nullopt), Answer(Code::kFailedPrecondition));
  add(**open(kKey), "second");
  EXPECT_EQ(count(kKey), Answer(2u));
}

TEST_F(DatabaseFileTest, DamageIsToldFromAWrongKey) {
  add(**open(kKey), "first");
  std::string bytes = read_text(path_);
  bytes[5000] ^= 1;  // in the first page
  write_text(path_, bytes);
  EXPECT_EQ(count(kKey), Answer(Code::kCorrupt));
  EXPECT_EQ(count(kKey, true), Answer(0u));
}

TEST_F(DatabaseFileTest, InMemoryThereIsNothingToSeal) {
  StoreOptions options;
  options.key = kKey;
  EXPECT_TRUE(Store::open(options, platform_.services()).ok());
}

TEST_F(DatabaseFileTest, AHostThatCannotSealSaysSo) {
  class NoSealing final : public platform::Crypto {
   public:
    explicit NoSealing(platform::Crypto& crypto) : crypto_(crypto) {}
    platform::Sha256 sha256(std::span<const uint8_t> bytes) override { return crypto_.sha256(bytes); }
    platform::Sha256 hmac_sha256(std::span<const uint8_t> key,
                                 std::initializer_list<std::span<const uint8_t>> parts) override {
      return crypto_.hmac_sha256(key, parts);
    }
    std::unique_ptr<platform::Sealer> make_sealer(std::span<const uint8_t, 32>) override { return nullptr; }

   private:
    platform::Crypto& crypto_;
  };
  platform::Platform services = platform_.services();
  NoSealing crypto(*services.crypto);
  services.crypto = &crypto;
  const auto file = open_database_file(path_, kKey, 0, services);
  EXPECT_EQ(file.status().code(), Code::kFailedPrecondition);
  EXPECT_FALSE(std::filesystem::exists(path_));
}

}  // namespace
}  // namespace nearshelf::store
