#include "server_sync/evaluation/blend_likelihood.h"

#include <algorithm>
#include <cmath>

#include "sdk/ranking/kernels/arrays.h"
#include "sdk/ranking/neighbors.h"
#include "sdk/ranking/rules.h"

namespace nearshelf::evaluation {
namespace {

using ranking::BlendParameters;
using ranking::CandidateClasses;
using ranking::ItemMass;

void score_session_model(const BlendContext& context, const BlendCase& sample, LikelihoodScratch& scratch) {
  const size_t items = context.model->item_count();
  std::vector<float>& logs = scratch.log_probabilities;
  logs.assign(items, 0.0f);
  scratch.probabilities.assign(items, 0.0f);
  if (!context.gru) return;
  scratch.dots.resize(items);
  context.gru->score_all(sample.query, scratch.dots, logs);
  const float highest = ranking::maximum(logs);
  for (size_t i = 0; i < items; ++i) scratch.probabilities[i] = logs[i] - highest;
  ranking::exp_in_place(scratch.probabilities);
  const float total = ranking::sum(scratch.probabilities);
  const float log_total = highest + std::log(total);
  for (size_t i = 0; i < items; ++i) {
    logs[i] -= log_total;
    scratch.probabilities[i] /= total;
  }
}

// The sums over the catalog that derivatives need.
struct DenseSums {
  double prior = 0.0;            // share * prior / mass
  double probability = 0.0;      // share * p / mass
  double log_probability = 0.0;  // share * log p
  double log_score = 0.0;        // share * log score
};

// Fills scratch.log_scores and scratch.shares from scratch.masses.
DenseSums share_out(const std::vector<float>& prior, float power, float sharpness, LikelihoodScratch& scratch) {
  const size_t items = scratch.masses.size();
  scratch.log_scores.resize(items);
  scratch.shares.resize(items);
  for (size_t i = 0; i < items; ++i) {
    scratch.log_scores[i] = std::log(scratch.masses[i]) + power * scratch.log_probabilities[i];
  }
  const float highest = ranking::maximum(scratch.log_scores);
  for (size_t i = 0; i < items; ++i) scratch.shares[i] = sharpness * (scratch.log_scores[i] - highest);
  ranking::exp_in_place(scratch.shares);
  const float total = ranking::sum(scratch.shares);

  constexpr size_t kLanes = 16;  // independent sums, so that the compiler may use vectors
  float sums[4][kLanes] = {};
  for (size_t begin = 0; begin < items; begin += kLanes) {
    const size_t lanes = std::min(kLanes, items - begin);
    for (size_t j = 0; j < lanes; ++j) {
      const size_t i = begin + j;
      const float share = scratch.shares[i] / total;
      scratch.shares[i] = share;
      const float pull = share / scratch.masses[i];
      sums[0][j] += pull * prior[i];
      sums[1][j] += pull * scratch.probabilities[i];
      sums[2][j] += share * scratch.log_probabilities[i];
      sums[3][j] += share * scratch.log_scores[i];
    }
  }
  double totals[4] = {};
  for (size_t kind = 0; kind < 4; ++kind) {
    for (const float lane : sums[kind]) totals[kind] += lane;
  }
  return {totals[0], totals[1], totals[2], totals[3]};
}

// What one more unit of mass for an item would gain.
struct Pull {
  const LikelihoodScratch& scratch;
  uint32_t label;
  float scale;  // sharpness * P(label)^focus
  float operator()(uint32_t item) const {
    return scale * ((item == label ? 1.0f : 0.0f) - scratch.shares[item]) / scratch.masses[item];
  }
};

void add_candidate_gradient(const BlendContext& context, const Pull& pull, const ranking::Evidence& evidence,
                            BlendParameters& gradient) {
  for (const uint32_t item : evidence.touched) {
    const ItemMass& masses = evidence.masses[item];
    const float share = (masses.neighbors + masses.rules) * pull(item);
    const CandidateClasses classes = candidate_classes(item, evidence.session, context.index, context.model->catalog());
    gradient.candidate_count[classes.count] += share;
    gradient.candidate_trend[classes.trend] += share;
    gradient.candidate_repeats[classes.repeats] += share;
    gradient.candidate_age[classes.age] += share;
    gradient.candidate_attributes[classes.attributes] += share;
  }
}

void add_own_gradient(const BlendParameters& parameters, const Pull& pull, const ranking::SessionItems& session,
                      BlendParameters& gradient) {
  ranking::visit_own_clicks(session, [&](uint32_t item, uint32_t age, uint32_t repeats) {
    const float share = parameters.own_age[age] * parameters.own_repeats[repeats] * pull(item);
    gradient.own_age[age] += share;
    gradient.own_repeats[repeats] += share;
  });
  ranking::visit_own_follow(session, [&](uint32_t item, uint32_t step) {
    gradient.own_follow[step] += parameters.own_follow[step] * pull(item);
  });
}

// `unit_pulls`: by item, what a mass of 1 found for it gains.
void add_place_gradient(const BlendContext& context, const BlendParameters& parameters,
                        const ranking::Evidence& evidence, const std::vector<float>& unit_pulls,
                        BlendParameters& gradient) {
  for (const ranking::Neighbor& neighbor : evidence.search.neighbors) {
    const float weight = ranking::neighbor_weight(neighbor, parameters);
    float share = 0.0f;
    ranking::visit_places(context.index, neighbor, [&](uint32_t item, uint32_t distance) {
      const float part = weight * parameters.distance[distance] * unit_pulls[item];
      gradient.distance[distance] += part;
      share += part;
    });
    gradient.match[neighbor.match] += share;
    gradient.older_matches[neighbor.older_matches] += share;
    gradient.recency[neighbor.recency] += share;
    gradient.past_length[neighbor.past_length] += share;
    gradient.match_count[neighbor.match_count] += share;
    gradient.match_age[std::min<uint32_t>(neighbor.match_age, ranking::kAges - 1)] += share;
  }
  const uint32_t last = evidence.session.items().front().item;
  const uint32_t level = std::min(context.index.count_level(last), ranking::kCountLevels - 1);
  ranking::visit_rules(context.index, last, [&](uint32_t item, uint32_t step) {
    const float part = parameters.rule_count[level] * parameters.rule_step[step] * unit_pulls[item];
    gradient.rule_step[step] += part;
    gradient.rule_count[level] += part;
  });
}

}  // namespace

double log_likelihood(const BlendContext& context, const BlendFit& fit, const BlendCase& sample, float focus,
                      LikelihoodScratch& scratch, BlendFit& gradient) {
  const BlendParameters& parameters = fit.blend;
  const size_t items = context.model->item_count();
  const uint32_t length = ranking::length_class(sample.prefix.size());
  ranking::Evidence& evidence = scratch.evidence;
  evidence.session.assign(sample.prefix, static_cast<uint32_t>(items));
  ranking::gather_evidence(context.index, context.model->catalog(), parameters, {}, evidence);
  score_session_model(context, sample, scratch);

  const float popular_mass = parameters.popular_mass[length];
  const float gru_mass = context.gru ? parameters.gru_mass[length] : 0.0f;
  const float power = context.gru ? parameters.gru_power[length] : 0.0f;
  scratch.masses.resize(items);
  for (size_t i = 0; i < items; ++i) {
    scratch.masses[i] = popular_mass * context.prior[i] + gru_mass * scratch.probabilities[i];
  }
  for (const uint32_t item : evidence.touched) scratch.masses[item] += evidence.masses[item].total();
  const DenseSums sums = share_out(context.prior, power, fit.sharpness, scratch);

  const uint32_t label = sample.label;
  const double likelihood = std::log(std::max(scratch.shares[label], 1e-30f));
  const float weight = static_cast<float>(std::exp(focus * likelihood));
  const Pull pull = {scratch, label, fit.sharpness * weight};
  const float label_mass = scratch.masses[label];
  BlendParameters& blend = gradient.blend;
  blend.popular_mass[length] +=
      pull.scale * popular_mass * static_cast<float>(context.prior[label] / label_mass - sums.prior);
  blend.gru_mass[length] +=
      pull.scale * gru_mass * static_cast<float>(scratch.probabilities[label] / label_mass - sums.probability);
  blend.gru_power[length] +=
      pull.scale * power * static_cast<float>(scratch.log_probabilities[label] - sums.log_probability);
  gradient.sharpness += pull.scale * static_cast<float>(scratch.log_scores[label] - sums.log_score);

  add_own_gradient(parameters, pull, evidence.session, blend);
  if (context.index.empty()) return likelihood;
  add_candidate_gradient(context, pull, evidence, blend);
  // The shares have served; their array now holds what a mass of 1 gains.
  for (const uint32_t item : evidence.touched) {
    const CandidateClasses classes = candidate_classes(item, evidence.session, context.index, context.model->catalog());
    scratch.shares[item] = candidate_factor(classes, parameters) * pull(item);
  }
  add_place_gradient(context, parameters, evidence, scratch.shares, blend);
  return likelihood;
}

}  // namespace nearshelf::evaluation
