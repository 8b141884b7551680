#include "sdk/sync/options.h"

#include <gtest/gtest.h>

namespace nearshelf::sync {
namespace {

SyncOptions good() {
  SyncOptions options;
  options.key = "nsk_0123456789";
  return options;
}

std::string refused(const SyncOptions& options) {
  const Status status = check_options(options);
  EXPECT_EQ(status.code(), Code::kInvalidArgument);
  return status.place();
}

TEST(SyncOptions, AKeyIsEnough) { EXPECT_TRUE(check_options(good()).ok()); }

TEST(SyncOptions, AKeyThatCouldBeginAnotherHeaderIsRefused) {
  for (const std::string& key : {std::string(), std::string("a\r\nX: y"), std::string("a b"), std::string("a\0b", 3),
                                 std::string("\xc3\xa4"), std::string(257, 'k')}) {
    SyncOptions options = good();
    options.key = key;
    EXPECT_EQ(refused(options), "options.sync.key") << key;
  }
}

TEST(SyncOptions, EveryNumberHasItsBounds) {
  SyncOptions options = good();
  for (const uint32_t days : {0u, 366u}) {
    options.pseudonym_days = days;
    EXPECT_EQ(refused(options), "options.sync.pseudonym_days");
  }
  options = good();
  for (const uint32_t events : {0u, 501u}) {
    options.batch_events = events;
    EXPECT_EQ(refused(options), "options.sync.batch_events");
  }
  options = good();
  options.batch_interval_ms = 86'400'001;
  EXPECT_EQ(refused(options), "options.sync.batch_interval_ms");
  options = good();
  options.model_interval_ms = 59'999;
  EXPECT_EQ(refused(options), "options.sync.model_interval_ms");
  options = good();
  options.pseudonym_days = 365;
  options.batch_events = 500;
  options.batch_interval_ms = 0;
  options.model_interval_ms = 60'000;
  EXPECT_TRUE(check_options(options).ok());
}

TEST(SyncOptions, AManifestIsAnAddress) {
  SyncOptions options = good();
  for (const char* manifest : {"/v1/models/shop/manifest.json", "manifest.json", "https://cdn.example/manifest.json"}) {
    options.manifest = manifest;
    EXPECT_TRUE(check_options(options).ok()) << manifest;
  }
  options.manifest = "ftp://x/y";
  EXPECT_EQ(refused(options), "options.sync.manifest");
}

}  // namespace
}  // namespace nearshelf::sync
