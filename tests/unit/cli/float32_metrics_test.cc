#include "server_sync/cli/float32_metrics.h"

#include <gtest/gtest.h>

namespace nearshelf::cli {
namespace {

// Without weights the hidden state stays 0, so every item has the same query of bias alone: item i scores i.
trainer::GruModel model() {
  trainer::GruModel gru;
  gru.item_count = 5;
  gru.dim = 32;
  gru.hidden_size = 8;
  gru.embeddings.assign(5 * 32, 0.0f);
  for (size_t i = 0; i < 5; ++i) gru.embeddings[i * 32] = static_cast<float>(i);
  gru.output_bias.assign(5, 0.0f);
  gru.input_weights.assign(3 * 8 * 32, 0.0f);
  gru.hidden_weights.assign(3 * 8 * 8, 0.0f);
  gru.gate_bias.assign(3 * 8, 0.0f);
  gru.query_weights.assign(32 * (8 + 32), 0.0f);
  gru.query_bias.assign(32, 0.0f);
  gru.query_bias[0] = 1.0f;
  return gru;
}

TEST(Float32Metrics, RanksAndCountsMissesAsTheProtocolSays) {
  evaluation::TestPairs pairs;
  const auto add = [&pairs](std::optional<uint32_t> label) {
    pairs.items.push_back(0);
    pairs.offsets.push_back(pairs.items.size());
    pairs.labels.push_back(label);
  };
  add(4);             // rank 1
  add(3);             // rank 2
  add(0);             // rank 5: beyond k
  add(std::nullopt);  // not in the model
  pairs.unknown_prefix_items = 2;
  const evaluation::Evaluation evaluation = evaluate_float32(model(), pairs, 2, 1);
  EXPECT_EQ(evaluation.cases, 4u);
  EXPECT_EQ(evaluation.unknown_labels, 1u);
  EXPECT_EQ(evaluation.unknown_prefix_items, 2u);
  EXPECT_DOUBLE_EQ(evaluation.metrics.hit_rate, 50);
  EXPECT_DOUBLE_EQ(evaluation.metrics.mrr, 37.5);
}

}  // namespace
}  // namespace nearshelf::cli
