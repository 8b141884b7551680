// Which items a request lets through.
#ifndef NEARSHELF_SDK_RANKING_ITEM_FILTER_H_
#define NEARSHELF_SDK_RANKING_ITEM_FILTER_H_

#include <cstdint>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/model/catalog.h"
#include "sdk/ranking/recommender.h"

namespace nearshelf::ranking {

class ItemFilter {
 public:
  // Errors: kInvalidArgument for an inverted or NaN price range or an excluded item that is not in the catalog.
  // `catalog` must outlive the filter.
  static Result<ItemFilter> create(const Filter& filter, const model::Catalog& catalog);

  bool allows(uint32_t item) const;

 private:
  const model::Catalog* catalog_ = nullptr;
  // 1 for every value that is listed; empty = none is.
  std::vector<uint8_t> categories_;
  std::vector<uint8_t> brands_;
  std::vector<uint8_t> excluded_;
  std::optional<float> min_price_;
  std::optional<float> max_price_;
};

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_ITEM_FILTER_H_
