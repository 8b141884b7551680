// External item ids <-> dense indexes, and the attributes of items, as views into the artifact's bytes.
#ifndef NEARSHELF_SDK_MODEL_CATALOG_H_
#define NEARSHELF_SDK_MODEL_CATALOG_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sdk/model/packed_ints.h"

namespace nearshelf::model {

// View of a schema::Strings table.
class StringsView {
 public:
  StringsView() = default;
  StringsView(std::span<const uint32_t> offsets, std::span<const uint8_t> bytes) : offsets_(offsets), bytes_(bytes) {}
  size_t size() const { return offsets_.empty() ? 0 : offsets_.size() - 1; }
  std::string_view operator[](size_t i) const {
    return {reinterpret_cast<const char*>(bytes_.data()) + offsets_[i], offsets_[i + 1] - offsets_[i]};
  }

 private:
  std::span<const uint32_t> offsets_;
  std::span<const uint8_t> bytes_;
};

// Parses a canonical decimal number below 2^32 ("0", "17"; not "", "+1", "01"). When all ids of a catalog are such
// numbers, they are stored as numbers and items stand in their order; otherwise items stand in the byte order of the
// ids.
std::optional<uint32_t> parse_numeric_id(std::string_view id);

struct CatalogParts {
  uint32_t item_count = 0;
  PackedInts numeric_ids;
  StringsView ids;
  StringsView category_names;
  PackedInts categories;
  StringsView brand_names;
  PackedInts brands;
  std::span<const float> prices;
  StringsView titles;
  StringsView urls;
  StringsView images;
};

class Catalog {
 public:
  Catalog() = default;
  explicit Catalog(const CatalogParts& parts) : parts_(parts) {}

  uint32_t item_count() const { return parts_.item_count; }
  // Dense index of an external id; empty for an item the model does not know. O(log n).
  std::optional<uint32_t> find(std::string_view id) const;
  std::string id(uint32_t item) const;

  // Dense attribute codes; 0 = unknown.
  uint16_t category(uint32_t item) const {
    return parts_.categories.empty() ? 0 : static_cast<uint16_t>(parts_.categories[item]);
  }
  uint16_t brand(uint32_t item) const { return parts_.brands.empty() ? 0 : static_cast<uint16_t>(parts_.brands[item]); }
  // NaN = unknown.
  float price(uint32_t item) const;
  std::string_view category_name(uint16_t category) const;
  std::string_view brand_name(uint16_t brand) const;
  std::optional<uint16_t> find_category(std::string_view name) const;
  std::optional<uint16_t> find_brand(std::string_view name) const;
  std::string_view title(uint32_t item) const;
  std::string_view url(uint32_t item) const;
  std::string_view image(uint32_t item) const;
  uint32_t category_count() const { return static_cast<uint32_t>(parts_.category_names.size()); }
  uint32_t brand_count() const { return static_cast<uint32_t>(parts_.brand_names.size()); }

 private:
  CatalogParts parts_;
};

}  // namespace nearshelf::model

#endif  // NEARSHELF_SDK_MODEL_CATALOG_H_
