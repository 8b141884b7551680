#include "server_sync/server/program/log_output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(LogOutput, WritesFromItsLevelUpwards) {
  ::testing::internal::CaptureStderr();
  const LogSink log = start_log("warning");
  log(LogLevel::kInfo, "whispered");
  log(LogLevel::kWarning, "said {} and %s");
  log(LogLevel::kError, "shouted");
  finish_log();
  const std::string written = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(written, HasSubstr("warning said {} and %s\n"));
  EXPECT_THAT(written, HasSubstr("error shouted\n"));
  EXPECT_THAT(written, Not(HasSubstr("whispered")));
}

}  // namespace
}  // namespace nearshelf::server
