// The rules of ingest and their defaults; docs/how-sync-works.md says what they are for.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_INGEST_RULES_H_
#define NEARSHELF_SERVER_SYNC_SERVER_INGEST_RULES_H_

#include <cstddef>
#include <cstdint>

#include "sdk/base/time.h"

namespace nearshelf::server {

struct IngestRules {
  TimeMs clock_skew_ms = kMinuteMs;       // a device's clock that is off by more is corrected
  TimeMs max_future_ms = 10 * kMinuteMs;  // further ahead: time.future
  TimeMs max_age_ms = 31 * kDayMs;        // older: time.too_old. Not below the longest offline time (30 days)
  bool quarantine_unknown_items = false;  // item.unknown
  // Under one pseudonym, by the events' own times: a device that was offline may send a day's events at once.
  uint32_t max_events_per_minute = 120;  // more: rate
  uint32_t max_events_per_day = 3000;    // more: robot
  // How many minutes and days of pseudonyms are counted at the same time (about 100 bytes each); the least recently
  // used one is forgotten.
  size_t max_rate_counters = 200'000;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_INGEST_RULES_H_
