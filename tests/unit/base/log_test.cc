#include "sdk/base/log.h"

#include <gtest/gtest.h>

namespace nearshelf {
namespace {

TEST(Log, LevelsHaveNamesAndStandInOrder) {
  EXPECT_EQ(log_level_name(LogLevel::kDebug), "debug");
  EXPECT_EQ(log_level_name(LogLevel::kInfo), "info");
  EXPECT_EQ(log_level_name(LogLevel::kWarning), "warning");
  EXPECT_EQ(log_level_name(LogLevel::kError), "error");
  EXPECT_EQ(log_level_name(static_cast<LogLevel>(77)), "unknown");
  EXPECT_LT(LogLevel::kDebug, LogLevel::kInfo);
  EXPECT_LT(LogLevel::kWarning, LogLevel::kError);
}

}  // namespace
}  // namespace nearshelf
