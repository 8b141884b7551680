// The masses that past sessions and the present one give to items: the sparse half of the blend.
//
//   evidence(i) = candidate_factor(i) * (neighbors(i) + rules(i)) + own(i)
#ifndef NEARSHELF_SDK_RANKING_EVIDENCE_H_
#define NEARSHELF_SDK_RANKING_EVIDENCE_H_

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "sdk/model/catalog.h"
#include "sdk/ranking/blend_parameters.h"
#include "sdk/ranking/neighbors.h"
#include "sdk/ranking/session_index.h"
#include "sdk/ranking/session_items.h"

namespace nearshelf::ranking {

// What is known of an item before any neighbour is looked at, by the indexes of its factors in BlendParameters.
struct CandidateClasses {
  uint8_t count = 0;
  uint8_t trend = 0;
  uint8_t repeats = 0;
  uint8_t age = 0;
  uint8_t attributes = 0;
};

// `session` must not be empty. An index without sessions gives counts and trends of 0.
CandidateClasses candidate_classes(uint32_t item, const SessionItems& session, const SessionIndex& index,
                                   const model::Catalog& catalog);
float candidate_factor(const CandidateClasses& classes, const BlendParameters& parameters);

// Calls visit(item, entry of own_age, entry of own_repeats) for every click of the session, newest first.
template <class Visit>
void visit_own_clicks(const SessionItems& session, Visit&& visit) {
  const std::span<const uint32_t> clicks = session.clicks();
  const uint32_t length = length_class(clicks.size());
  for (size_t ago = 0; ago < clicks.size(); ++ago) {
    const uint32_t item = clicks[clicks.size() - 1 - ago];
    visit(item, length * kAges + click_age_class(ago), length * kRepeatClasses + repeat_class(session.clicks_of(item)));
  }
}

// Calls visit(item, step) for every place 1 .. kRuleSteps after an earlier click of the last item, with step = place
// - 1.
template <class Visit>
void visit_own_follow(const SessionItems& session, Visit&& visit) {
  const std::span<const uint32_t> clicks = session.clicks();
  for (size_t i = 0; i + 1 < clicks.size(); ++i) {
    if (clicks[i] != clicks.back()) continue;
    const size_t steps = std::min<size_t>(clicks.size() - 1 - i, kRuleSteps);
    for (size_t step = 0; step < steps; ++step) visit(clicks[i + 1 + step], static_cast<uint32_t>(step));
  }
}

struct ItemMass {
  float neighbors = 0.0f;
  float rules = 0.0f;
  float own = 0.0f;
  float total() const { return (neighbors + rules) + own; }
};

struct EvidenceSources {
  bool neighbors = true;
  bool rules = true;
  bool own_items = true;
};

// Reused from call to call. masses is by item and zero but for `touched`.
struct Evidence {
  SessionItems session;
  NeighborSearch search;
  std::vector<ItemMass> masses;
  std::vector<uint32_t> touched;  // each item once, in the order in which it was found
};

// Fills evidence.masses and evidence.touched for evidence.session, which must not be empty.
void gather_evidence(const SessionIndex& index, const model::Catalog& catalog, const BlendParameters& parameters,
                     const EvidenceSources& sources, Evidence& evidence);

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_EVIDENCE_H_
