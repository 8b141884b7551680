#include "server_sync/cli/budget_warning.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::cli {
namespace {

using ::testing::HasSubstr;

TEST(BudgetWarning, NamesTheFlagsThatWouldMakeItFit) {
  publisher::ArtifactReport report;
  report.file_bytes = 90'000;
  report.max_bytes = 100'000;
  report.dropped = {{"titles", 5'000}, {"embeddings and gru", 1'200'000}};
  const auto warning = network_left_out(report);
  ASSERT_TRUE(warning);
  for (const char* part : {"1,200,000 bytes", "--max-size 100000 ", "--max-size 1290000,", "--dim", "--no-gru"}) {
    EXPECT_THAT(*warning, HasSubstr(part));
  }
}

TEST(BudgetWarning, IsSilentWhenTheNetworkIsInTheFileOrNeverWas) {
  publisher::ArtifactReport report;
  EXPECT_FALSE(network_left_out(report));
  report.max_bytes = 100'000;
  report.dropped = {{"titles", 5'000}};
  EXPECT_FALSE(network_left_out(report));
}

}  // namespace
}  // namespace nearshelf::cli
