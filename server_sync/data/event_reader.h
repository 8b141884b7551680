// Event tables: the generic one with named columns, and the raw layouts of Yoochoose, RetailRocket and Diginetica.
#ifndef NEARSHELF_SERVER_SYNC_DATA_EVENT_READER_H_
#define NEARSHELF_SERVER_SYNC_DATA_EVENT_READER_H_

#include <string>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/data/cleaning_report.h"
#include "server_sync/data/columns.h"
#include "server_sync/data/layout.h"
#include "server_sync/data/line_reader.h"
#include "server_sync/data/session_log.h"

namespace nearshelf::data {

struct EventOptions {
  EventColumnNames columns;
  // Event types to learn from, compared as plain_name(). Empty = views and clicks: a cart or purchase event repeats an
  // item that was just viewed and would teach the model to recommend what the shopper has in hand.
  std::vector<std::string> event_types;
  // Whether a time without a zone is taken as UTC instead of being dropped.
  bool assume_utc = false;
};

// Reads a table of `shape` and appends to `report` the amounts read and the rules that drop single rows: "missing_ids",
// "bad_times" and "event_types". Clicks of the report are rows here.
// Errors: kInvalidArgument with file:line for a table that is malformed, lacks a column, has ids that check_id()
// refuses, or more than half of whose times are bad (a wrong column or format, not a few broken clocks), or in which no
// row has a wanted event type; kLimit above 2^32 - 2 rows.
Result<EventLog> read_events(LineReader& lines, const Shape& shape, const EventOptions& options,
                             CleaningReport& report);

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_EVENT_READER_H_
