#include "server_sync/publisher/network_packing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "sdk/model/half.h"
#include "tests/unit/publisher/shop.h"

namespace nearshelf::publisher {
namespace {

Status pack_status(const trainer::GruModel& gru) { return pack_network(gru).status(); }

TEST(NetworkPacking, KeepsEveryWeightToHalfPrecision) {
  const trainer::GruModel gru = make_gru(10, 64, 32);
  const Result<PackedNetwork> packed = pack_network(gru);
  ASSERT_TRUE(packed.ok()) << packed.status().to_string();
  EXPECT_EQ(packed->gru->hidden_size, 32u);
  EXPECT_EQ(packed->gru->logit_scale, 12.0f);
  EXPECT_FALSE(packed->gru->normalize_query);
  double largest = 0.0;
  const auto compare = [&](const std::vector<uint16_t>& halves, const std::vector<float>& weights) {
    ASSERT_EQ(halves.size(), weights.size());
    for (size_t i = 0; i < halves.size(); ++i) {
      const double error = std::fabs(static_cast<double>(model::half_to_float(halves[i])) - weights[i]);
      EXPECT_LE(error, std::fabs(weights[i]) / 2048 + 0x1p-25);
      largest = std::max(largest, error);
    }
  };
  compare(packed->gru->input_weights, gru.input_weights);
  compare(packed->gru->hidden_weights, gru.hidden_weights);
  compare(packed->gru->gate_bias, gru.gate_bias);
  compare(packed->gru->query_weights, gru.query_weights);
  compare(packed->gru->query_bias, gru.query_bias);
  EXPECT_EQ(packed->max_weight_error, largest);
  EXPECT_GT(packed->embedding_error.mean_cosine, 0.9999);
}

TEST(NetworkPacking, LeavesOutAZeroBias) {
  trainer::GruModel gru = make_gru(10, 32, 32);
  EXPECT_TRUE(pack_network(gru)->embeddings->output_bias.empty());
  gru.output_bias.clear();
  EXPECT_TRUE(pack_network(gru)->embeddings->output_bias.empty());
  gru.output_bias.assign(10, 0.0f);
  gru.output_bias[3] = -0.5f;
  EXPECT_EQ(pack_network(gru)->embeddings->output_bias, gru.output_bias);
}

TEST(NetworkPacking, WorksWithoutAQueryLayer) {
  trainer::GruModel gru = make_gru(10, 32, 32);
  gru.query_weights.clear();
  gru.query_bias.clear();
  const Result<PackedNetwork> packed = pack_network(gru);
  ASSERT_TRUE(packed.ok());
  EXPECT_TRUE(packed->gru->query_weights.empty());
  EXPECT_TRUE(packed->gru->query_bias.empty());
}

TEST(NetworkPacking, MakesTheQueryBiasThatTheFormatWants) {
  trainer::GruModel gru = make_gru(10, 32, 32);
  gru.query_bias.clear();
  EXPECT_EQ(pack_network(gru)->gru->query_bias, std::vector<uint16_t>(32, 0));
}

TEST(NetworkPacking, RefusesADivergedNetwork) {
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), HUGE_VALF, 70000.0f}) {
    trainer::GruModel gru = make_gru(10, 32, 32);
    gru.hidden_weights[5] = bad;
    EXPECT_EQ(pack_status(gru).code(), Code::kInvalidArgument);
    EXPECT_EQ(pack_status(gru).place(), "hidden_weights");
    gru = make_gru(10, 32, 32);
    gru.output_bias[5] = bad * 100;
    EXPECT_EQ(pack_status(gru).place(), "output_bias");
    gru = make_gru(10, 32, 32);
    gru.embeddings[40] = bad * 100;
    EXPECT_EQ(pack_status(gru).place(), "row 1");
  }
}

TEST(NetworkPacking, RefusesSizesThatDoNotFit) {
  const auto expect_place = [](const std::string& place, auto change) {
    trainer::GruModel gru = make_gru(10, 32, 32);
    change(gru);
    EXPECT_EQ(pack_status(gru).code(), Code::kInvalidArgument) << place;
    EXPECT_EQ(pack_status(gru).place(), place);
  };
  expect_place("embeddings", [](auto& gru) { gru.embeddings.pop_back(); });
  expect_place("output_bias", [](auto& gru) { gru.output_bias = {1.0f}; });
  expect_place("input_weights", [](auto& gru) { gru.input_weights.push_back(0.0f); });
  expect_place("hidden_weights", [](auto& gru) { gru.hidden_weights.clear(); });
  expect_place("gate_bias", [](auto& gru) { gru.gate_bias.pop_back(); });
  expect_place("query_weights", [](auto& gru) { gru.query_weights.pop_back(); });
  expect_place("query_bias", [](auto& gru) { gru.query_bias.pop_back(); });
}

}  // namespace
}  // namespace nearshelf::publisher
