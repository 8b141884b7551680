#include <algorithm>
#include <cmath>

#include "sdk/model/checks.h"
#include "sdk/model/limits.h"
#include "sdk/model/readers.h"

namespace nearshelf::model {

namespace {

// Ids in their stored order: numbers by value, texts by bytes.
template <typename Ids>
Status check_id_order(std::string_view field, const Ids& ids) {
  for (size_t i = 1; i < ids.size(); ++i) {
    if (ids[i - 1] < ids[i]) continue;
    return bad_element(field, i, "is not above the id before it: ids must be sorted and unique");
  }
  return ok_status();
}

struct Attribute {
  StringsView names;
  PackedInts codes;
};

// `names_field` and `codes_field`: full names, for messages.
Result<Attribute> read_attribute(std::string_view names_field, const schema::Strings* names,
                                 std::string_view codes_field, const schema::PackedInts* codes, uint32_t item_count) {
  Attribute attribute;
  if (!names && !codes) return attribute;
  if (!names) return bad_field(names_field, "is missing although the items have codes");
  if (!codes) return bad_field(codes_field, "is missing although there are names");
  NEARSHELF_ASSIGN_OR_RETURN(attribute.names, read_strings(names_field, names));
  const size_t count = attribute.names.size();
  NEARSHELF_RETURN_IF_ERROR(check_range(std::string(names_field) + " count", count, 1, kMaxAttributeNames));
  if (!attribute.names[0].empty()) return bad_element(names_field, 0, "must be empty: code 0 means unknown");
  for (size_t i = 1; i < count; ++i) {
    if (attribute.names[i] <= attribute.names[i - 1]) {
      return bad_element(names_field, i, "is not above the name before it: names must be sorted and unique");
    }
  }
  NEARSHELF_ASSIGN_OR_RETURN(attribute.codes, read_packed(codes_field, *codes, item_count));
  NEARSHELF_RETURN_IF_ERROR(check_below(codes_field, attribute.codes, count));
  return attribute;
}

Status check_prices(std::span<const float> prices, uint32_t item_count) {
  if (prices.empty()) return ok_status();
  NEARSHELF_RETURN_IF_ERROR(check_count("catalog.prices", prices.size(), item_count, "one per item"));
  const auto usable = [](float price) { return std::isnan(price) || (price >= 0.0f && std::isfinite(price)); };
  const auto bad = std::find_if_not(prices.begin(), prices.end(), usable);
  if (bad == prices.end()) return ok_status();
  return bad_element("catalog.prices", static_cast<size_t>(bad - prices.begin()),
                     "is " + number_text(*bad) + ", must be 0 or more, or NaN for unknown");
}

}  // namespace

Result<CatalogParts> read_catalog(const schema::Catalog& catalog) {
  CatalogParts parts;
  parts.item_count = catalog.item_count();
  NEARSHELF_RETURN_IF_ERROR(check_range("catalog.item_count", parts.item_count, 1, kMaxItems));

  if (catalog.numeric_ids() && catalog.ids()) {
    return bad_field("catalog.ids", "stands beside catalog.numeric_ids; there may be only one of them");
  }
  if (catalog.numeric_ids()) {
    NEARSHELF_ASSIGN_OR_RETURN(parts.numeric_ids,
                               read_packed("catalog.numeric_ids", *catalog.numeric_ids(), parts.item_count));
    NEARSHELF_RETURN_IF_ERROR(check_id_order("catalog.numeric_ids", parts.numeric_ids));
  } else if (catalog.ids()) {
    NEARSHELF_ASSIGN_OR_RETURN(parts.ids, read_strings("catalog.ids", catalog.ids(), parts.item_count));
    if (parts.ids[0].empty()) return bad_element("catalog.ids", 0, "is empty");
    NEARSHELF_RETURN_IF_ERROR(check_id_order("catalog.ids", parts.ids));
  } else {
    return bad_field("catalog.numeric_ids", "is missing, and so is catalog.ids; there must be one of them");
  }

  NEARSHELF_ASSIGN_OR_RETURN(const Attribute categories,
                             read_attribute("catalog.category_names", catalog.category_names(), "catalog.categories",
                                            catalog.categories(), parts.item_count));
  parts.category_names = categories.names;
  parts.categories = categories.codes;
  NEARSHELF_ASSIGN_OR_RETURN(const Attribute brands,
                             read_attribute("catalog.brand_names", catalog.brand_names(), "catalog.brands",
                                            catalog.brands(), parts.item_count));
  parts.brand_names = brands.names;
  parts.brands = brands.codes;

  parts.prices = span_of(catalog.prices());
  NEARSHELF_RETURN_IF_ERROR(check_prices(parts.prices, parts.item_count));
  NEARSHELF_ASSIGN_OR_RETURN(parts.titles, read_strings("catalog.titles", catalog.titles(), parts.item_count));
  NEARSHELF_ASSIGN_OR_RETURN(parts.urls, read_strings("catalog.urls", catalog.urls(), parts.item_count));
  NEARSHELF_ASSIGN_OR_RETURN(parts.images, read_strings("catalog.images", catalog.images(), parts.item_count));
  return parts;
}

}  // namespace nearshelf::model
