// How likely the blend holds the item that was clicked next, and in which direction its parameters should move.
#ifndef NEARSHELF_SERVER_SYNC_EVALUATION_BLEND_LIKELIHOOD_H_
#define NEARSHELF_SERVER_SYNC_EVALUATION_BLEND_LIKELIHOOD_H_

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "sdk/model/model.h"
#include "sdk/ranking/blend_parameters.h"
#include "sdk/ranking/evidence.h"
#include "sdk/ranking/gru.h"
#include "sdk/ranking/session_index.h"

namespace nearshelf::evaluation {

// What all cases share; immutable, used by several threads.
struct BlendContext {
  std::shared_ptr<const model::Model> model;
  std::unique_ptr<const ranking::Gru> gru;  // null: a model without
  ranking::SessionIndex index;
  std::vector<float> prior;
};

// A prefix and the item clicked next; the query is made once, as it does not depend on the parameters.
struct BlendCase {
  std::span<const uint32_t> prefix;  // not empty
  uint32_t label = 0;
  ranking::QuantizedQuery query;  // empty without a GRU
};

// One thread's scratch.
struct LikelihoodScratch {
  ranking::Evidence evidence;
  std::vector<int32_t> dots;
  std::vector<float> log_probabilities;
  std::vector<float> powers;
};

// log P(label | prefix) under score(i) = p(i)^gru_power * (evidence(i) + popular_mass * prior(i) + gru_mass * p(i)),
// normalised over the catalog, with p the softmax of the session model. Adds its derivatives by the logarithms of the
// parameters to `gradient`, which has the shape of the parameters.
double log_likelihood(const BlendContext& context, const ranking::BlendParameters& parameters, const BlendCase& sample,
                      LikelihoodScratch& scratch, ranking::BlendParameters& gradient);

}  // namespace nearshelf::evaluation

#endif  // NEARSHELF_SERVER_SYNC_EVALUATION_BLEND_LIKELIHOOD_H_
