// The masses that past sessions and the present one give to items: the sparse half of the blend.
//
//   evidence(i) = candidate_factor(i) * (neighbors(i) + rules(i)) + own(i)
#ifndef NEARSHELF_SDK_RANKING_EVIDENCE_H_
#define NEARSHELF_SDK_RANKING_EVIDENCE_H_

#include <cstdint>
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

// Entries of own_age and own_repeats for the item of age `age` that was clicked `clicks` times.
struct OwnClasses {
  uint32_t age = 0;
  uint32_t repeats = 0;
};
OwnClasses own_classes(size_t session_clicks, size_t age, uint32_t clicks);

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

// Powers of two of the mass that was found in all: below 2^-3 is class 0, from 2^7 on the last.
uint32_t evidence_class(const Evidence& evidence);

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_EVIDENCE_H_
