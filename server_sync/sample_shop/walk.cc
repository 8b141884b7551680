#include "server_sync/sample_shop/walk.h"

#include <algorithm>
#include <array>

namespace nearshelf::sample_shop {
namespace {

enum Move : size_t { kSubstitute, kFurtherDown, kComplement, kBack, kSameCategory, kFavourite, kPopular, kMoveCount };
constexpr std::array<double, kMoveCount> kMoveWeights = {0.28, 0.10, 0.11, 0.12, 0.20, 0.11, 0.08};

constexpr double kBounce = 0.3;     // visits of one view
constexpr double kThorough = 0.12;  // visits that compare for long
constexpr double kStop = 0.22;      // after a view of an ordinary visit
constexpr double kThoroughStop = 0.07;
constexpr double kResume = 0.2;        // a returning shopper starts where the last visit ended
constexpr double kOwnInterest = 0.65;  // the visit is about a favourite, not about what the shop shows
constexpr double kNextOnPage = 0.45;   // the next product of the page, else one further down
constexpr size_t kListHead = 4;        // flattens the Zipf chances at the head of a list of related products
constexpr double kLastButOne = 0.5;    // going back: to the view before, else to an earlier one
constexpr int kTastings = 4;           // products looked at in passing before one is opened whatever it is
constexpr size_t kMaxViews = 120;

}  // namespace

uint32_t Walk::favourite_category(const Shopper& shopper) {
  // The first favourite as often as all later ones together.
  size_t place = random_.geometric(0.5);
  place = std::min(place, shopper.categories.size() - 1);
  return shopper.categories[place];
}

uint32_t Walk::first(const Shopper& shopper) {
  if (shopper.last_item && random_.chance(kResume)) return *shopper.last_item;
  const uint32_t category = random_.chance(kOwnInterest) ? favourite_category(shopper)
                                                         : catalog_.products[trends_.draw(day_, random_)].category;
  uint32_t product = trends_.draw_in_category(category, day_, random_);
  for (int i = 0; i < kTastings && !random_.chance(taste_match(shopper, catalog_.products[product])); ++i) {
    product = trends_.draw_in_category(category, day_, random_);
  }
  return product;
}

// One of a list that is best first, with Zipf chances.
std::optional<uint32_t> Walk::from_list(std::span<const uint32_t> list) {
  if (list.empty()) return std::nullopt;
  std::array<double, 16> weights;
  const size_t count = std::min(list.size(), weights.size());
  for (size_t i = 0; i < count; ++i) weights[i] = 1.0 / static_cast<double>(i + kListHead);
  return list[WeightedChoice(std::span(weights).first(count)).draw(random_)];
}

std::optional<uint32_t> Walk::further_down(uint32_t product) {
  const std::vector<uint32_t>& page = catalog_.listing[catalog_.products[product].category];
  const size_t at = catalog_.listing_position[product] + 1 + random_.geometric(kNextOnPage);
  if (at >= page.size()) return std::nullopt;
  return page[at];
}

std::optional<uint32_t> Walk::back(std::span<const uint32_t> seen) {
  const size_t steps = 1 + random_.geometric(kLastButOne);
  if (steps >= seen.size()) return std::nullopt;
  return seen[seen.size() - 1 - steps];
}

std::optional<uint32_t> Walk::candidate(const Shopper& shopper, std::span<const uint32_t> seen, size_t move) {
  const uint32_t here = seen.back();
  switch (move) {
    case kSubstitute: return from_list(catalog_.substitutes[here]);
    case kFurtherDown: return further_down(here);
    case kComplement: return from_list(catalog_.complements[here]);
    case kBack: return back(seen);
    case kSameCategory: return trends_.draw_in_category(catalog_.products[here].category, day_, random_);
    case kFavourite: return trends_.draw_in_category(favourite_category(shopper), day_, random_);
    default: return trends_.draw(day_, random_);
  }
}

uint32_t Walk::next(const Shopper& shopper, std::span<const uint32_t> seen) {
  static const WeightedChoice moves(kMoveWeights);
  for (int tasting = 0;; ++tasting) {
    const size_t move = moves.draw(random_);
    const std::optional<uint32_t> found = candidate(shopper, seen, move);
    if (!found || *found == seen.back() || trends_.appeal(*found, day_) <= 0) continue;
    // What was opened before is known to be of interest.
    if (move == kBack || tasting >= kTastings) return *found;
    if (random_.chance(taste_match(shopper, catalog_.products[*found]))) return *found;
  }
}

std::vector<uint32_t> Walk::visit(const Shopper& shopper, size_t day) {
  day_ = day;
  std::vector<uint32_t> seen = {first(shopper)};
  if (random_.chance(kBounce)) return seen;
  const double stop = random_.chance(kThorough) ? kThoroughStop : kStop;
  do {
    seen.push_back(next(shopper, seen));
  } while (seen.size() < kMaxViews && !random_.chance(stop));
  return seen;
}

}  // namespace nearshelf::sample_shop
