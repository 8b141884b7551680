// Where a shopper looks next.
#ifndef NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_WALK_H_
#define NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_WALK_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "server_sync/sample_shop/calendar.h"
#include "server_sync/sample_shop/products.h"
#include "server_sync/sample_shop/random.h"
#include "server_sync/sample_shop/shoppers.h"

namespace nearshelf::sample_shop {

// The products of one visit, step by step. `catalog`, `trends` and `random` must outlive it.
class Walk {
 public:
  Walk(const Catalog& catalog, const Trends& trends, Random& random)
      : catalog_(catalog), trends_(trends), random_(random) {}

  // The products that `shopper` views on `day`, in order; at least one.
  std::vector<uint32_t> visit(const Shopper& shopper, size_t day);

 private:
  uint32_t first(const Shopper& shopper);
  uint32_t next(const Shopper& shopper, std::span<const uint32_t> seen);
  std::optional<uint32_t> candidate(const Shopper& shopper, std::span<const uint32_t> seen, size_t move);
  std::optional<uint32_t> from_list(std::span<const uint32_t> list);
  std::optional<uint32_t> further_down(uint32_t product);
  std::optional<uint32_t> back(std::span<const uint32_t> seen);
  uint32_t favourite_category(const Shopper& shopper);

  const Catalog& catalog_;
  const Trends& trends_;
  Random& random_;
  size_t day_ = 0;
};

}  // namespace nearshelf::sample_shop

#endif  // NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_WALK_H_
