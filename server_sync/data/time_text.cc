#include "server_sync/data/time_text.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>

namespace nearshelf::data {
namespace {

constexpr int64_t kFirstMillisecondNumber = 100'000'000'000;  // as seconds it would be the year 5138
constexpr TimeMs kEndOfRange = 4'102'444'800'000;             // 2100-01-01

constexpr ParsedTime kUnreadable = {0, TimeTextError::kUnreadable};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Walks over a text; every take_ function leaves the text alone when it does not match.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}
  bool done() const { return text_.empty(); }
  bool next_is_digit() const { return !text_.empty() && is_digit(text_[0]); }

  bool take(char c) {
    if (text_.empty() || text_[0] != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool take(std::string_view word) {
    if (!text_.starts_with(word)) return false;
    text_.remove_prefix(word.size());
    return true;
  }
  bool take_digits(size_t count, int& value) {
    if (text_.size() < count) return false;
    int number = 0;
    for (size_t i = 0; i < count; ++i) {
      if (!is_digit(text_[i])) return false;
      number = number * 10 + (text_[i] - '0');
    }
    value = number;
    text_.remove_prefix(count);
    return true;
  }
  // Digits after a decimal point as milliseconds; finer digits are cut off.
  bool take_fraction(int& milliseconds) {
    if (!next_is_digit()) return false;
    milliseconds = 0;
    for (int unit = 100; next_is_digit(); unit /= 10) {
      milliseconds += (text_[0] - '0') * unit;
      text_.remove_prefix(1);
    }
    return true;
  }

 private:
  std::string_view text_;
};

ParsedTime in_range(TimeMs time) {
  if (time < 0 || time >= kEndOfRange) return {0, TimeTextError::kOutOfRange};
  return {time, TimeTextError::kNone};
}

ParsedTime parse_number(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  int64_t number = 0;
  size_t digits = 0;
  for (; digits < text.size() && is_digit(text[digits]); ++digits) {
    if (digits == 18) return {0, TimeTextError::kOutOfRange};
    number = number * 10 + (text[digits] - '0');
  }
  if (digits == 0) return kUnreadable;
  int milliseconds = 0;
  Cursor rest(text.substr(digits));
  if (rest.take('.') && !rest.take_fraction(milliseconds)) return kUnreadable;
  if (!rest.done()) return kUnreadable;
  if (negative) return {0, TimeTextError::kOutOfRange};
  return in_range(number < kFirstMillisecondNumber ? number * kSecondMs + milliseconds : number);
}

// The zone at the cursor as an offset from UTC; false when what stands there is none.
bool take_zone(Cursor& cursor, TimeMs& offset) {
  cursor.take(' ');
  offset = 0;
  if (cursor.take('Z') || cursor.take("UTC") || cursor.take("GMT")) return true;
  const bool east = cursor.take('+');
  if (!east && !cursor.take('-')) return false;
  int hours = 0;
  int minutes = 0;
  if (!cursor.take_digits(2, hours)) return false;
  const bool colon = cursor.take(':');
  if (!cursor.take_digits(2, minutes) && colon) return false;
  if (hours > 23 || minutes > 59) return false;
  offset = (hours * kHourMs + minutes * kMinuteMs) * (east ? 1 : -1);
  return true;
}

ParsedTime parse_iso8601(std::string_view text, bool assume_utc) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, milliseconds = 0;
  Cursor cursor(text);
  if (!cursor.take_digits(4, year) || !cursor.take('-') || !cursor.take_digits(2, month) || !cursor.take('-') ||
      !cursor.take_digits(2, day)) {
    return kUnreadable;
  }
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return kUnreadable;
  if (cursor.take('T') || cursor.take(' ')) {
    if (!cursor.take_digits(2, hour) || !cursor.take(':') || !cursor.take_digits(2, minute)) return kUnreadable;
    if (cursor.take(':') && !cursor.take_digits(2, second)) return kUnreadable;
    if (cursor.take('.') && !cursor.take_fraction(milliseconds)) return kUnreadable;
    if (hour > 23 || minute > 59 || second > 60) return kUnreadable;  // 60: a leap second
  }
  TimeMs offset = 0;
  if (cursor.done()) {
    if (!assume_utc) return {0, TimeTextError::kNoZone};
  } else if (!take_zone(cursor, offset) || !cursor.done()) {
    return kUnreadable;
  }
  const TimeMs days = std::chrono::sys_days(date).time_since_epoch().count();
  return in_range(days * kDayMs + hour * kHourMs + minute * kMinuteMs + second * kSecondMs + milliseconds - offset);
}

}  // namespace

ParsedTime parse_time(std::string_view text, bool assume_utc) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (text.size() > 4 && text[4] == '-') return parse_iso8601(text, assume_utc);
  return parse_number(text);
}

std::string_view time_error_text(TimeTextError error) {
  switch (error) {
    case TimeTextError::kNone: return "is a time";
    case TimeTextError::kUnreadable: return "is not a time";
    case TimeTextError::kNoZone: return "has no time zone";
    case TimeTextError::kOutOfRange: return "is before 1970 or after 2099";
  }
  return "is not a time";
}

std::string format_time(TimeMs time) {
  const std::chrono::sys_time<std::chrono::milliseconds> point{std::chrono::milliseconds(time)};
  const auto midnight = std::chrono::floor<std::chrono::days>(point);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss clock(point - midnight);
  std::array<char, 48> text;
  const int size =
      std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int(date.year()),
                    unsigned(date.month()), unsigned(date.day()), int(clock.hours().count()),
                    int(clock.minutes().count()), int(clock.seconds().count()), int(clock.subseconds().count()));
  return std::string(text.data(), static_cast<size_t>(size));
}

}  // namespace nearshelf::data
