// What the readers make of a file, before it is cleaned. Ids are indexes into the tables, in order of appearance.
#ifndef NEARSHELF_SERVER_SYNC_DATA_SESSION_LOG_H_
#define NEARSHELF_SERVER_SYNC_DATA_SESSION_LOG_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sdk/base/time.h"
#include "server_sync/data/id_table.h"

namespace nearshelf::data {

// Rows of an event table in file order; the three columns are equally long.
struct EventLog {
  IdTable sessions;
  IdTable items;
  std::vector<uint32_t> session;
  std::vector<uint32_t> item;
  std::vector<TimeMs> time;

  size_t size() const { return item.size(); }
};

// Clicks in sessions, one session after another; session s is clicks[offsets[s] .. offsets[s + 1]).
struct SessionLog {
  IdTable items;
  std::vector<uint32_t> clicks;
  std::vector<TimeMs> times;  // one per click, ascending within a session; empty when the source has none
  std::vector<size_t> offsets = {0};

  size_t session_count() const { return offsets.size() - 1; }
  size_t length(size_t session) const { return offsets[session + 1] - offsets[session]; }
};

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_SESSION_LOG_H_
