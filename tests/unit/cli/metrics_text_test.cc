#include "server_sync/cli/metrics_text.h"

#include <gtest/gtest.h>

namespace nearshelf::cli {
namespace {

TEST(MetricsText, DecimalsAreFixed) {
  EXPECT_EQ(decimal(3.14159, 2), "3.14");
  EXPECT_EQ(decimal(0, 3), "0.000");
  EXPECT_EQ(decimal(-1.5, 0), "-2");
  EXPECT_EQ(decimal(1e300, 1).size(), 303u);
}

TEST(MetricsText, TheTableLinesUp) {
  evaluation::Metrics good;
  good.hit_rate = 53.127;
  good.mrr = 18.5;
  good.ndcg = 26;
  EXPECT_EQ(metrics_table(20, {{"popular", {}}, {"gru", good}}),
            "               P@20    MRR@20   NDCG@20\n"
            "  popular      0.00      0.00      0.00\n"
            "  gru         53.13     18.50     26.00\n");
}

}  // namespace
}  // namespace nearshelf::cli
