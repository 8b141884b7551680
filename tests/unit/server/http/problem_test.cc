#include "server_sync/server/http/problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace nearshelf::server {
namespace {

using ::testing::_;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

TEST(Problem, HasCodeMessageAndPlace) {
  const Response response = problem(404, "NOT_FOUND", "nothing \"here\"", "path");
  EXPECT_EQ(response.status, 404);
  EXPECT_THAT(response.headers, Contains(Pair("Content-Type", "application/problem+json")));
  const auto json = nlohmann::json::parse(response.body);
  EXPECT_EQ(json["code"], "NOT_FOUND");
  EXPECT_EQ(json["message"], "nothing \"here\"");
  EXPECT_EQ(json["place"], "path");
}

TEST(Problem, BytesThatAreNoTextDoNoHarm) { EXPECT_TRUE(nlohmann::json::accept(problem(400, "X", "\xff\xfe").body)); }

TEST(Problem, EveryRefusalThatPassesSaysWhenToComeAgain) {
  for (const Code code : {Code::kBusy, Code::kIo, Code::kNoSpace, Code::kOutOfMemory, Code::kCancelled}) {
    const Response response = problem_of(Status(code, "x"));
    EXPECT_EQ(response.status, 503);
    EXPECT_THAT(response.headers, Contains(Pair("Retry-After", _)));
  }
}

TEST(Problem, WhatTheServerDidWrongIsItsOwnAffair) {
  EXPECT_THAT(problem_of(io_error("/var/lib/secret is full")).body, Not(HasSubstr("secret")));
  EXPECT_THAT(problem_of(internal_error("pepper 123")).body, Not(HasSubstr("pepper")));
  EXPECT_EQ(problem_of(internal_error("x")).status, 500);
}

TEST(Problem, TheClientsMistakesAreNamed) {
  EXPECT_EQ(problem_of(invalid_argument("x", "events[3]")).status, 400);
  EXPECT_THAT(problem_of(invalid_argument("x", "events[3]")).body, HasSubstr("events[3]"));
  EXPECT_EQ(problem_of(Status(Code::kLimit, "x")).status, 413);
  EXPECT_EQ(problem_of(failed_precondition("x")).status, 409);
  EXPECT_EQ(problem_of(Status(Code::kNotFound, "x")).status, 404);
}

TEST(ReasonPhrase, IsThereForWhatWeAnswer) {
  for (const int status : {200, 201, 204, 304, 400, 401, 403, 404, 405, 408, 409, 411,
                           413, 414, 415, 417, 422, 429, 431, 500, 501, 503, 505}) {
    EXPECT_NE(reason_phrase(status), "Unknown") << status;
  }
}

}  // namespace
}  // namespace nearshelf::server
