// What is asked of the engine and what it answers, in the shop's own terms: ids and names, not dense indexes.
#ifndef NEARSHELF_SDK_ENGINE_RECOMMENDATIONS_H_
#define NEARSHELF_SDK_ENGINE_RECOMMENDATIONS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sdk/ranking/recommender.h"

namespace nearshelf::engine {

inline constexpr uint32_t kMaxCount = 1000;
inline constexpr size_t kMaxListed = 100'000;  // ids or names in one list of a request

struct RecommendOptions {
  uint32_t count = 20;
  uint32_t rankers = ranking::kAllRankers;
  uint32_t max_per_category = 0;  // 0 = no limit
  bool exclude_session_items = false;
  bool exclude_purchased = true;
  bool with_reasons = true;
  std::optional<float> min_price{};
  std::optional<float> max_price{};
  std::vector<std::string> categories{};  // empty = any
  std::vector<std::string> brands{};      // empty = any
  std::vector<std::string> excluded_items{};
};

// Numbers are part of the ABI.
enum class Context : int {
  kNone = 0,     // nothing is known of the shopper
  kSession = 1,  // the items of the session
  kHistory = 2,  // the last items of earlier sessions
};

struct ItemReason {
  ranking::ReasonKind kind = ranking::ReasonKind::kPopular;
  float share = 0.0f;
  std::string item_id;  // empty = it speaks of no item
  std::string item_title;
};

// Strings are empty and price is NaN where the model does not know them.
struct RecommendedItem {
  std::string id;
  float score = 0.0f;
  float price = 0.0f;
  std::string title;
  std::string category;
  std::string brand;
  std::string url;
  std::string image;
  std::vector<ItemReason> reasons;  // largest share first
};

struct Recommendations {
  Context context = Context::kNone;
  std::vector<RecommendedItem> items;  // best first
};

}  // namespace nearshelf::engine

#endif  // NEARSHELF_SDK_ENGINE_RECOMMENDATIONS_H_
