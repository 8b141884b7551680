#include "sdk/ranking/evidence.h"

#include <algorithm>

#include "sdk/ranking/rules.h"

namespace nearshelf::ranking {
namespace {

void clear(Evidence& evidence, uint32_t item_count) {
  if (evidence.masses.size() == item_count) {
    for (const uint32_t item : evidence.touched) evidence.masses[item] = ItemMass();
  } else {
    evidence.masses.assign(item_count, ItemMass());
  }
  evidence.touched.clear();
}

void add(Evidence& evidence, uint32_t item, float ItemMass::*part, float mass) {
  if (mass <= 0.0f) return;
  ItemMass& masses = evidence.masses[item];
  if (masses.total() == 0.0f) evidence.touched.push_back(item);
  masses.*part += mass;
}

}  // namespace

CandidateClasses candidate_classes(uint32_t item, const SessionItems& session, const SessionIndex& index,
                                   const model::Catalog& catalog) {
  CandidateClasses classes;
  if (!index.empty()) {
    classes.count = static_cast<uint8_t>(std::min(index.count_level(item), kCountLevels - 1));
    classes.trend = static_cast<uint8_t>(index.trend_level(item));
  }
  classes.repeats = static_cast<uint8_t>(repeat_class(session.clicks_of(item)));
  classes.age = static_cast<uint8_t>(std::min(session.age_plus_one(item), kAges));
  const uint32_t last = session.items().front().item;
  const uint16_t category = catalog.category(item);
  const uint16_t brand = catalog.brand(item);
  const bool same_category = category != 0 && category == catalog.category(last);
  const bool same_brand = brand != 0 && brand == catalog.brand(last);
  classes.attributes = static_cast<uint8_t>((same_category ? 1 : 0) | (same_brand ? 2 : 0));
  return classes;
}

float candidate_factor(const CandidateClasses& classes, const BlendParameters& parameters) {
  return parameters.candidate_count[classes.count] * parameters.candidate_trend[classes.trend] *
         parameters.candidate_repeats[classes.repeats] * parameters.candidate_age[classes.age] *
         parameters.candidate_attributes[classes.attributes];
}

void gather_evidence(const SessionIndex& index, const model::Catalog& catalog, const BlendParameters& parameters,
                     const EvidenceSources& sources, Evidence& evidence) {
  clear(evidence, catalog.item_count());
  const std::span<const SessionItem> items = evidence.session.items();
  if (sources.neighbors && !index.empty()) {
    find_neighbors(index, items, evidence.search);
    for (const Neighbor& neighbor : evidence.search.neighbors) {
      const float weight = neighbor_weight(neighbor, parameters);
      visit_places(index, neighbor, [&](uint32_t item, uint32_t distance) {
        add(evidence, item, &ItemMass::neighbors, weight * parameters.distance[distance]);
      });
    }
  }
  if (sources.rules && !index.empty()) {
    const uint32_t last = items.front().item;
    const float weight = parameters.rule_count[std::min(index.count_level(last), kCountLevels - 1)];
    visit_rules(index, last, [&](uint32_t item, uint32_t step) {
      add(evidence, item, &ItemMass::rules, weight * parameters.rule_step[step]);
    });
  }
  for (const uint32_t item : evidence.touched) {
    const float factor = candidate_factor(candidate_classes(item, evidence.session, index, catalog), parameters);
    evidence.masses[item].neighbors *= factor;
    evidence.masses[item].rules *= factor;
  }
  if (!sources.own_items) return;
  visit_own_clicks(evidence.session, [&](uint32_t item, uint32_t age, uint32_t repeats) {
    add(evidence, item, &ItemMass::own, parameters.own_age[age] * parameters.own_repeats[repeats]);
  });
  visit_own_follow(evidence.session, [&](uint32_t item, uint32_t step) {
    add(evidence, item, &ItemMass::own, parameters.own_follow[step]);
  });
}

}  // namespace nearshelf::ranking
