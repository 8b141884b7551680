#include <cmath>
#include <limits>
#include <string>

#include "sdk/c_api/boundary.h"
#include "sdk/c_api/handles.h"

namespace nearshelf::c_api {

Result<engine::RecommendOptions> read_options(const nsh_recommend_options* input) {
  engine::RecommendOptions options;
  if (!input) return options;
  NEARSHELF_RETURN_IF_ERROR(check_input(input, "options"));
  options.count = input->count;
  options.rankers = input->rankers;
  options.max_per_category = input->max_per_category;
  options.exclude_session_items = input->exclude_session_items != 0;
  options.exclude_purchased = input->exclude_purchased != 0;
  options.with_reasons = input->with_reasons != 0;
  if (!std::isnan(input->min_price)) options.min_price = input->min_price;
  if (!std::isnan(input->max_price)) options.max_price = input->max_price;
  NEARSHELF_RETURN_IF_ERROR(read_strings(input->categories, input->category_count, engine::kMaxListed,
                                         "options.categories", options.categories));
  NEARSHELF_RETURN_IF_ERROR(
      read_strings(input->brands, input->brand_count, engine::kMaxListed, "options.brands", options.brands));
  NEARSHELF_RETURN_IF_ERROR(read_strings(input->excluded_items, input->excluded_item_count, engine::kMaxListed,
                                         "options.excluded_items", options.excluded_items));
  return options;
}

namespace {

Result<const engine::RecommendedItem*> item_at(const nsh_recommendations* recommendations, size_t index) {
  NEARSHELF_RETURN_IF_ERROR(check_not_null(recommendations, "recommendations"));
  const auto& items = recommendations->value.items;
  if (index < items.size()) return &items[index];
  return invalid_argument(std::to_string(index) + " of " + std::to_string(items.size()), "index");
}

}  // namespace
}  // namespace nearshelf::c_api

using namespace nearshelf;         // NOLINT: the functions of this file only forward
using namespace nearshelf::c_api;  // NOLINT

extern "C" {

void nsh_recommend_options_init(nsh_recommend_options* options) {
  const engine::RecommendOptions defaults;
  *options = nsh_recommend_options{};
  options->struct_size = sizeof(*options);
  options->count = defaults.count;
  options->rankers = defaults.rankers;
  options->exclude_session_items = defaults.exclude_session_items;
  options->exclude_purchased = defaults.exclude_purchased;
  options->with_reasons = defaults.with_reasons;
  options->min_price = std::numeric_limits<float>::quiet_NaN();
  options->max_price = std::numeric_limits<float>::quiet_NaN();
}

size_t nsh_recommendations_count(const nsh_recommendations* recommendations) {
  return recommendations ? recommendations->value.items.size() : 0;
}

nsh_context nsh_recommendations_context(const nsh_recommendations* recommendations) {
  return recommendations ? static_cast<nsh_context>(recommendations->value.context) : NSH_CONTEXT_NONE;
}

nsh_status nsh_recommendations_get_item(const nsh_recommendations* recommendations, size_t index, nsh_item* item,
                                        nsh_error* error) {
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_output(item, "item"));
    NEARSHELF_ASSIGN_OR_RETURN(const engine::RecommendedItem* found, item_at(recommendations, index));
    nsh_item result = {};
    result.score = found->score;
    result.price = found->price;
    result.id = view_of(found->id);
    result.title = view_of(found->title);
    result.category = view_of(found->category);
    result.brand = view_of(found->brand);
    result.url = view_of(found->url);
    result.image = view_of(found->image);
    result.reason_count = found->reasons.size();
    write_output(result, item);
    return ok_status();
  });
}

nsh_status nsh_recommendations_get_reason(const nsh_recommendations* recommendations, size_t index, size_t reason_index,
                                          nsh_reason* reason, nsh_error* error) {
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_output(reason, "reason"));
    NEARSHELF_ASSIGN_OR_RETURN(const engine::RecommendedItem* item, item_at(recommendations, index));
    if (reason_index >= item->reasons.size()) {
      return invalid_argument(std::to_string(reason_index) + " of " + std::to_string(item->reasons.size()),
                              "reason_index");
    }
    const engine::ItemReason& found = item->reasons[reason_index];
    nsh_reason result = {};
    result.kind = static_cast<nsh_reason_kind>(found.kind);
    result.share = found.share;
    result.item_id = view_of(found.item_id);
    result.item_title = view_of(found.item_title);
    write_output(result, reason);
    return ok_status();
  });
}

void nsh_recommendations_free(nsh_recommendations* recommendations) { delete recommendations; }

}  // extern "C"
