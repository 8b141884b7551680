// An event's time on the server's clock.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_INGEST_EVENT_TIME_H_
#define NEARSHELF_SERVER_SYNC_SERVER_INGEST_EVENT_TIME_H_

#include <string_view>

#include "sdk/base/time.h"
#include "server_sync/server/ingest/rules.h"

namespace nearshelf::server {

// The device's clock is off by what lies between sending and receiving, unless that is little enough to be the network.
TimeMs clock_correction_ms(const IngestRules& rules, TimeMs sent_at_ms, TimeMs received_ms);
// To the whole minute before, as devices do: the correction must not give back what they took away.
TimeMs corrected_time_ms(TimeMs device_time_ms, TimeMs correction_ms);
// "time.future", "time.too_old", or empty.
std::string_view check_event_time(const IngestRules& rules, TimeMs corrected_ms, TimeMs received_ms);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_INGEST_EVENT_TIME_H_
