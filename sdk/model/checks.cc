#include "sdk/model/checks.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "sdk/model/half.h"
#include "sdk/model/limits.h"
#include "sdk/model/text.h"

namespace nearshelf::model {

Status bad_field(std::string_view field, std::string_view message) {
  return corrupt(message, "field " + std::string(field));
}

Status bad_element(std::string_view field, size_t index, std::string_view message) {
  return corrupt(message, "field " + std::string(field) + "[" + std::to_string(index) + "]");
}

std::string number_text(float value) {
  if (std::isnan(value)) return "nan";
  const std::string sign = std::signbit(value) ? "-" : "";
  const double magnitude = std::fabs(static_cast<double>(value));
  if (!(magnitude < 1e18)) return sign + (std::isinf(value) ? "inf" : "more than 10^18");
  constexpr uint64_t kMillion = 1'000'000;
  auto whole = static_cast<uint64_t>(magnitude);
  const double rest = magnitude - static_cast<double>(whole);
  auto millionths = static_cast<uint64_t>(rest * static_cast<double>(kMillion) + 0.5);
  whole += millionths / kMillion;
  millionths %= kMillion;
  return sign + std::to_string(whole) + "." + std::to_string(kMillion + millionths).substr(1);
}

Status check_count(std::string_view field, size_t count, size_t expected, std::string_view what) {
  if (count == expected) return ok_status();
  return bad_field(field, "has " + std::to_string(count) + " values, must have " + std::to_string(expected) + " (" +
                              std::string(what) + ")");
}

Status check_range(std::string_view field, uint64_t value, uint64_t low, uint64_t high) {
  if (value >= low && value <= high) return ok_status();
  return bad_field(
      field, "is " + std::to_string(value) + ", must be from " + std::to_string(low) + " to " + std::to_string(high));
}

Status check_finite(std::string_view field, std::span<const float> values) {
  const auto bad = std::find_if_not(values.begin(), values.end(), [](float v) { return std::isfinite(v); });
  if (bad == values.end()) return ok_status();
  return bad_element(field, static_cast<size_t>(bad - values.begin()), "is not a finite number");
}

Status check_magnitude(std::string_view field, std::span<const float> values, float limit) {
  // Written so that a NaN fails.
  const auto fits = [limit](float v) { return std::fabs(v) <= limit; };
  const auto bad = std::find_if_not(values.begin(), values.end(), fits);
  if (bad == values.end()) return ok_status();
  return bad_element(field, static_cast<size_t>(bad - values.begin()),
                     "is " + number_text(*bad) + ", must be a number of magnitude at most " + number_text(limit));
}

Status check_finite_halves(std::string_view field, std::span<const uint16_t> halves) {
  const auto bad = std::find_if_not(halves.begin(), halves.end(), is_finite_half);
  if (bad == halves.end()) return ok_status();
  return bad_element(field, static_cast<size_t>(bad - halves.begin()), "is not a finite number");
}

Status check_symmetric(std::string_view field, std::span<const int8_t> rows) {
  constexpr uint64_t kOnes = 0x0101010101010101u;
  constexpr uint64_t kHighBits = 0x8080808080808080u;
  // The rows are most of the file: eight at a time. A byte of `word` is zero where the row value is -128.
  uint64_t found = 0;
  size_t i = 0;
  for (; i + sizeof(uint64_t) <= rows.size(); i += sizeof(uint64_t)) {
    uint64_t word;
    std::memcpy(&word, rows.data() + i, sizeof(word));
    word ^= kHighBits;
    found |= (word - kOnes) & ~word & kHighBits;
  }
  if (found == 0) found = std::count(rows.begin() + static_cast<ptrdiff_t>(i), rows.end(), int8_t{-128});
  if (found == 0) return ok_status();
  const auto bad = std::find(rows.begin(), rows.end(), int8_t{-128});
  return bad_element(field, static_cast<size_t>(bad - rows.begin()), "is -128, must be from -127 to 127");
}

Status check_below(std::string_view field, const PackedInts& values, size_t limit) {
  if (limit >> values.bits() != 0) return ok_status();
  for (size_t i = 0; i < values.size(); ++i) {
    if (values[i] < limit) continue;
    return bad_element(field, i, "is " + std::to_string(values[i]) + ", must be below " + std::to_string(limit));
  }
  return ok_status();
}

Status check_offsets(std::string_view field, std::span<const uint32_t> offsets, size_t end) {
  if (offsets.empty() || offsets.front() != 0) return bad_field(field, "must begin with 0");
  const auto falls = std::adjacent_find(offsets.begin(), offsets.end(), std::greater<>());
  if (falls != offsets.end()) {
    return bad_element(field, static_cast<size_t>(falls - offsets.begin()) + 1, "is below the offset before it");
  }
  if (offsets.back() == end) return ok_status();
  return bad_field(field, "ends at " + std::to_string(offsets.back()) + ", must end at " + std::to_string(end));
}

Result<PackedInts> read_packed(std::string_view field, const schema::PackedInts& ints, size_t count) {
  const std::string name(field);
  const std::span<const uint8_t> bytes = span_of(ints.bytes());
  NEARSHELF_RETURN_IF_ERROR(check_range(name + ".bits", ints.bits(), 1, 32));
  NEARSHELF_RETURN_IF_ERROR(
      check_count(name + ".bytes", bytes.size(), packed_size_bytes(count, ints.bits()),
                  std::to_string(count) + " integers of " + std::to_string(ints.bits()) + " bits"));
  const uint32_t used_bits = static_cast<uint32_t>((uint64_t{count} * ints.bits()) & 7);
  if (used_bits != 0 && (bytes.back() >> used_bits) != 0) {
    return bad_element(name + ".bytes", bytes.size() - 1, "has bits behind the last integer, which must be 0");
  }
  return PackedInts(bytes, ints.bits(), count);
}

Result<std::string> read_name(std::string_view field, const flatbuffers::String* name) {
  if (!name) return std::string();
  const std::string_view text(name->c_str(), name->size());
  if (text.size() > kMaxNameBytes) {
    return bad_field(
        field, "has " + std::to_string(text.size()) + " bytes, may have at most " + std::to_string(kMaxNameBytes));
  }
  if (!is_valid_text(text)) return bad_field(field, "is not UTF-8 text without NUL");
  return std::string(text);
}

Result<StringsView> read_strings(std::string_view field, const schema::Strings* strings, size_t count) {
  if (!strings) return StringsView();
  const std::string name(field);
  const std::span<const uint32_t> offsets = span_of(strings->offsets());
  const std::span<const uint8_t> bytes = span_of(strings->bytes());
  NEARSHELF_RETURN_IF_ERROR(check_count(name + ".offsets", offsets.size(), count + 1, "one more than strings"));
  NEARSHELF_RETURN_IF_ERROR(check_offsets(name + ".offsets", offsets, bytes.size()));
  if (const size_t valid = valid_text_prefix(bytes); valid != bytes.size()) {
    return bad_element(name + ".bytes", valid, "is not UTF-8 text without NUL");
  }
  for (size_t i = 0; i < count; ++i) {
    if (offsets[i] < bytes.size() && is_utf8_continuation(bytes[offsets[i]])) {
      return bad_element(name + ".offsets", i, "points into the middle of a character");
    }
  }
  return StringsView(offsets, bytes);
}

Result<StringsView> read_strings(std::string_view field, const schema::Strings* strings) {
  const size_t offsets = strings && strings->offsets() ? strings->offsets()->size() : 0;
  return read_strings(field, strings, offsets == 0 ? 0 : offsets - 1);
}

}  // namespace nearshelf::model
