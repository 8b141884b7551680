#include "sdk/ranking/reasons.h"

#include <algorithm>
#include <optional>

#include "sdk/ranking/kernels/math.h"
#include "sdk/ranking/neighbors.h"

namespace nearshelf::ranking {
namespace {

// For every result, how much of its neighbours' mass came through each item of the session.
void find_support(const ReasonSources& sources, std::span<const Recommendation> results, ReasonScratch& scratch) {
  scratch.support.assign(results.size() * kMaxMatchedItems, 0.0f);
  const bool any = std::any_of(results.begin(), results.end(), [&](const Recommendation& result) {
    return sources.evidence->masses[result.item].neighbors > 0.0f;
  });
  if (!any) return;
  scratch.slots.resize(sources.catalog->item_count(), 0);
  for (size_t i = 0; i < results.size(); ++i) scratch.slots[results[i].item] = static_cast<uint32_t>(i + 1);
  for (const Neighbor& neighbor : sources.evidence->search.neighbors) {
    const float weight = neighbor_weight(neighbor, *sources.parameters);
    visit_places(*sources.index, neighbor, [&](uint32_t item, uint32_t distance) {
      const uint32_t slot = scratch.slots[item];
      if (slot == 0) return;
      scratch.support[(slot - 1) * kMaxMatchedItems + neighbor.match_age] +=
          weight * sources.parameters->distance[distance];
    });
  }
  for (const Recommendation& result : results) scratch.slots[result.item] = 0;
}

// The item of the session that the neighbours of `result` share most; none when it is only the result itself.
std::optional<uint32_t> shared_item(const ReasonSources& sources, uint32_t result, std::span<const float> support) {
  const std::span<const SessionItem> items = sources.evidence->session.items();
  std::optional<uint32_t> best;
  float most = 0.0f;
  for (size_t age = 0; age < std::min(items.size(), support.size()); ++age) {
    if (items[age].item == result || support[age] <= most) continue;
    most = support[age];
    best = items[age].item;
  }
  return best;
}

// The reasons that rest on masses, with the masses as shares.
void add_masses(const ReasonSources& sources, uint32_t item, std::span<const float> support,
                std::vector<Reason>& reasons) {
  const Evidence& evidence = *sources.evidence;
  const ItemMass& masses = evidence.masses[item];
  const uint32_t last = evidence.session.items().front().item;
  // What is found through the item itself is the shopper coming back to it.
  float own = masses.own;
  if (masses.neighbors > 0.0f) {
    const std::optional<uint32_t> shared = shared_item(sources, item, support);
    if (shared) {
      reasons.push_back({ReasonKind::kSimilarSessions, shared, masses.neighbors});
    } else {
      own += masses.neighbors;
    }
  }
  if (masses.rules > 0.0f) {
    if (item != last) {
      reasons.push_back({ReasonKind::kOftenNext, last, masses.rules});
    } else {
      own += masses.rules;
    }
  }
  if (own > 0.0f) reasons.push_back({ReasonKind::kSeenBefore, item, own});
}

Reason popular_reason(const ReasonSources& sources, uint32_t item, float mass) {
  if (sources.evidence) {
    const uint32_t last = sources.evidence->session.items().front().item;
    const uint16_t category = sources.catalog->category(item);
    if (category != 0 && category == sources.catalog->category(last)) {
      return {ReasonKind::kPopularInCategory, last, mass};
    }
  }
  return {ReasonKind::kPopular, std::nullopt, mass};
}

void drop_small_shares(std::vector<Reason>& reasons) {
  for (size_t i = 1; i < reasons.size(); ++i) {  // a handful: sorted in place, equal shares in their order
    for (size_t j = i; j > 0 && reasons[j].share > reasons[j - 1].share; --j) std::swap(reasons[j], reasons[j - 1]);
  }
  while (reasons.size() > 1 && reasons.back().share < kLeastShare) reasons.pop_back();
  float total = 0.0f;
  for (const Reason& reason : reasons) total += reason.share;
  for (Reason& reason : reasons) reason.share /= total;
}

void explain(const ReasonSources& sources, std::span<const float> support, Recommendation& result) {
  const uint32_t item = result.item;
  const float items = static_cast<float>(sources.catalog->item_count());
  const float equal = sources.weights.popular_mass / items;
  const float popular = sources.prior.empty() ? equal : sources.weights.popular_mass * sources.prior[item];
  std::vector<Reason>& reasons = result.reasons;
  if (sources.evidence) add_masses(sources, item, support, reasons);
  if (popular > 0.0f) reasons.push_back(popular_reason(sources, item, popular));

  const BlendScores& scores = *sources.scores;
  const float mixed = scores.probabilities.empty() ? 0.0f : sources.weights.gru_mass * scores.probabilities[item];
  float total = mixed;
  for (const Reason& reason : reasons) total += reason.share;

  float lift = 0.0f;
  if (!scores.powers.empty()) lift = std::max(0.0f, portable_log(std::max(items * scores.powers[item], 1.0f)));
  const float mass_lift = equal > 0.0f ? std::max(0.0f, portable_log(std::max(total / equal, 1.0f))) : 1.0f;
  float model_share = lift + mass_lift > 0.0f ? lift / (lift + mass_lift) : 0.0f;
  const float scale = total > 0.0f ? (1.0f - model_share) / total : 0.0f;
  model_share += scale * mixed;
  for (Reason& reason : reasons) reason.share *= scale;
  if (model_share > 0.0f && sources.evidence) {
    const uint32_t last = sources.evidence->session.items().front().item;
    reasons.push_back({ReasonKind::kSessionContext, last, model_share});
  }
  drop_small_shares(reasons);
}

}  // namespace

void add_reasons(const ReasonSources& sources, std::span<Recommendation> results, ReasonScratch& scratch) {
  if (sources.evidence) find_support(sources, results, scratch);
  for (size_t i = 0; i < results.size(); ++i) {
    const std::span<const float> support =
        sources.evidence ? std::span<const float>(scratch.support).subspan(i * kMaxMatchedItems, kMaxMatchedItems)
                         : std::span<const float>();
    explain(sources, support, results[i]);
  }
}

}  // namespace nearshelf::ranking
