// Why each result is where it is.
#ifndef NEARSHELF_SDK_RANKING_REASONS_H_
#define NEARSHELF_SDK_RANKING_REASONS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "sdk/model/catalog.h"
#include "sdk/ranking/blend.h"
#include "sdk/ranking/evidence.h"
#include "sdk/ranking/recommender.h"

namespace nearshelf::ranking {

// A reason with a smaller share than this is not told; the others take it over.
inline constexpr float kLeastShare = 0.05f;

// Everything that made the scores; views into what the request used.
struct ReasonSources {
  const SessionIndex* index = nullptr;
  const model::Catalog* catalog = nullptr;
  const BlendParameters* parameters = nullptr;
  const Evidence* evidence = nullptr;  // null: nothing is known of the session
  const BlendScores* scores = nullptr;
  BlendWeights weights;
  std::span<const float> prior;  // empty = uniform
};

// Reused from call to call.
struct ReasonScratch {
  std::vector<uint32_t> slots;  // per item: place among the results + 1; all zero between calls
  std::vector<float> support;   // per result and age: mass of the neighbours whose newest shared item has this age
};

// Fills results[i].reasons, largest share first. The score is a product of what the session model gives and of a sum of
// masses; each factor's share is the logarithm by which it lifts the item over a catalog of equals, and the masses
// divide theirs in proportion.
void add_reasons(const ReasonSources& sources, std::span<Recommendation> results, ReasonScratch& scratch);

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_REASONS_H_
