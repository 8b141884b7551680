#include "sdk/model/catalog.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace nearshelf::model {

namespace {

std::string_view text_or_empty(const StringsView& strings, size_t i) {
  return strings.size() == 0 ? std::string_view() : strings[i];
}

// Index of `value` in strictly ascending `values`.
template <typename Values, typename Value>
std::optional<uint32_t> find_sorted(const Values& values, const Value& value) {
  size_t low = 0;
  size_t high = values.size();
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (values[middle] < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == values.size() || values[low] != value) return std::nullopt;
  return static_cast<uint32_t>(low);
}

// Name 0 is the empty one and means unknown.
std::optional<uint16_t> find_name(const StringsView& names, std::string_view name) {
  const std::optional<uint32_t> found = find_sorted(names, name);
  return found && *found != 0 ? std::optional<uint16_t>(static_cast<uint16_t>(*found)) : std::nullopt;
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

std::optional<uint32_t> Catalog::find(std::string_view id) const {
  if (parts_.numeric_ids.empty()) return find_sorted(parts_.ids, id);
  const std::optional<uint32_t> number = parse_numeric_id(id);
  return number ? find_sorted(parts_.numeric_ids, *number) : std::nullopt;
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
