// Numbers as the reports print them.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_FORMAT_TEXT_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_FORMAT_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/time.h"
#include "server_sync/publisher/part_sizes.h"

namespace nearshelf::publisher {

// "1,234,567".
std::string with_commas(uint64_t number);
// "2026-11-20T22:16:28Z"; times of the years 1970 to 9999.
std::string iso_time(TimeMs time);
// Four significant digits.
std::string short_number(double number);
// "label     value\n" with the values in one column.
std::string text_line(std::string_view label, std::string_view value);
// One line per part with its bytes and share, and a total.
std::string part_table(const std::vector<PartSize>& parts, size_t total);

}  // namespace nearshelf::publisher

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_FORMAT_TEXT_H_
