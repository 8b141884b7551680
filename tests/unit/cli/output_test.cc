#include "server_sync/cli/output.h"

#include <gtest/gtest.h>

#include "server_sync/cli/exit_code.h"

namespace nearshelf::cli {
namespace {

TEST(Output, AFailureHasItsPlaceAndItsExitCode) {
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(report_failure(invalid_argument("no item", "clicks.csv:17")), kFailure);
  EXPECT_EQ(report_failure(Status(Code::kCancelled, "interrupted")), kInterrupted);
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "nearshelf: clicks.csv:17: no item\nnearshelf: interrupted\n");
}

TEST(Output, JsonIsIndentedAndAlwaysUtf8) {
  ::testing::internal::CaptureStdout();
  print(nlohmann::json{{"a", "\xff"}});
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "{\n  \"a\": \"\ufffd\"\n}\n");
}

}  // namespace
}  // namespace nearshelf::cli
