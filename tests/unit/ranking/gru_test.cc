#include "sdk/ranking/gru.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include "sdk/model/aligned_bytes.h"
#include "sdk/model/half.h"

namespace nearshelf::ranking {
namespace {

// Owner of the arrays that the views point into, with random content.
struct Network {
  model::AlignedBytes rows;
  std::vector<float> scales, bias;
  std::vector<uint16_t> input_weights, hidden_weights, gate_bias, query_weights, query_bias;
  model::EmbeddingView embeddings;
  model::GruView gru;

  void point_views() {
    embeddings.rows = reinterpret_cast<const int8_t*>(rows.data());
    embeddings.scales = scales;
    embeddings.output_bias = bias;
    gru.input_weights = input_weights;
    gru.hidden_weights = hidden_weights;
    gru.gate_bias = gate_bias;
    gru.query_weights = query_weights;
    gru.query_bias = query_bias;
  }
};

struct Shape {
  uint32_t item_count = 50;
  uint32_t dim = 32;
  uint32_t hidden_size = 32;
  bool projects = false;
  bool has_bias = true;
  bool normalize = false;
  float logit_scale = 1.0f;
};

std::unique_ptr<Network> random_network(const Shape& shape) {
  std::mt19937 random(shape.dim + shape.hidden_size);
  auto network = std::make_unique<Network>();
  const auto uniform = [&] { return static_cast<float>(random() % 20001) / 10000.0f - 1.0f; };
  const auto halves = [&](size_t count) {
    std::vector<uint16_t> values(count);
    for (uint16_t& value : values) value = model::float_to_half(0.4f * uniform());
    return values;
  };
  const size_t dim = shape.dim;
  const size_t hidden = shape.hidden_size;
  network->rows = model::AlignedBytes(shape.item_count * dim);
  for (size_t i = 0; i < network->rows.size(); ++i) {
    network->rows.data()[i] = static_cast<uint8_t>(static_cast<int>(random() % 255) - 127);
  }
  for (uint32_t i = 0; i < shape.item_count; ++i) {
    network->scales.push_back(0.002f * (uniform() + 1.5f));
    if (shape.has_bias) network->bias.push_back(uniform());
  }
  network->input_weights = halves(3 * hidden * dim);
  network->hidden_weights = halves(3 * hidden * hidden);
  network->gate_bias = halves(3 * hidden);
  if (shape.projects) network->query_weights = halves(dim * (hidden + dim));
  if (shape.projects && shape.has_bias) network->query_bias = halves(dim);
  network->embeddings.item_count = shape.item_count;
  network->embeddings.dim = shape.dim;
  network->gru.dim = shape.dim;
  network->gru.hidden_size = shape.hidden_size;
  network->gru.normalize_query = shape.normalize;
  network->gru.logit_scale = shape.logit_scale;
  network->point_views();
  return network;
}

std::unique_ptr<const Gru> make_gru(const Network& network) {
  auto gru = Gru::create(network.embeddings, network.gru, nullptr);
  EXPECT_TRUE(gru.ok()) << gru.status().to_string();
  return std::move(gru).value();
}

using Doubles = std::vector<double>;

// rows [first, first + count) of a row-major half matrix times v, plus bias.
Doubles affine(const std::vector<uint16_t>& matrix, size_t first, size_t count, const Doubles& v) {
  Doubles out(count, 0.0);
  for (size_t row = 0; row < count; ++row) {
    for (size_t i = 0; i < v.size(); ++i) {
      out[row] += static_cast<double>(model::half_to_float(matrix[(first + row) * v.size() + i])) * v[i];
    }
  }
  return out;
}

Doubles embedding(const Network& network, uint32_t item) {
  Doubles x;
  for (size_t d = 0; d < network.embeddings.dim; ++d) {
    x.push_back(double{network.scales[item]} * network.embeddings.rows[size_t{item} * network.embeddings.dim + d]);
  }
  return x;
}

// The equations of server_sync/trainer/gru_model.h, word for word, in double precision.
Doubles exact_step(const Network& network, uint32_t item, const Doubles& h) {
  const size_t hidden = h.size();
  const Doubles x = embedding(network, item);
  const auto sigmoid = [](double a) { return 1.0 / (1.0 + std::exp(-a)); };
  const auto gate = [&](size_t which, const Doubles& state) {
    Doubles a = affine(network.input_weights, which * hidden, hidden, x);
    const Doubles b = affine(network.hidden_weights, which * hidden, hidden, state);
    for (size_t j = 0; j < hidden; ++j) {
      a[j] += b[j] + static_cast<double>(model::half_to_float(network.gate_bias[which * hidden + j]));
    }
    return a;
  };
  const Doubles r = gate(0, h);
  const Doubles z = gate(1, h);
  Doubles reset = h;
  for (size_t j = 0; j < hidden; ++j) reset[j] *= sigmoid(r[j]);
  const Doubles c = gate(2, reset);
  Doubles next(hidden);
  for (size_t j = 0; j < hidden; ++j) next[j] = (1.0 - sigmoid(z[j])) * h[j] + sigmoid(z[j]) * std::tanh(c[j]);
  return next;
}

Doubles exact_query(const Network& network, uint32_t last_item, const Doubles& h) {
  Doubles q = h;
  if (!network.query_weights.empty()) {
    Doubles input = h;
    for (const double value : embedding(network, last_item)) input.push_back(value);
    q = affine(network.query_weights, 0, network.gru.dim, input);
    for (size_t d = 0; d < network.query_bias.size(); ++d)
      q[d] += static_cast<double>(model::half_to_float(network.query_bias[d]));
  }
  if (network.gru.normalize_query) {
    double square = 0.0;
    for (const double value : q) square += value * value;
    for (double& value : q) value /= std::sqrt(square);
  }
  return q;
}

const Shape kShapes[] = {
    {.dim = 32, .hidden_size = 32},
    {.dim = 128, .hidden_size = 128, .normalize = true, .logit_scale = 13.5f},
    {.dim = 96, .hidden_size = 40, .projects = true},
    {.dim = 64, .hidden_size = 72, .projects = true, .has_bias = false, .normalize = true, .logit_scale = 8.0f},
};

TEST(Gru, StepFollowsTheEquations) {
  for (const Shape& shape : kShapes) {
    const auto network = random_network(shape);
    const auto gru = make_gru(*network);
    std::vector<float> hidden(shape.hidden_size, 0.0f);
    Doubles exact(shape.hidden_size, 0.0);
    for (const uint32_t item : {0u, 7u, 7u, 49u, 3u}) {
      gru->step(item, hidden);
      exact = exact_step(*network, item, exact);
      for (size_t j = 0; j < hidden.size(); ++j) EXPECT_NEAR(hidden[j], exact[j], 1e-5) << "unit " << j;
    }
  }
}

TEST(Gru, QueryFollowsTheEquations) {
  for (const Shape& shape : kShapes) {
    const auto network = random_network(shape);
    const auto gru = make_gru(*network);
    std::vector<float> hidden(shape.hidden_size, 0.0f);
    gru->step(5, hidden);
    std::vector<float> query(shape.dim);
    gru->make_float_query(hidden, 5, query);
    const Doubles exact = exact_query(*network, 5, Doubles(hidden.begin(), hidden.end()));
    for (size_t d = 0; d < query.size(); ++d) EXPECT_NEAR(query[d], exact[d], 1e-5) << "value " << d;
    EXPECT_EQ(gru->make_query(hidden, 5).values, quantize_query(query).values);
    EXPECT_EQ(gru->make_query(hidden, 5).scale, quantize_query(query).scale);
  }
}

TEST(Gru, LogitsAreTheDotProductsOfWhatWasQuantized) {
  for (Shape shape : kShapes) {
    shape.item_count = 2500;  // more than one chunk, and a part of one
    const auto network = random_network(shape);
    const auto gru = make_gru(*network);
    std::vector<float> hidden(shape.hidden_size, 0.0f);
    gru->step(5, hidden);
    const QuantizedQuery query = gru->make_query(hidden, 5);
    std::vector<int32_t> dots(shape.item_count);
    std::vector<float> logits(shape.item_count);
    gru->score_all(query, dots, logits);
    for (uint32_t i = 0; i < shape.item_count; ++i) {
      int64_t dot = 0;
      for (size_t d = 0; d < shape.dim; ++d) {
        dot += int64_t{network->embeddings.rows[size_t{i} * shape.dim + d]} * (int64_t{query.values[d]} - 64);
      }
      ASSERT_EQ(dots[i], dot) << "item " << i;
      float expected = shape.logit_scale * query.scale * network->scales[i] * static_cast<float>(dot);
      if (shape.has_bias) expected += network->bias[i];
      ASSERT_FLOAT_EQ(logits[i], expected) << "item " << i;
    }
  }
}

TEST(Gru, QuantizingTheQueryCostsLittle) {
  const auto network = random_network({.item_count = 500, .dim = 128, .hidden_size = 128, .has_bias = false});
  const auto gru = make_gru(*network);
  std::vector<float> hidden(128, 0.0f);
  for (const uint32_t item : {1u, 2u, 3u}) gru->step(item, hidden);
  std::vector<int32_t> dots(500);
  std::vector<float> logits(500);
  gru->score_all(gru->make_query(hidden, 3), dots, logits);
  double error = 0.0;
  double size = 0.0;
  for (uint32_t i = 0; i < 500; ++i) {
    const Doubles row = embedding(*network, i);
    double exact = 0.0;
    for (size_t d = 0; d < row.size(); ++d) exact += row[d] * double{hidden[d]};
    error += (double{logits[i]} - exact) * (double{logits[i]} - exact);
    size += exact * exact;
  }
  EXPECT_LT(std::sqrt(error / size), 0.015);
}

TEST(Gru, StateThatIsNotFiniteScoresByBiasAlone) {
  const auto network = random_network({});
  const auto gru = make_gru(*network);
  const std::vector<float> hidden(32, std::numeric_limits<float>::quiet_NaN());
  std::vector<int32_t> dots(50);
  std::vector<float> logits(50);
  gru->score_all(gru->make_query(hidden, 0), dots, logits);
  EXPECT_EQ(logits, network->bias);
}

TEST(Gru, ZeroQueryIsNotNormalised) {
  const auto network = random_network({.normalize = true});
  const auto gru = make_gru(*network);
  std::vector<float> query(32, 1.0f);
  gru->make_float_query(std::vector<float>(32, 0.0f), 0, query);
  EXPECT_EQ(query, std::vector<float>(32, 0.0f));
}

TEST(Gru, KeepsItsOwnerAndReportsItsMemory) {
  const auto network = random_network({.item_count = 3000});
  const auto owner = std::make_shared<int>(0);
  auto gru = Gru::create(network->embeddings, network->gru, owner);
  ASSERT_TRUE(gru.ok());
  EXPECT_EQ(owner.use_count(), 2);
  EXPECT_GE((*gru)->memory_bytes(), 4u * (3000 + 3 * 32 * 65));
  EXPECT_LE((*gru)->memory_bytes(), 4u * (3000 + 3 * 32 * 65) + 1000);
  EXPECT_EQ((*gru)->item_count(), 3000u);
  std::move(gru).value().reset();
  EXPECT_EQ(owner.use_count(), 1);
}

TEST(Gru, RefusesWhatDoesNotFitTogether) {
  const auto code_after = [](auto change) {
    const auto network = random_network({.projects = true});
    change(*network);
    auto gru = Gru::create(network->embeddings, network->gru, nullptr);
    return gru.ok() ? Code::kOk : gru.status().code();
  };
  EXPECT_EQ(code_after([](Network&) {}), Code::kOk);
  EXPECT_EQ(code_after([](Network& n) { n.embeddings.rows = nullptr; }), Code::kFailedPrecondition);
  EXPECT_EQ(code_after([](Network& n) { n.gru.dim = 2048; }), Code::kLimit);
  EXPECT_EQ(code_after([](Network& n) { n.gru.hidden_size = 1032; }), Code::kLimit);
  EXPECT_EQ(code_after([](Network& n) { n.embeddings.dim = 64; }), Code::kCorrupt);
  EXPECT_EQ(code_after([](Network& n) { n.gru.hidden_size = 0; }), Code::kCorrupt);
  EXPECT_EQ(code_after([](Network& n) { n.gru.input_weights = n.gru.input_weights.first(9); }), Code::kCorrupt);
  EXPECT_EQ(code_after([](Network& n) { n.gru.hidden_weights = n.gru.hidden_weights.first(9); }), Code::kCorrupt);
  EXPECT_EQ(code_after([](Network& n) { n.gru.gate_bias = {}; }), Code::kCorrupt);
  EXPECT_EQ(code_after([](Network& n) { n.gru.query_weights = n.gru.query_weights.first(9); }), Code::kCorrupt);
  EXPECT_EQ(code_after([](Network& n) { n.gru.query_bias = n.gru.query_bias.first(9); }), Code::kCorrupt);
  EXPECT_EQ(code_after([](Network& n) { n.embeddings.scales = n.embeddings.scales.first(9); }), Code::kCorrupt);
  EXPECT_EQ(code_after([](Network& n) { n.embeddings.output_bias = n.embeddings.output_bias.first(9); }),
            Code::kCorrupt);
}

}  // namespace
}  // namespace nearshelf::ranking
