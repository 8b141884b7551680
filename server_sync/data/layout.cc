#include "server_sync/data/layout.h"

#include <algorithm>
#include <array>
#include <span>

#include "server_sync/data/time_text.h"

namespace nearshelf::data {
namespace {

struct NamedLayout {
  Layout layout;
  std::string_view name;
};
constexpr std::array<NamedLayout, 5> kLayouts = {{{Layout::kSessions, "sessions"},
                                                  {Layout::kTable, "table"},
                                                  {Layout::kYoochoose, "yoochoose"},
                                                  {Layout::kRetailRocket, "retailrocket"},
                                                  {Layout::kDiginetica, "diginetica"}}};
constexpr std::array<char, 4> kDelimiters = {'\t', ',', ';', '|'};

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool has_all(std::span<const std::string_view> header, std::initializer_list<std::string_view> names) {
  return std::all_of(names.begin(), names.end(),
                     [header](std::string_view name) { return find_column(header, std::span(&name, 1)).has_value(); });
}

bool is_yoochoose(std::string_view line) {
  const std::vector<std::string_view> fields = split_header(line, ',');
  return fields.size() == 4 && is_number(fields[0]) && is_number(fields[2]) && fields[1].size() > 10 &&
         fields[1][4] == '-' && parse_time(fields[1], true).error == TimeTextError::kNone;
}

std::optional<Shape> table_shape(std::string_view line, const EventColumnNames& names) {
  for (const char delimiter : kDelimiters) {
    const std::vector<std::string_view> header = split_header(line, delimiter);
    if (header.size() < 3) continue;
    const bool renamed = !names.session.empty() || !names.item.empty() || !names.time.empty();
    if (!renamed && has_all(header, {"sessionid", "itemid", "timeframe", "eventdate"})) {
      return Shape{Layout::kDiginetica, delimiter};
    }
    if (!renamed && has_all(header, {"timestamp", "visitorid", "event", "itemid", "transactionid"})) {
      return Shape{Layout::kRetailRocket, delimiter};
    }
    if (find_event_columns(header, names).ok()) return Shape{Layout::kTable, delimiter};
  }
  return std::nullopt;
}

Status unknown_shape(std::string_view line, const EventColumnNames& names) {
  const std::vector<std::string_view> header = split_header(line, likely_delimiter(line));
  if (header.size() >= 3) return find_event_columns(header, names).status();
  if (line.find('\t') != std::string_view::npos) {
    return invalid_argument(
        "the line has a tab, as in a file of test pairs; sessions are item ids separated by spaces, tables have "
        "columns "
        "for session, item and time");
  }
  return invalid_argument("the line is neither a session nor the header of a table; say what it is with --format");
}

}  // namespace

std::string_view layout_name(Layout layout) {
  const auto named = std::find_if(kLayouts.begin(), kLayouts.end(), [layout](auto& l) { return l.layout == layout; });
  return named->name;
}

std::optional<Layout> parse_layout(std::string_view name) {
  const auto named = std::find_if(kLayouts.begin(), kLayouts.end(), [name](auto& l) { return l.name == name; });
  if (named == kLayouts.end()) return std::nullopt;
  return named->layout;
}

char likely_delimiter(std::string_view header) {
  char best = ',';
  for (const char delimiter : kDelimiters) {
    const auto count = [header](char c) { return std::count(header.begin(), header.end(), c); };
    if (count(delimiter) > count(best)) best = delimiter;
  }
  return best;
}

std::vector<std::string_view> split_header(std::string_view line, char delimiter) {
  std::vector<std::string_view> names;
  while (true) {
    const size_t end = line.find(delimiter);
    std::string_view name = line.substr(0, end);
    if (name.size() >= 2 && name.starts_with('"') && name.ends_with('"')) name = name.substr(1, name.size() - 2);
    names.push_back(name);
    if (end == std::string_view::npos) return names;
    line.remove_prefix(end + 1);
  }
}

Result<Shape> detect_shape(std::string_view first_line, std::optional<Layout> wanted, const EventColumnNames& names) {
  if (wanted) return Shape{*wanted, *wanted == Layout::kYoochoose ? ',' : likely_delimiter(first_line)};
  if (const std::optional<Shape> shape = table_shape(first_line, names)) return *shape;
  if (is_yoochoose(first_line)) return Shape{Layout::kYoochoose, ','};
  const bool delimited = first_line.find_first_of("\t,;|") != std::string_view::npos;
  const bool renamed = !names.session.empty() || !names.item.empty() || !names.time.empty();
  if (!delimited && !renamed) return Shape{Layout::kSessions, ' '};
  return unknown_shape(first_line, names);
}

}  // namespace nearshelf::data
