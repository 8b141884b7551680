#include "server_sync/publisher/format_text.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace nearshelf::publisher {

namespace {

constexpr size_t kLabelWidth = 18;
constexpr size_t kBytesWidth = 14;

std::string left_padded(std::string_view text, size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + std::string(text);
}

}  // namespace

std::string with_commas(uint64_t number) {
  const std::string digits = std::to_string(number);
  std::string text;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string iso_time(TimeMs time) {
  const std::chrono::sys_seconds seconds{std::chrono::seconds(time / kSecondMs)};
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(seconds - day);
  char text[32];
  std::snprintf(text, sizeof(text), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

std::string short_number(double number) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.4g", number);
  return text;
}

std::string text_line(std::string_view label, std::string_view value) {
  std::string line(label);
  line.append(kLabelWidth - std::min(kLabelWidth, label.size()), ' ');
  return line + " " + std::string(value) + "\n";
}

std::string part_table(const std::vector<PartSize>& parts, size_t total) {
  std::string table;
  for (const PartSize& part : parts) {
    char share[16];
    std::snprintf(share, sizeof(share), "%6.1f %%",
                  100.0 * static_cast<double>(part.bytes) / static_cast<double>(total));
    table += text_line("  " + part.part, left_padded(with_commas(part.bytes), kBytesWidth) + share);
  }
  return table + text_line("  total", left_padded(with_commas(total), kBytesWidth) + "  bytes");
}

}  // namespace nearshelf::publisher
