#include "server_sync/publisher/catalog_packing.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sdk/model/catalog.h"
#include "sdk/model/limits.h"
#include "sdk/model/pack.h"
#include "sdk/model/text.h"

namespace nearshelf::publisher {

namespace {

Status bad_id(size_t item, std::string message) {
  return invalid_argument(std::move(message), "item " + std::to_string(item));
}

Status pack_ids(const std::vector<std::string>& ids, schema::CatalogT& catalog) {
  std::vector<uint32_t> numbers;
  for (const std::string& id : ids) {
    const auto number = model::parse_numeric_id(id);
    if (!number) break;
    numbers.push_back(*number);
  }
  const bool numeric = numbers.size() == ids.size();
  for (size_t i = 0; i < ids.size(); ++i) {
    if (ids[i].empty()) return bad_id(i, "the item id is empty");
    if (!model::is_valid_text(ids[i])) return bad_id(i, "the item id is not UTF-8 text without NUL");
    if (i > 0 && !(numeric ? numbers[i - 1] < numbers[i] : ids[i - 1] < ids[i])) {
      return bad_id(i,
                    "item ids must be sorted and unique, but \"" + ids[i] + "\" stands behind \"" + ids[i - 1] + "\"");
    }
  }
  if (numeric) {
    catalog.numeric_ids = model::pack(numbers);
  } else {
    catalog.ids = model::pack_strings(std::vector<std::string_view>(ids.begin(), ids.end()));
  }
  return ok_status();
}

// One text attribute of all items; texts that cannot be stored are empty and counted.
std::vector<std::string_view> collect(const data::SessionDataset& dataset, std::string data::ItemAttributes::*member,
                                      CatalogLosses& losses) {
  std::vector<std::string_view> texts;
  texts.reserve(dataset.attributes.size());
  for (const data::ItemAttributes& attributes : dataset.attributes) {
    const bool valid = model::is_valid_text(attributes.*member);
    texts.push_back(valid ? std::string_view(attributes.*member) : std::string_view());
    if (!valid) ++losses.bad_texts;
  }
  return texts;
}

bool all_empty(const std::vector<std::string_view>& texts) {
  return std::all_of(texts.begin(), texts.end(), [](std::string_view text) { return text.empty(); });
}

std::unique_ptr<schema::StringsT> pack_texts(const std::vector<std::string_view>& texts) {
  return all_empty(texts) ? nullptr : model::pack_strings(texts);
}

struct Codes {
  std::unique_ptr<schema::StringsT> names;
  std::unique_ptr<schema::PackedIntsT> codes;
  uint32_t rare_names = 0;
  uint32_t rare_items = 0;
};

Codes pack_codes(const std::vector<std::string_view>& texts) {
  Codes result;
  if (all_empty(texts)) return result;
  std::map<std::string_view, uint32_t> counts;
  for (const std::string_view text : texts) ++counts[text];
  counts.erase("");
  // The most frequent names stay; of equally frequent ones those that come first in byte order.
  std::vector<std::pair<std::string_view, uint32_t>> ranked(counts.begin(), counts.end());
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  const size_t room = model::kMaxAttributeNames - 1;
  for (size_t i = room; i < ranked.size(); ++i) {
    ++result.rare_names;
    result.rare_items += ranked[i].second;
    counts.erase(ranked[i].first);
  }
  std::vector<std::string_view> names = {""};
  for (auto& [name, code] : counts) {
    code = static_cast<uint32_t>(names.size());
    names.push_back(name);
  }
  std::vector<uint32_t> codes;
  codes.reserve(texts.size());
  for (const std::string_view text : texts) {
    const auto found = counts.find(text);
    codes.push_back(found == counts.end() ? 0 : found->second);
  }
  result.names = model::pack_strings(names);
  result.codes = model::pack(codes);
  return result;
}

std::vector<float> pack_prices(const data::SessionDataset& dataset, CatalogLosses& losses) {
  std::vector<float> prices;
  bool any = false;
  for (const data::ItemAttributes& attributes : dataset.attributes) {
    const bool known = !std::isnan(attributes.price);
    const bool usable = known && std::isfinite(attributes.price) && attributes.price >= 0.0f;
    if (known && !usable) ++losses.bad_prices;
    any = any || usable;
    prices.push_back(usable ? attributes.price : std::numeric_limits<float>::quiet_NaN());
  }
  return any ? prices : std::vector<float>();
}

}  // namespace

Result<PackedCatalog> pack_catalog(const data::SessionDataset& dataset) {
  const size_t item_count = dataset.item_count();
  if (item_count == 0) return invalid_argument("there are no items to publish");
  if (item_count > model::kMaxItems) {
    return Status(Code::kLimit, "there are " + std::to_string(item_count) + " items; a model holds at most " +
                                    std::to_string(model::kMaxItems));
  }
  if (!dataset.attributes.empty() && dataset.attributes.size() != item_count) {
    return invalid_argument("there are attributes for " + std::to_string(dataset.attributes.size()) + " of " +
                            std::to_string(item_count) + " items");
  }
  PackedCatalog packed;
  packed.catalog = std::make_unique<schema::CatalogT>();
  schema::CatalogT& catalog = *packed.catalog;
  catalog.item_count = static_cast<uint32_t>(item_count);
  NEARSHELF_RETURN_IF_ERROR(pack_ids(dataset.item_ids, catalog));

  CatalogLosses& losses = packed.losses;
  Codes categories = pack_codes(collect(dataset, &data::ItemAttributes::category, losses));
  catalog.category_names = std::move(categories.names);
  catalog.categories = std::move(categories.codes);
  losses.rare_categories = categories.rare_names;
  losses.rare_category_items = categories.rare_items;
  Codes brands = pack_codes(collect(dataset, &data::ItemAttributes::brand, losses));
  catalog.brand_names = std::move(brands.names);
  catalog.brands = std::move(brands.codes);
  losses.rare_brands = brands.rare_names;
  losses.rare_brand_items = brands.rare_items;
  catalog.prices = pack_prices(dataset, losses);
  catalog.titles = pack_texts(collect(dataset, &data::ItemAttributes::title, losses));
  catalog.urls = pack_texts(collect(dataset, &data::ItemAttributes::url, losses));
  catalog.images = pack_texts(collect(dataset, &data::ItemAttributes::image, losses));
  return packed;
}

}  // namespace nearshelf::publisher
