#include "sdk/sync/http_date.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

namespace nearshelf::sync {
namespace {

// Runs of letters and of digits; everything else stands between them.
struct Word {
  std::string_view text;
  bool is_number = false;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::vector<Word> split(std::string_view text) {
  std::vector<Word> words;
  for (size_t i = 0; i < text.size();) {
    const bool number = is_digit(text[i]);
    if (!number && !is_letter(text[i])) {
      ++i;
      continue;
    }
    size_t end = i + 1;
    while (end < text.size() && (number ? is_digit(text[end]) : is_letter(text[end]))) ++end;
    words.push_back({text.substr(i, end - i), number});
    i = end;
  }
  return words;
}

// Of at most nine digits; -1 = none.
int64_t number_of(std::string_view digits) {
  if (digits.empty() || digits.size() > 9) return -1;
  int64_t value = 0;
  for (const char c : digits) {
    if (!is_digit(c)) return -1;
    value = 10 * value + (c - '0');
  }
  return value;
}

unsigned month_of(std::string_view name) {
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto found = std::find(kMonths.begin(), kMonths.end(), name);
  return found == kMonths.end() ? 0 : static_cast<unsigned>(found - kMonths.begin()) + 1;
}

TimeMs midnight_ms(int64_t year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(year)}, std::chrono::month{month},
                                         std::chrono::day{day}};
  return date.ok() ? std::chrono::sys_days(date).time_since_epoch().count() * kDayMs : -1;
}

// Two digits: the newest such year that is no more than 50 years ahead.
int64_t full_year(int64_t two_digits, TimeMs now_ms) {
  using std::chrono::days;
  const std::chrono::year_month_day today{std::chrono::sys_days(days(now_ms / kDayMs))};
  const int64_t latest = static_cast<int>(today.year()) + 50;
  return latest - (latest - two_digits) % 100;
}

}  // namespace

std::optional<TimeMs> parse_http_date(std::string_view text, TimeMs now_ms) {
  if (text.size() > 40) return std::nullopt;
  const std::vector<Word> words = split(text);
  // Weekday, then day, month, year, time, "GMT", or month, day, time, year.
  const bool unix_form = words.size() == 7 && !words[1].is_number;
  if (!unix_form && !(words.size() == 8 && words[7].text == "GMT")) return std::nullopt;
  const Word& month_word = words[unix_form ? 1 : 2];
  const Word& year_word = words[unix_form ? 6 : 3];
  const size_t time = unix_form ? 3 : 4;
  const int64_t day = number_of(words[unix_form ? 2 : 1].text);
  int64_t year = number_of(year_word.text);
  const int64_t hour = number_of(words[time].text);
  const int64_t minute = number_of(words[time + 1].text);
  const int64_t second = number_of(words[time + 2].text);
  const unsigned month = month_of(month_word.text);
  if (words[0].is_number || month == 0 || day < 1 || day > 31) return std::nullopt;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return std::nullopt;
  if (year_word.text.size() == 2 && !unix_form && year >= 0) {
    year = full_year(year, now_ms);
  } else if (year_word.text.size() != 4) {
    return std::nullopt;
  }
  if (year < 1970) return std::nullopt;
  const TimeMs midnight = midnight_ms(year, month, static_cast<unsigned>(day));
  if (midnight < 0) return std::nullopt;
  return midnight + hour * kHourMs + minute * kMinuteMs + second * kSecondMs;
}

std::optional<int64_t> parse_retry_after(std::string_view text, TimeMs now_ms) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  if (text.empty()) return std::nullopt;
  if (std::all_of(text.begin(), text.end(), is_digit)) {
    const int64_t seconds = number_of(text);
    return seconds < 0 ? kMaxRetryAfterMs
                       : std::min(seconds * kSecondMs, kMaxRetryAfterMs);  // -1: longer than 30 years
  }
  const std::optional<TimeMs> date = parse_http_date(text, now_ms);
  if (!date) return std::nullopt;
  return std::clamp<int64_t>(*date - now_ms, 0, kMaxRetryAfterMs);
}

}  // namespace nearshelf::sync
