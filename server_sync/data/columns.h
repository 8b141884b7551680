// Which column of a table holds what: by the name the user gives, else by the names that shops commonly use.
#ifndef NEARSHELF_SERVER_SYNC_DATA_COLUMNS_H_
#define NEARSHELF_SERVER_SYNC_DATA_COLUMNS_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sdk/base/status.h"

namespace nearshelf::data {

// Names are compared without case and without anything but letters and digits: "Session_ID" is "sessionid".
std::string plain_name(std::string_view name);

// Position of the first of `synonyms` (plain names, best first) in `header`.
std::optional<size_t> find_column(std::span<const std::string_view> header, std::span<const std::string_view> synonyms);

// Names that the user gives; empty = by the common names.
struct EventColumnNames {
  std::string session;
  std::string item;
  std::string time;
  std::string event;
};

struct EventColumns {
  size_t session = 0;
  size_t item = 0;
  size_t time = 0;
  std::optional<size_t> event;
};

// Errors: kInvalidArgument that names the missing column, those there are, and the flag that settles it; no place.
Result<EventColumns> find_event_columns(std::span<const std::string_view> header, const EventColumnNames& names);

// "a, b, c" of at most a few names, for messages.
std::string list_columns(std::span<const std::string_view> header);

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_COLUMNS_H_
