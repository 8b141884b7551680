#include "server_sync/data/event_reader.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "server_sync/data/csv_reader.h"
#include "server_sync/data/time_text.h"

namespace nearshelf::data {
namespace {

constexpr size_t kMaxRows = std::numeric_limits<uint32_t>::max() - 1;
constexpr size_t kMaxTrackedTypes = 64;
constexpr size_t kListedTypes = 8;
constexpr std::array<std::string_view, 14> kViewTypes = {
    "view",     "views",  "click",  "clicks",     "pageview",    "productview", "itemview",
    "viewitem", "viewed", "detail", "detailview", "viewproduct", "pv",          "productdetailview"};

using Fields = std::span<const std::string_view>;

// Where the columns of one file stand, and how its time is written.
struct TableColumns {
  EventColumns at;
  std::optional<size_t> milliseconds;  // Diginetica: since the start of the day in the time column
  bool has_header = true;
};

// What the rows that were not taken have in common.
struct RowDrops {
  uint64_t rows = 0;
  uint64_t missing_ids = 0;
  uint64_t bad_times = 0;
  uint64_t other_types = 0;
  std::array<uint64_t, 4> time_errors = {};  // by TimeTextError
  std::string first_missing;
  std::string first_bad_time;
  std::string first_other_type;
  std::map<std::string, uint64_t> types;  // those not taken, by plain name
};

class EventTableReader {
 public:
  EventTableReader(LineReader& lines, const Shape& shape, const EventOptions& options)
      : csv_(lines, shape.delimiter), layout_(shape.layout), options_(options) {
    for (const std::string& type : options.event_types) wanted_types_.push_back(plain_name(type));
    if (wanted_types_.empty()) wanted_types_.assign(kViewTypes.begin(), kViewTypes.end());
  }

  Status read();
  // The account of what read() did.
  void describe(CleaningReport& report) const;
  EventLog take() { return std::move(log_); }

 private:
  Status find_columns();
  Status add_row(Fields fields);
  bool wanted(std::string_view type);
  ParsedTime row_time(Fields fields) const;
  Status intern(IdTable& table, std::string_view id, uint32_t& index) const;
  Status check_all() const;

  CsvReader csv_;
  const Layout layout_;
  const EventOptions& options_;
  std::vector<std::string> wanted_types_;
  TableColumns columns_;
  std::string last_type_;  // logs repeat a type from row to row
  bool last_wanted_ = false;
  RowDrops drops_;
  EventLog log_;
};

Status EventTableReader::find_columns() {
  const Fields fields = csv_.fields();
  if (layout_ == Layout::kYoochoose) {
    if (fields.size() != 4) {
      return invalid_argument("a line of Yoochoose clicks is session,time,item,category; this one has " +
                                  std::to_string(fields.size()) + " fields",
                              csv_.place());
    }
    columns_ = {{0, 2, 1, std::nullopt}, std::nullopt, false};
    return ok_status();
  }
  EventColumnNames names = options_.columns;
  if (layout_ == Layout::kRetailRocket) names = {"visitorid", "itemid", "timestamp", "event"};
  if (layout_ == Layout::kDiginetica) names = {"sessionId", "itemId", "eventdate", ""};
  Result<EventColumns> found = find_event_columns(fields, names);
  if (!found.ok()) return found.status().at(csv_.place());
  columns_.at = *found;
  if (layout_ == Layout::kDiginetica) {
    const std::array<std::string_view, 1> timeframe = {"timeframe"};
    columns_.milliseconds = find_column(fields, timeframe);
    if (!columns_.milliseconds) return invalid_argument("there is no column \"timeframe\"", csv_.place());
  }
  return ok_status();
}

ParsedTime EventTableReader::row_time(Fields fields) const {
  if (!columns_.milliseconds) return parse_time(fields[columns_.at.time], options_.assume_utc);
  // Diginetica gives a day, which is taken as UTC, and milliseconds since the session's first query.
  ParsedTime day = parse_time(fields[columns_.at.time], true);
  if (day.error != TimeTextError::kNone) return day;
  const std::string_view text = fields[*columns_.milliseconds];
  TimeMs milliseconds = 0;
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (text.empty() || text.size() > 12 || !digits) return {0, TimeTextError::kUnreadable};
  for (const char c : text) milliseconds = milliseconds * 10 + (c - '0');
  day.time += milliseconds;
  return day;
}

bool EventTableReader::wanted(std::string_view type) {
  if (type == last_type_ && drops_.rows > 1) return last_wanted_;
  last_type_ = type;
  last_wanted_ = std::find(wanted_types_.begin(), wanted_types_.end(), plain_name(type)) != wanted_types_.end();
  return last_wanted_;
}

Status EventTableReader::intern(IdTable& table, std::string_view id, uint32_t& index) const {
  bool is_new = false;
  index = table.add(id, &is_new);
  if (!is_new) return ok_status();
  return check_id(id).at(csv_.place());
}

Status EventTableReader::add_row(Fields fields) {
  ++drops_.rows;
  const EventColumns& at = columns_.at;
  if (fields[at.session].empty() || fields[at.item].empty()) {
    if (drops_.missing_ids++ == 0) {
      drops_.first_missing = csv_.place() + ": no " + (fields[at.item].empty() ? "item" : "session") + " id";
    }
    return ok_status();
  }
  if (at.event && !wanted(fields[*at.event])) {
    const std::string type(fields[*at.event].substr(0, 40));
    if (drops_.other_types++ == 0) drops_.first_other_type = csv_.place() + ": \"" + type + "\"";
    if (drops_.types.size() < kMaxTrackedTypes || drops_.types.contains(type)) ++drops_.types[type];
    return ok_status();
  }
  const ParsedTime time = row_time(fields);
  if (time.error != TimeTextError::kNone) {
    ++drops_.time_errors[static_cast<size_t>(time.error)];
    if (drops_.bad_times++ == 0) {
      drops_.first_bad_time = csv_.place() + ": \"" + std::string(fields[at.time].substr(0, 40)) + "\" " +
                              std::string(time_error_text(time.error));
    }
    return ok_status();
  }
  if (log_.size() == kMaxRows) return Status(Code::kLimit, "the file has more than 4,294,967,294 events", csv_.place());
  uint32_t session = 0;
  uint32_t item = 0;
  NEARSHELF_RETURN_IF_ERROR(intern(log_.sessions, fields[at.session], session));
  NEARSHELF_RETURN_IF_ERROR(intern(log_.items, fields[at.item], item));
  log_.session.push_back(session);
  log_.item.push_back(item);
  log_.time.push_back(time.time);
  return ok_status();
}

Status EventTableReader::read() {
  if (!csv_.next()) {
    NEARSHELF_RETURN_IF_ERROR(csv_.status());
    return internal_error("the table has no first line");
  }
  NEARSHELF_RETURN_IF_ERROR(find_columns());
  if (!columns_.has_header) NEARSHELF_RETURN_IF_ERROR(add_row(csv_.fields()));
  while (csv_.next()) NEARSHELF_RETURN_IF_ERROR(add_row(csv_.fields()));
  NEARSHELF_RETURN_IF_ERROR(csv_.status());
  return check_all();
}

std::string list_types(const std::map<std::string, uint64_t>& types) {
  std::vector<std::pair<std::string, uint64_t>> sorted(types.begin(), types.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](auto& a, auto& b) { return a.second > b.second; });
  std::string list;
  for (size_t i = 0; i < std::min(sorted.size(), kListedTypes); ++i) {
    list += (i > 0 ? ", " : "") + sorted[i].first + ": " + std::to_string(sorted[i].second);
  }
  return sorted.size() > kListedTypes ? list + " and others" : list;
}

// Rows may be bad; a file that is mostly bad is another file than it was taken for.
Status EventTableReader::check_all() const {
  const uint64_t timed = drops_.bad_times + log_.size();
  if (drops_.bad_times * 2 > timed) {
    const bool zone = drops_.time_errors[static_cast<size_t>(TimeTextError::kNoZone)] * 2 > drops_.bad_times;
    return invalid_argument(std::to_string(drops_.bad_times) + " of " + std::to_string(timed) +
                            " events have a bad time, first " + drops_.first_bad_time +
                            (zone ? "; give --assume-utc if they are UTC" : "; is it the right column?"));
  }
  if (log_.size() > 0) return ok_status();
  if (drops_.other_types > 0) {
    return invalid_argument("no event has a wanted type; the types are " + list_types(drops_.types) +
                            "; choose with --event-types");
  }
  return invalid_argument("the table has no events");
}

void EventTableReader::describe(CleaningReport& report) const {
  report.read = {drops_.rows, log_.sessions.size(), log_.items.size()};
  CleaningStep missing{"missing_ids",       "no session or item id", true, {drops_.missing_ids, 0, 0}, "",
                       drops_.first_missing};
  CleaningStep types{
      "event_types",          "events that are not views", true, {drops_.other_types, 0, 0}, list_types(drops_.types),
      drops_.first_other_type};
  if (!options_.event_types.empty()) types.what = "events of types that were not asked for";
  if (!columns_.at.event) {
    types.enabled = false;
    types.detail = "the file has no event types";
  }
  CleaningStep times{"bad_times", "times that are unreadable, without a zone, or out of range",
                     true,        {drops_.bad_times, 0, 0},
                     "",          drops_.first_bad_time};
  if (drops_.bad_times > 0) {
    const auto count = [this](TimeTextError e) { return std::to_string(drops_.time_errors[static_cast<size_t>(e)]); };
    times.detail = count(TimeTextError::kUnreadable) + " unreadable, " + count(TimeTextError::kNoZone) +
                   " without a zone, " + count(TimeTextError::kOutOfRange) + " out of range";
  }
  report.steps.push_back(std::move(missing));
  report.steps.push_back(std::move(types));
  report.steps.push_back(std::move(times));
}

}  // namespace

Result<EventLog> read_events(LineReader& lines, const Shape& shape, const EventOptions& options,
                             CleaningReport& report) {
  EventTableReader reader(lines, shape, options);
  if (Status status = reader.read(); !status.ok()) return status.place().empty() ? status.at(lines.name()) : status;
  reader.describe(report);
  return reader.take();
}

}  // namespace nearshelf::data
