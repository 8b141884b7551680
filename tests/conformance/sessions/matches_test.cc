#include "tests/conformance/sessions/matches.h"

#include <gtest/gtest.h>

namespace nearshelf_conformance {
namespace {

bool match(const char* expected, const char* result) { return matches(Json::parse(expected), Json::parse(result)); }

TEST(Matches, WhatIsEqual) {
  EXPECT_TRUE(match(R"({"a": 1, "b": [null, "x"]})", R"({"b": [null, "x"], "a": 1})"));
  EXPECT_FALSE(match(R"({"a": 1})", R"({"a": 2})"));
  EXPECT_FALSE(match(R"({"a": 1})", R"({"a": 1, "b": 2})"));
  EXPECT_FALSE(match(R"({"a": 1, "b": 2})", R"({"a": 1})"));
  EXPECT_FALSE(match(R"([1])", R"([1, 2])"));
  EXPECT_FALSE(match(R"("1")", "1"));
}

TEST(Matches, AStringThatAnExpressionMatchesWhole) {
  EXPECT_TRUE(match(R"({"id": {"$match": "[0-9a-f]{4}"}})", R"({"id": "01af"})"));
  EXPECT_FALSE(match(R"({"id": {"$match": "[0-9a-f]{4}"}})", R"({"id": "01af0"})"));
  EXPECT_FALSE(match(R"({"id": {"$match": "[0-9]"}})", R"({"id": 1})"));
}

}  // namespace
}  // namespace nearshelf_conformance
