#include "server_sync/data/columns.h"

#include <algorithm>
#include <array>

namespace nearshelf::data {
namespace {

using Names = std::span<const std::string_view>;

// Best first: a session id before a visitor or user id, whose clicks are split at gaps anyway.
constexpr std::array<std::string_view, 16> kSessionNames = {
    "session", "sessionid", "usersession", "usersessionid", "sid",         "sessid", "sessionkey", "visit",
    "visitid", "visitor",   "visitorid",   "cookieid",      "anonymousid", "user",   "userid",     "customerid"};
constexpr std::array<std::string_view, 12> kItemNames = {"item",      "itemid",     "product",   "productid",
                                                         "sku",       "productsku", "itemsku",   "article",
                                                         "articleid", "skuid",      "contentid", "aid"};
constexpr std::array<std::string_view, 12> kTimeNames = {"time",           "timestamp", "ts",        "eventtime",
                                                         "eventtimestamp", "datetime",  "createdat", "occurredat",
                                                         "servertime",     "date",      "timems",    "clienttime"};
constexpr std::array<std::string_view, 7> kEventNames = {"event",      "eventtype", "type",    "action",
                                                         "actiontype", "eventname", "behavior"};

constexpr size_t kListedColumns = 12;

std::optional<size_t> find_named(Names header, const std::string& name) {
  const auto exact = std::find(header.begin(), header.end(), name);
  if (exact != header.end()) return static_cast<size_t>(exact - header.begin());
  const std::string plain = plain_name(name);
  const std::array<std::string_view, 1> wanted = {plain};
  return find_column(header, wanted);
}

Result<size_t> require(Names header, const std::string& given, Names synonyms, const char* what) {
  const auto column = given.empty() ? find_column(header, synonyms) : find_named(header, given);
  if (column) return *column;
  const std::string flag = std::string("--") + what + "-column";
  if (!given.empty()) {
    return invalid_argument("there is no column \"" + given + "\" (" + flag + "); the columns are " +
                            list_columns(header));
  }
  return invalid_argument("no column for the " + std::string(what) + " among " + list_columns(header) +
                          "; name it with " + flag);
}

}  // namespace

std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') plain += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain += c;
  }
  return plain;
}

std::optional<size_t> find_column(Names header, Names synonyms) {
  for (const std::string_view synonym : synonyms) {
    for (size_t i = 0; i < header.size(); ++i) {
      if (plain_name(header[i]) == synonym) return i;
    }
  }
  return std::nullopt;
}

Result<EventColumns> find_event_columns(Names header, const EventColumnNames& names) {
  EventColumns columns;
  NEARSHELF_ASSIGN_OR_RETURN(columns.session, require(header, names.session, kSessionNames, "session"));
  NEARSHELF_ASSIGN_OR_RETURN(columns.item, require(header, names.item, kItemNames, "item"));
  NEARSHELF_ASSIGN_OR_RETURN(columns.time, require(header, names.time, kTimeNames, "time"));
  if (names.event.empty()) {
    columns.event = find_column(header, kEventNames);
  } else {
    NEARSHELF_ASSIGN_OR_RETURN(columns.event, require(header, names.event, {}, "event"));
  }
  return columns;
}

std::string list_columns(Names header) {
  std::string list;
  for (size_t i = 0; i < std::min(header.size(), kListedColumns); ++i) {
    if (i > 0) list += ", ";
    list += '"';
    list += header[i].substr(0, 40);
    list += '"';
  }
  if (header.size() > kListedColumns) list += " and " + std::to_string(header.size() - kListedColumns) + " more";
  return list;
}

}  // namespace nearshelf::data
