#include "server_sync/server/api/backend.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

namespace nearshelf::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(AnswerFromWorker, AnswersWithWhatTheWorkReturns) {
  Workers workers(1, 10);
  Backend backend;
  backend.workers = &workers;
  std::promise<int> status;
  answer_from_worker(
      backend, [&](const Response& response) { status.set_value(response.status); },
      [] { return json_response(201, "{}"); });
  EXPECT_EQ(status.get_future().get(), 201);
}

TEST(AnswerFromWorker, SaysTryAgainWhenTooMuchWaits) {
  Workers workers(1, 0);
  Backend backend;
  backend.workers = &workers;
  int status = 0;
  answer_from_worker(
      backend, [&](const Response& response) { status = response.status; }, [] { return json_response(201, "{}"); });
  EXPECT_EQ(status, 503);
}

TEST(Failure, GoesIntoTheLogAndNotToTheClient) {
  std::string logged;
  Backend backend;
  backend.log = [&](LogLevel, std::string_view message) { logged = message; };
  const Response response = failure(backend, "an export failed", io_error("disk on fire"));
  EXPECT_EQ(response.status, 503);
  EXPECT_THAT(response.body, Not(HasSubstr("fire")));
  EXPECT_THAT(logged, HasSubstr("an export failed"));
  EXPECT_THAT(logged, HasSubstr("disk on fire"));
  logged.clear();
  EXPECT_EQ(failure(backend, "x", invalid_argument("y")).status, 400);
  EXPECT_EQ(logged, "");
}

}  // namespace
}  // namespace nearshelf::server
