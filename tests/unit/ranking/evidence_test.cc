#include "sdk/ranking/evidence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "tests/unit/ranking/past_sessions.h"
#include "tests/unit/ranking/small_catalog.h"

namespace nearshelf::ranking {
namespace {

const SmallCatalog kPlain(5, {});

BlendParameters ones() {
  BlendParameters parameters;
  for (const ParameterTable& table : parameter_tables(parameters))
    std::fill(table.values.begin(), table.values.end(), 1.0f);
  return parameters;
}

TEST(Evidence, AddsUpTheMassesOfEverySource) {
  const SessionIndex index = index_of({{0, 1}, {0, 2, 1}}, 5);
  Evidence evidence;
  evidence.session.assign(std::vector<uint32_t>{3, 0}, 5);
  gather_evidence(index, kPlain.catalog(), ones(), {}, evidence);
  // Item 1 stands in both sessions that share item 0, both times after it.
  EXPECT_EQ(evidence.masses[1].neighbors, 2.0f);
  EXPECT_EQ(evidence.masses[1].rules, 2.0f);
  EXPECT_EQ(evidence.masses[1].own, 0.0f);
  EXPECT_EQ(evidence.masses[2].total(), 2.0f);
  EXPECT_EQ(evidence.masses[0].neighbors, 2.0f);
  EXPECT_EQ(evidence.masses[0].own, 1.0f);
  EXPECT_EQ(evidence.masses[3].own, 1.0f);
  EXPECT_EQ(evidence.masses[4].total(), 0.0f);
  std::vector<uint32_t> touched = evidence.touched;
  std::sort(touched.begin(), touched.end());
  EXPECT_EQ(touched, (std::vector<uint32_t>{0, 1, 2, 3}));
}

TEST(Evidence, SourcesCanBeSwitchedOff) {
  const SessionIndex index = index_of({{0, 1}}, 5);
  Evidence evidence;
  evidence.session.assign(std::vector<uint32_t>{0}, 5);
  gather_evidence(index, kPlain.catalog(), ones(), {.neighbors = false, .rules = true, .own_items = false}, evidence);
  EXPECT_EQ(evidence.masses[1].neighbors, 0.0f);
  EXPECT_EQ(evidence.masses[1].rules, 1.0f);
  EXPECT_EQ(evidence.masses[0].total(), 0.0f);
  gather_evidence(index, kPlain.catalog(), ones(), {.neighbors = false, .rules = false, .own_items = true}, evidence);
  EXPECT_EQ(evidence.masses[1].total(), 0.0f) << "masses of the call before are gone";
  EXPECT_EQ(evidence.masses[0].own, 1.0f);
}

TEST(Evidence, WithoutPastSessionsIsTheSessionItself) {
  Evidence evidence;
  evidence.session.assign(std::vector<uint32_t>{2, 1}, 5);
  gather_evidence(SessionIndex(), kPlain.catalog(), ones(), {}, evidence);
  EXPECT_EQ(evidence.touched, (std::vector<uint32_t>{1, 2}));
}

TEST(Evidence, FactorsOfTheCandidateScaleWhatWasFound) {
  const SmallCatalog catalog(3, {1, 1, 2}, {4, 5, 4});
  const SessionIndex index = index_of({{0, 1, 2}}, 3);
  BlendParameters parameters = ones();
  parameters.candidate_attributes = {1.0f, 3.0f, 5.0f, 7.0f};
  Evidence evidence;
  evidence.session.assign(std::vector<uint32_t>{0}, 3);
  gather_evidence(index, catalog.catalog(), parameters, {}, evidence);
  EXPECT_EQ(evidence.masses[1].neighbors, 3.0f) << "category of the last item";
  EXPECT_EQ(evidence.masses[2].neighbors, 5.0f) << "brand of the last item";
  EXPECT_EQ(evidence.masses[0].neighbors, 7.0f) << "both";
  EXPECT_EQ(evidence.masses[0].own, 1.0f) << "only what was found";
}

TEST(Evidence, UnknownAttributesAreNotAlike) {
  const SmallCatalog catalog(2, {0, 0});
  SessionItems session;
  session.assign(std::vector<uint32_t>{0}, 2);
  EXPECT_EQ(candidate_classes(1, session, SessionIndex(), catalog.catalog()).attributes, 0);
}

TEST(Evidence, ClassesTellTheSessionsOwnItems) {
  SessionItems session;
  session.assign(std::vector<uint32_t>{1, 1, 0}, 3);
  const model::Catalog& catalog = kPlain.catalog();
  const CandidateClasses own = candidate_classes(1, session, SessionIndex(), catalog);
  EXPECT_EQ(own.age, 2);
  EXPECT_EQ(own.repeats, 2);
  const CandidateClasses other = candidate_classes(2, session, SessionIndex(), catalog);
  EXPECT_EQ(other.age, 0);
  EXPECT_EQ(other.repeats, 0);
}

TEST(Evidence, EveryClickOfTheSessionCountsByItsAge) {
  SessionItems session;
  session.assign(std::vector<uint32_t>{1, 2, 1}, 5);
  std::vector<std::array<uint32_t, 3>> visits;
  visit_own_clicks(session, [&](uint32_t item, uint32_t age, uint32_t repeats) {
    visits.push_back({item, age, repeats});
  });
  const uint32_t ages = length_class(3) * kAges;
  const uint32_t repeats = length_class(3) * kRepeatClasses;
  EXPECT_EQ(visits, (std::vector<std::array<uint32_t, 3>>{
                        {1, ages, repeats + 2}, {2, ages + 1, repeats + 1}, {1, ages + 2, repeats + 2}}));
}

TEST(Evidence, WhatFollowedTheLastItemBeforeMayFollowAgain) {
  SessionItems session;
  session.assign(std::vector<uint32_t>{3, 1, 2, 0, 1}, 5);
  std::vector<std::array<uint32_t, 2>> visits;
  visit_own_follow(session, [&](uint32_t item, uint32_t step) { visits.push_back({item, step}); });
  EXPECT_EQ(visits, (std::vector<std::array<uint32_t, 2>>{{2, 0}, {0, 1}, {1, 2}}));
}

}  // namespace
}  // namespace nearshelf::ranking
