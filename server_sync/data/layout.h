// The layouts of session data that are read, and how one is told from its first line.
#ifndef NEARSHELF_SERVER_SYNC_DATA_LAYOUT_H_
#define NEARSHELF_SERVER_SYNC_DATA_LAYOUT_H_

#include <optional>
#include <string_view>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/data/columns.h"

namespace nearshelf::data {

enum class Layout {
  kSessions,      // one session a line, item ids separated by spaces, oldest first
  kTable,         // a header with columns for session, item, time and perhaps the event type
  kYoochoose,     // yoochoose-clicks.dat: session,time,item,category without a header
  kRetailRocket,  // events.csv: timestamp,visitorid,event,itemid,transactionid
  kDiginetica,    // train-item-views.csv: sessionId;userId;itemId;timeframe;eventdate
};

// "sessions", "table", "yoochoose", "retailrocket", "diginetica".
std::string_view layout_name(Layout layout);
std::optional<Layout> parse_layout(std::string_view name);

struct Shape {
  Layout layout = Layout::kSessions;
  char delimiter = ',';  // of the tables
};

// Tells the shape from the first line. `wanted` settles the layout and leaves only the delimiter to be found.
// Errors: kInvalidArgument, without a place, when the line fits no layout.
Result<Shape> detect_shape(std::string_view first_line, std::optional<Layout> wanted, const EventColumnNames& names);

// The likely delimiter of a header: the one of tab, comma, semicolon and bar that occurs most; a comma when none does.
char likely_delimiter(std::string_view header);

// Splits one header line, taking the quotes off quoted names. Views into `line`.
std::vector<std::string_view> split_header(std::string_view line, char delimiter);

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_LAYOUT_H_
