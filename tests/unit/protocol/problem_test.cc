#include "server_sync/protocol/problem.h"

#include <gtest/gtest.h>

namespace nearshelf::protocol {
namespace {

TEST(Problem, HasCodeMessageAndPlace) {
  EXPECT_EQ(problem_json(invalid_argument("not \"JSON\"", "byte 7"), 400),
            R"({"code":"INVALID_ARGUMENT","message":"not \"JSON\"","place":"byte 7","status":400})");
  EXPECT_EQ(problem_json("UNAUTHORIZED", "no token", "", 401),
            R"({"code":"UNAUTHORIZED","message":"no token","place":"","status":401})");
}

TEST(Problem, SurvivesBytesThatAreNoText) {
  EXPECT_EQ(problem_json("X", "\xc3", "", 400),
            "{\"code\":\"X\",\"message\":\"\uFFFD\",\"place\":\"\",\"status\":400}");
}

}  // namespace
}  // namespace nearshelf::protocol
