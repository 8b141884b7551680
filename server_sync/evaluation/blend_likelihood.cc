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

// The dense half: sums over the catalog of p^power times prior, p and (both and evidence) * log p.
struct DenseSums {
  double prior = 0.0;
  double gru = 0.0;
  double log_weighted = 0.0;  // sum of score * log p
};

void score_session_model(const BlendContext& context, const BlendCase& sample, float power,
                         LikelihoodScratch& scratch) {
  const size_t items = context.model->item_count();
  scratch.log_probabilities.assign(items, 0.0f);
  scratch.powers.assign(items, 1.0f);
  if (!context.gru) return;
  scratch.dots.resize(items);
  std::vector<float>& logs = scratch.log_probabilities;
  context.gru->score_all(sample.query, scratch.dots, logs);
  const float highest = ranking::maximum(logs);
  for (size_t i = 0; i < items; ++i) scratch.powers[i] = logs[i] - highest;
  ranking::exp_in_place(scratch.powers);
  const float log_sum = highest + std::log(ranking::sum(scratch.powers));
  for (size_t i = 0; i < items; ++i) {
    logs[i] -= log_sum;
    scratch.powers[i] = power * logs[i];
  }
  ranking::exp_in_place(scratch.powers);
}

}  // namespace

double log_likelihood(const BlendContext& context, const BlendParameters& parameters, const BlendCase& sample,
                      LikelihoodScratch& scratch, BlendParameters& gradient) {
  const uint32_t length = ranking::length_class(sample.prefix.size());
  const bool has_gru = context.gru != nullptr;
  const float power = has_gru ? parameters.gru_power[length] : 0.0f;
  const float popular_mass = parameters.popular_mass[length];
  const float gru_mass = has_gru ? parameters.gru_mass[length] : 0.0f;
  const size_t items = context.model->item_count();

  ranking::Evidence& evidence = scratch.evidence;
  evidence.session.assign(sample.prefix, static_cast<uint32_t>(items));
  ranking::gather_evidence(context.index, context.model->catalog(), parameters, {}, evidence);
  score_session_model(context, sample, power, scratch);
  const std::vector<float>& logs = scratch.log_probabilities;
  const std::vector<float>& powers = scratch.powers;

  DenseSums sums;
  for (size_t i = 0; i < items; ++i) {
    const float p = has_gru && gru_mass > 0 ? std::exp(logs[i]) : 0.0f;
    const float prior = powers[i] * context.prior[i];
    const float model = powers[i] * p;
    sums.prior += prior;
    sums.gru += model;
    sums.log_weighted += (popular_mass * prior + gru_mass * model) * logs[i];
  }
  double total = popular_mass * sums.prior + gru_mass * sums.gru;
  for (const uint32_t item : evidence.touched) {
    const double score = powers[item] * evidence.masses[item].total();
    total += score;
    sums.log_weighted += score * logs[item];
  }

  const uint32_t label = sample.label;
  const float label_p = has_gru ? std::exp(logs[label]) : 0.0f;
  const float label_mass =
      evidence.masses[label].total() + popular_mass * context.prior[label] + gru_mass * label_p;
  const double likelihood = power * logs[label] + std::log(label_mass) - std::log(total);

  gradient.popular_mass[length] +=
      popular_mass * static_cast<float>(context.prior[label] / label_mass - sums.prior / total);
  if (has_gru) {
    gradient.gru_mass[length] += gru_mass * static_cast<float>(label_p / label_mass - sums.gru / total);
    gradient.gru_power[length] += power * static_cast<float>(logs[label] - sums.log_weighted / total);
  }

  // d log-likelihood / d mass of item i, times the mass, is what every factor of that mass receives.
  const float inverse_total = static_cast<float>(1.0 / total);
  const auto pull = [&](uint32_t item) {
    return (item == label ? 1.0f / label_mass : 0.0f) - powers[item] * inverse_total;
  };
  const model::Catalog& catalog = context.model->catalog();
  for (const uint32_t item : evidence.touched) {
    const ItemMass& masses = evidence.masses[item];
    const float found = masses.neighbors + masses.rules;
    if (found == 0.0f) continue;
    const CandidateClasses classes = candidate_classes(item, evidence.session, context.index, catalog);
    const float share = found * pull(item);
    gradient.candidate_count[classes.count] += share;
    gradient.candidate_trend[classes.trend] += share;
    gradient.candidate_repeats[classes.repeats] += share;
    gradient.candidate_age[classes.age] += share;
    gradient.candidate_attributes[classes.attributes] += share;
  }
  // From here on, masses.own holds what a mass of 1 found for the item pulls.
  const std::span<const ranking::SessionItem> session = evidence.session.items();
  for (size_t age = 0; age < session.size(); ++age) {
    const ranking::OwnClasses own = ranking::own_classes(evidence.session.clicks(), age, session[age].clicks);
    const float share = parameters.own_age[own.age] * parameters.own_repeats[own.repeats] * pull(session[age].item);
    gradient.own_age[own.age] += share;
    gradient.own_repeats[own.repeats] += share;
  }
  for (const uint32_t item : evidence.touched) {
    const CandidateClasses classes = candidate_classes(item, evidence.session, context.index, catalog);
    evidence.masses[item].own = candidate_factor(classes, parameters) * pull(item);
  }
  if (context.index.empty()) return likelihood;
  for (const ranking::Neighbor& neighbor : evidence.search.neighbors) {
    const float weight = ranking::neighbor_weight(neighbor, parameters);
    float share = 0.0f;
    ranking::visit_places(context.index, neighbor, [&](uint32_t item, uint32_t distance) {
      const float part = weight * parameters.distance[distance] * evidence.masses[item].own;
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
  const uint32_t last = session.front().item;
  const uint32_t rule = std::min(context.index.count_level(last), ranking::kCountLevels - 1);
  ranking::visit_rules(context.index, last, [&](uint32_t item, uint32_t step) {
    const float part = parameters.rule_count[rule] * parameters.rule_step[step] * evidence.masses[item].own;
    gradient.rule_step[step] += part;
    gradient.rule_count[rule] += part;
  });
  return likelihood;
}

}  // namespace nearshelf::evaluation
