#include "sdk/ranking/blend_parameters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <set>

namespace nearshelf::ranking {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

using Named = std::vector<std::pair<std::string, float>>;

TEST(BlendParameters, DefaultsArePositiveFactors) {
  BlendParameters parameters;
  size_t values = 0;
  for (const ParameterTable& table : parameter_tables(parameters)) {
    for (const float value : table.values) EXPECT_TRUE(value > 0.0f && value < 100.0f) << table.name;
    values += table.values.size();
  }
  EXPECT_EQ(values * sizeof(float), sizeof(BlendParameters)) << "a table is missing from parameter_tables()";
}

TEST(BlendParameters, AreNamedOnlyWhereTheyDifferFromTheDefaultsAndReadBack) {
  BlendParameters parameters;
  EXPECT_THAT(name_parameters(parameters), IsEmpty());
  parameters.distance[3] = 0.25f;
  parameters.popular_trend = 0.75f;
  const Named named = name_parameters(parameters);
  EXPECT_THAT(named, ElementsAre(Pair("neighbors.distance.3", 0.25f), Pair("popular.trend.0", 0.75f)));
  const auto read = parse_parameters(named);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->distance, parameters.distance);
  EXPECT_EQ(read->popular_trend, 0.75f);
  EXPECT_EQ(read->match, BlendParameters().match);
}

TEST(BlendParameters, UnknownNamesAreRefused) {
  for (const char* name :
       {"", "neighbors", "neighbors.distance", "neighbors.distance.", "neighbors.distance.34", "neighbors.distance.-1",
        "neighbors.distance.1x", "neighbors.charm.1", "gru.power.7", ".1"}) {
    const auto read = parse_parameters(Named{{name, 1.0f}});
    ASSERT_FALSE(read.ok()) << name;
    EXPECT_EQ(read.status().code(), Code::kCorrupt);
    EXPECT_EQ(read.status().place(), name);
  }
}

TEST(BlendParameters, ValuesThatAreNoFactorsAreRefused) {
  for (const float value :
       {-1.0f, 2e6f, std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
    EXPECT_FALSE(parse_parameters(Named{{"gru.power.0", value}}).ok()) << value;
  }
  EXPECT_TRUE(parse_parameters(Named{{"gru.power.0", 0.0f}}).ok());
}

TEST(BlendParameters, ClassesGrowWithWhatTheyStandFor) {
  EXPECT_EQ(length_class(0), 0u);
  EXPECT_EQ(length_class(1), 0u);
  EXPECT_EQ(length_class(2), 1u);
  EXPECT_EQ(length_class(5), 3u);
  EXPECT_EQ(length_class(14), 5u);
  EXPECT_EQ(length_class(15), kLengthClasses - 1);
  EXPECT_EQ(length_class(100000), kLengthClasses - 1);

  EXPECT_EQ(distance_class(0), 8u);
  EXPECT_EQ(distance_class(1), 9u);
  EXPECT_EQ(distance_class(-1), 7u);
  std::set<uint32_t> seen;
  for (int d = -kMaxDistance; d <= kMaxDistance; ++d) {
    EXPECT_LT(distance_class(d), kDistanceClasses);
    EXPECT_EQ(distance_class(d) + distance_class(-d), 16u);
    EXPECT_GE(distance_class(d + 1), distance_class(d));
    seen.insert(distance_class(d));
  }
  EXPECT_EQ(seen.size(), kDistanceClasses);

  EXPECT_EQ(click_age_class(0), 0u);
  EXPECT_EQ(click_age_class(5), 5u);
  EXPECT_EQ(click_age_class(7), 6u);
  EXPECT_EQ(click_age_class(29), kAges - 2);
  EXPECT_EQ(click_age_class(30), kAges - 1);

  EXPECT_EQ(repeat_class(0), 0u);
  EXPECT_EQ(repeat_class(4), 4u);
  EXPECT_EQ(repeat_class(6), 5u);
  EXPECT_EQ(repeat_class(1000), kRepeatClasses - 1);
}

}  // namespace
}  // namespace nearshelf::ranking
