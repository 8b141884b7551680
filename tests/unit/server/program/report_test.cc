#include "server_sync/server/program/report.h"

#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

TEST(ReportError, SaysWhereAndWhoCanPutItRight) {
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(report_error(invalid_argument("is no number", "server.toml:3")), 2);
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "nearshelf-server: server.toml:3: is no number\n");
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(report_error(io_error("disk full")), 1);
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "nearshelf-server: disk full\n");
}

}  // namespace
}  // namespace nearshelf::server
