// A made-up but lifelike shop for demos and tests. No person, product or click in it is real.
#ifndef NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_SAMPLE_SHOP_H_
#define NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_SAMPLE_SHOP_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "sdk/base/status.h"

namespace nearshelf::sample_shop {

inline constexpr size_t kMinProducts = 100;
inline constexpr size_t kMaxProducts = 100'000;
inline constexpr size_t kMinSessions = 100;
inline constexpr size_t kMaxSessions = 10'000'000;

struct SampleShopOptions {
  size_t products = 3000;
  size_t sessions = 40'000;  // in all, the test days included
  uint64_t seed = 1;
  bool pictures = true;
};

struct SampleShopReport {
  size_t products = 0;
  size_t train_sessions = 0;
  size_t train_events = 0;
  size_t robot_sessions = 0;  // among train_sessions
  size_t test_sessions = 0;   // that gave test pairs
  size_t test_pairs = 0;
};

// Writes items.tsv, events.csv.gz, test_pairs.txt.gz, README.txt and, with pictures, images/<item>.svg to `directory`,
// which is made when it is not there.
// The same options give the same texts on every platform. Errors: kInvalidArgument (a number out of the limits above),
// kIo, kNoSpace.
Result<SampleShopReport> write_sample_shop(const std::string& directory, const SampleShopOptions& options);

}  // namespace nearshelf::sample_shop

#endif  // NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_SAMPLE_SHOP_H_
