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

// What is fitted: the parameters of the device, and the sharpness of the likelihood, which changes no ranking.
struct BlendFit {
  ranking::BlendParameters blend;
  float sharpness = 1.0f;
};

// One thread's scratch; one entry per item.
struct LikelihoodScratch {
  ranking::Evidence evidence;
  std::vector<int32_t> dots;
  std::vector<float> log_probabilities;  // log p, zeros without a GRU
  std::vector<float> probabilities;      // p, zeros without a GRU
  std::vector<float> masses;             // the sum in the formula below
  std::vector<float> log_scores;         // logarithm of the score, before it is sharpened
  std::vector<float> shares;             // P(item | prefix)
};

// log P(label | prefix) for
//   P(i | prefix) ~ (p(i)^gru_power * (evidence(i) + popular_mass * prior(i) + gru_mass * p(i)))^sharpness
// over the catalog, with p the softmax of the session model: the score of sdk/ranking/blend.h, whose order is the same
// for every sharpness. Without that freedom a fit would have to give up order for calibration. Adds to `gradient` its
// derivatives by the logarithms of what is fitted, times P(label)^focus: with a focus above 0 labels that no setting
// can bring near the top have less to say (the q-likelihood of Ferrari & Yang 2010).
double log_likelihood(const BlendContext& context, const BlendFit& fit, const BlendCase& sample, float focus,
                      LikelihoodScratch& scratch, BlendFit& gradient);

}  // namespace nearshelf::evaluation

#endif  // NEARSHELF_SERVER_SYNC_EVALUATION_BLEND_LIKELIHOOD_H_
