// Rules that drop whole sessions and rare items.
#ifndef NEARSHELF_SERVER_SYNC_DATA_CLEANING_H_
#define NEARSHELF_SERVER_SYNC_DATA_CLEANING_H_

#include <cstdint>

#include "server_sync/data/cleaning_report.h"
#include "server_sync/data/dataset.h"
#include "server_sync/data/session_log.h"

namespace nearshelf::data {

// Drops robot-like sessions (robots.h). Adds the step "robots", which is off when `enabled` is false.
void drop_robots(SessionLog& log, bool enabled, CleaningReport& report);

// Drops items with fewer than `min_item_support` clicks and sessions with fewer than `min_session_length` clicks, in
// turn until both hold at once: the largest such data set, whichever comes first. Adds the steps "item_support" and
// "session_length".
void enforce_support(SessionLog& log, uint32_t min_item_support, uint32_t min_session_length, CleaningReport& report);

// Renumbers the items that are left in the catalog's order, and fills in what the report has kept.
SessionDataset make_dataset(const SessionLog& log, CleaningReport& report);

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_CLEANING_H_
