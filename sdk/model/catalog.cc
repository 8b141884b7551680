#include "sdk/model/catalog.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace nearshelf::model {

namespace {

std::string_view text_or_empty(const StringsView& strings, size_t i) {
  return strings.size() == 0 ? std::string_view() : strings[i];
}

// Names stand in byte order; name 0 is the empty one and means unknown.
std::optional<uint16_t> find_name(const StringsView& names, std::string_view name) {
  if (name.empty()) return std::nullopt;
  size_t low = 0;
  size_t high = names.size();
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (names[middle] < name) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == names.size() || names[low] != name) return std::nullopt;
  return static_cast<uint16_t>(low);
}

}  // namespace

std::optional<uint32_t> parse_numeric_id(std::string_view id) {
  if (id.empty() || id.size() > 10 || (id.size() > 1 && id[0] == '0')) return std::nullopt;
  if (!std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), value);
  if (error != std::errc() || end != id.data() + id.size()) return std::nullopt;
  return value;
}

bool id_less(std::string_view a, std::string_view b) {
  const std::optional<uint32_t> number_a = parse_numeric_id(a);
  const std::optional<uint32_t> number_b = parse_numeric_id(b);
  if (number_a && number_b) return *number_a < *number_b;
  if (number_a || number_b) return number_a.has_value();
  return a < b;
}

std::optional<uint32_t> Catalog::find(std::string_view id) const {
  if (!parts_.numeric_ids.empty()) {
    const std::optional<uint32_t> number = parse_numeric_id(id);
    if (!number) return std::nullopt;
    const auto found = std::lower_bound(parts_.numeric_ids.begin(), parts_.numeric_ids.end(), *number);
    if (found == parts_.numeric_ids.end() || *found != *number) return std::nullopt;
    return static_cast<uint32_t>(found - parts_.numeric_ids.begin());
  }
  size_t low = 0;
  size_t high = parts_.ids.size();
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (id_less(parts_.ids[middle], id)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == parts_.ids.size() || parts_.ids[low] != id) return std::nullopt;
  return static_cast<uint32_t>(low);
}

std::string Catalog::id(uint32_t item) const {
  return parts_.numeric_ids.empty() ? std::string(parts_.ids[item]) : std::to_string(parts_.numeric_ids[item]);
}

float Catalog::price(uint32_t item) const {
  return parts_.prices.empty() ? std::numeric_limits<float>::quiet_NaN() : parts_.prices[item];
}

std::string_view Catalog::category_name(uint16_t category) const {
  return text_or_empty(parts_.category_names, category);
}
std::string_view Catalog::brand_name(uint16_t brand) const { return text_or_empty(parts_.brand_names, brand); }

std::optional<uint16_t> Catalog::find_category(std::string_view name) const {
  return find_name(parts_.category_names, name);
}
std::optional<uint16_t> Catalog::find_brand(std::string_view name) const { return find_name(parts_.brand_names, name); }

std::string_view Catalog::title(uint32_t item) const { return text_or_empty(parts_.titles, item); }
std::string_view Catalog::url(uint32_t item) const { return text_or_empty(parts_.urls, item); }
std::string_view Catalog::image(uint32_t item) const { return text_or_empty(parts_.images, item); }

}  // namespace nearshelf::model
