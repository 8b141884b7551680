// What the rankers and their blend learn from the validation part of a shop's sessions, by name as the artifact keeps
// it.
//
// Evidence for an item is a sum of masses, one for every place where it occurs in a past session that shares items with
// the present one (VMIS-kNN: Kersbergen et al. 2022; V-SKNN: Ludewig & Jannach 2018). The weight of such a place is a
// product of factors looked up in the tables below. The literature sets those factors by formulas (linear decay, idf,
// cosine); here every factor is free and fitted by maximum likelihood (server_sync/evaluation/fit_blend.h), which needs
// no exp or log on the device and no tuning per shop.
#ifndef NEARSHELF_SDK_RANKING_BLEND_PARAMETERS_H_
#define NEARSHELF_SDK_RANKING_BLEND_PARAMETERS_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sdk/base/status.h"

namespace nearshelf::ranking {

// Sessions by their number of clicks: 1, 2, 3, 4-5, 6-8, 9-14, 15 and more.
inline constexpr uint32_t kLengthClasses = 7;
uint32_t length_class(size_t clicks);

// Sizes of the tables; an index beyond the last entry means the last entry.
inline constexpr uint32_t kRecentItems = 4;  // the match pattern tells these items of the session apart
inline constexpr uint32_t kAges = 12;        // 0 = the last item, 1 = the distinct item before it, ...
inline constexpr uint32_t kCountLevels = 14;
inline constexpr uint32_t kTrendClasses = 12;
inline constexpr uint32_t kRecencyLevels = 16;
inline constexpr uint32_t kPastLengths = 8;
inline constexpr uint32_t kRepeatClasses = 8;
inline constexpr uint32_t kRuleSteps = 8;

// Signed distance in clicks from the matched item of a past session: 0, 1, 2, 3, 4, 5-6, 7-9, 10-14, 15-kMaxDistance.
inline constexpr int kMaxDistance = 20;
inline constexpr uint32_t kDistanceClasses = 17;
uint32_t distance_class(int distance);

// Clicks ago: 0, 1, 2, 3, 4, 5, 6-7, 8-10, 11-14, 15-20, 21-29, 30 and more.
uint32_t click_age_class(size_t clicks_ago);

// How often an item was clicked in the session: 0, 1, 2, 3, 4, 5-6, 7-9, 10 and more.
uint32_t repeat_class(uint32_t clicks);

struct BlendParameters {
  // Defaults that serve any shop until its own are fitted.
  BlendParameters();

  // A past session: which of the four newest items it shares (bit a = age a), how many older ones, its age among all
  // sessions (log2 steps), its length, the count level of the newest shared item and the age of that item.
  std::array<float, 1u << kRecentItems> match;
  std::array<float, kRecentItems> older_matches;
  std::array<float, kRecencyLevels> recency;
  std::array<float, kPastLengths> past_length;
  std::array<float, kCountLevels> match_count;
  std::array<float, kAges> match_age;
  // A place in it: distance from the newest shared item; first half when that is the last item of the session.
  std::array<float, 2 * kDistanceClasses> distance;

  // Sequential rules: place k after an occurrence of the last item, and the count level of the last item.
  std::array<float, kRuleSteps> rule_step;
  std::array<float, kCountLevels> rule_count;

  // The item itself, whichever of the two found it: count level, trend, how often it was clicked in the session, its
  // age there (0 = not in the session), and whether category (bit 0) and brand (bit 1) are those of the last item.
  std::array<float, kCountLevels> candidate_count;
  std::array<float, kTrendClasses> candidate_trend;
  std::array<float, kRepeatClasses> candidate_repeats;
  std::array<float, kAges + 1> candidate_age;
  std::array<float, 4> candidate_attributes;

  // The session's own items: mass of every click by how many clicks ago it was, and a factor by repeats, both per
  // length class; and what came after the last item when it was clicked earlier in the session, by steps.
  std::array<float, kLengthClasses * kAges> own_age;
  std::array<float, kLengthClasses * kRepeatClasses> own_repeats;
  std::array<float, kRuleSteps> own_follow;

  // Mass of the popularity prior (spread over all items) and of the session model's softmax, per length class, and the
  // part of the prior that is trend.
  std::array<float, kLengthClasses> popular_mass;
  std::array<float, kLengthClasses> gru_mass;
  float popular_trend;

  // score = gru_power * log p_gru + log(sum of masses): the session model multiplies the evidence.
  std::array<float, kLengthClasses> gru_power;
};

// One table and the name that its entries have in the artifact: "<name>.<index>".
struct ParameterTable {
  std::string_view name;
  std::span<float> values;
};

// All tables of `parameters`, in a fixed order; views into it.
std::vector<ParameterTable> parameter_tables(BlendParameters& parameters);

// Defaults overlaid with the named values. Errors: kCorrupt for an unknown name or a value that is negative, not finite
// or above 1e6; the place is the name.
Result<BlendParameters> parse_parameters(const std::vector<std::pair<std::string, float>>& named);

// The values that differ from the defaults, by name.
std::vector<std::pair<std::string, float>> name_parameters(const BlendParameters& parameters);

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_BLEND_PARAMETERS_H_
