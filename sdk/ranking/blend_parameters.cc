#include "sdk/ranking/blend_parameters.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>

namespace nearshelf::ranking {
namespace {

constexpr float kMaxValue = 1e6f;

// Fitted on several shops and rounded: sessions that share more and newer items, that are newer and whose shared item
// is rarer count more; what stands close behind the shared item counts most.
constexpr std::array<float, 16> kMatch = {1.0f, 1.0f, 1.0f, 5.0f, 1.0f, 5.0f, 4.0f, 10.0f,
                                          1.0f, 4.0f, 3.5f, 8.0f, 3.0f, 7.0f, 7.0f, 15.0f};
constexpr std::array<float, kRecentItems> kOlderMatches = {0.6f, 1.2f, 2.0f, 3.0f};
constexpr std::array<float, 9> kDistanceForward = {0.3f, 1.0f, 0.65f, 0.45f, 0.38f, 0.3f, 0.24f, 0.18f, 0.12f};
constexpr std::array<float, 9> kDistanceBackward = {0.3f, 0.9f, 0.55f, 0.4f, 0.32f, 0.26f, 0.22f, 0.17f, 0.12f};

template <size_t n>
void fill_decay(std::array<float, n>& table, float start, float factor) {
  for (float& value : table) {
    value = start;
    start *= factor;
  }
}

}  // namespace

uint32_t length_class(size_t clicks) {
  static constexpr std::array<size_t, kLengthClasses - 1> kLast = {1, 2, 3, 5, 8, 14};
  return static_cast<uint32_t>(std::lower_bound(kLast.begin(), kLast.end(), clicks) - kLast.begin());
}

uint32_t distance_class(int distance) {
  const int steps = std::abs(distance);
  const int size = steps <= 4 ? steps : steps <= 6 ? 5 : steps <= 9 ? 6 : steps <= 14 ? 7 : 8;
  return static_cast<uint32_t>(8 + (distance < 0 ? -size : size));
}

uint32_t click_age_class(size_t clicks_ago) {
  static constexpr std::array<size_t, kAges - 1> kLast = {0, 1, 2, 3, 4, 5, 7, 10, 14, 20, 29};
  return static_cast<uint32_t>(std::lower_bound(kLast.begin(), kLast.end(), clicks_ago) - kLast.begin());
}

uint32_t repeat_class(uint32_t clicks) { return clicks <= 4 ? clicks : clicks <= 6 ? 5 : clicks <= 9 ? 6 : 7; }

BlendParameters::BlendParameters() {
  match = kMatch;
  older_matches = kOlderMatches;
  fill_decay(recency, 1.5f, 0.93f);
  past_length = {1.0f, 1.0f, 0.9f, 0.85f, 0.8f, 0.7f, 0.55f, 0.35f};
  match_count = {1.3f, 1.3f, 1.2f, 1.0f, 0.8f, 0.55f, 0.35f, 0.22f, 0.16f, 0.11f, 0.08f, 0.06f, 0.04f, 0.03f};
  fill_decay(match_age, 0.6f, 0.75f);
  for (size_t half = 0; half < 2; ++half) {
    for (size_t i = 0; i < kDistanceForward.size(); ++i) {
      distance[half * kDistanceClasses + 8 + i] = kDistanceForward[i];
      distance[half * kDistanceClasses + 8 - i] = kDistanceBackward[i];
    }
  }
  fill_decay(rule_step, 0.3f, 0.5f);
  rule_count = match_count;
  candidate_count = {1.5f, 1.0f, 0.6f, 0.55f, 0.55f, 0.55f, 0.55f, 0.55f, 0.55f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
  candidate_trend = {0.6f, 0.4f, 0.4f, 0.55f, 0.6f, 0.7f, 0.8f, 0.85f, 1.0f, 1.1f, 1.2f, 1.3f};
  candidate_repeats = {0.6f, 0.6f, 0.8f, 1.0f, 1.4f, 1.8f, 2.2f, 2.5f};
  candidate_age.fill(0.8f);
  candidate_attributes = {0.5f, 0.8f, 1.2f, 1.8f};
  constexpr std::array<float, kRepeatClasses> kOwnRepeats = {1.0f, 0.4f, 1.2f, 2.0f, 2.8f, 3.5f, 4.5f, 6.0f};
  for (uint32_t c = 0; c < kLengthClasses; ++c) {
    float mass = 0.7f;
    for (uint32_t a = 0; a < kAges; ++a, mass *= 0.8f) own_age[c * kAges + a] = mass;
    for (uint32_t r = 0; r < kRepeatClasses; ++r) own_repeats[c * kRepeatClasses + r] = kOwnRepeats[r];
  }
  fill_decay(own_follow, 0.3f, 0.6f);
  popular_mass.fill(1.2f);
  gru_mass.fill(3.0f);
  popular_trend = 0.5f;
  gru_power.fill(0.1f);
}

std::vector<ParameterTable> parameter_tables(BlendParameters& p) {
  return {
      {"neighbors.match", p.match},
      {"neighbors.older_matches", p.older_matches},
      {"neighbors.recency", p.recency},
      {"neighbors.past_length", p.past_length},
      {"neighbors.match_count", p.match_count},
      {"neighbors.match_age", p.match_age},
      {"neighbors.distance", p.distance},
      {"rules.step", p.rule_step},
      {"rules.count", p.rule_count},
      {"candidate.count", p.candidate_count},
      {"candidate.trend", p.candidate_trend},
      {"candidate.repeats", p.candidate_repeats},
      {"candidate.age", p.candidate_age},
      {"candidate.attributes", p.candidate_attributes},
      {"own.age", p.own_age},
      {"own.repeats", p.own_repeats},
      {"own.follow", p.own_follow},
      {"popular.mass", p.popular_mass},
      {"popular.trend", std::span<float>(&p.popular_trend, 1)},
      {"gru.mass", p.gru_mass},
      {"gru.power", p.gru_power},
  };
}

Result<BlendParameters> parse_parameters(const std::vector<std::pair<std::string, float>>& named) {
  BlendParameters parameters;
  std::map<std::string_view, std::span<float>> tables;
  for (const ParameterTable& table : parameter_tables(parameters)) tables[table.name] = table.values;
  for (const auto& [name, value] : named) {
    const size_t dot = name.rfind('.');
    const auto table = tables.find(std::string_view(name).substr(0, dot));
    uint32_t index = 0;
    const char* const end = name.data() + name.size();
    const char* const begin = dot == std::string::npos ? end : name.data() + dot + 1;
    const auto [rest, error] = std::from_chars(begin, end, index);
    if (table == tables.end() || error != std::errc() || rest != end || index >= table->second.size()) {
      return corrupt("this version knows no such blend parameter; update Nearshelf or publish the model again", name);
    }
    if (!(value >= 0.0f && value <= kMaxValue)) return corrupt("a blend parameter must be within 0 and 1e6", name);
    table->second[index] = value;
  }
  return parameters;
}

std::vector<std::pair<std::string, float>> name_parameters(const BlendParameters& parameters) {
  BlendParameters values = parameters;
  BlendParameters defaults;
  const std::vector<ParameterTable> tables = parameter_tables(values);
  const std::vector<ParameterTable> default_tables = parameter_tables(defaults);
  std::vector<std::pair<std::string, float>> named;
  for (size_t t = 0; t < tables.size(); ++t) {
    for (size_t i = 0; i < tables[t].values.size(); ++i) {
      const float value = tables[t].values[i];
      if (value == default_tables[t].values[i]) continue;
      named.emplace_back(std::string(tables[t].name) + "." + std::to_string(i), value);
    }
  }
  return named;
}

}  // namespace nearshelf::ranking
