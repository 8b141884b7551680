#include "server_sync/trainer/gru_pass.h"

#include <gtest/gtest.h>

#include <cmath>

#include "server_sync/trainer/learner.h"
#include "tests/unit/trainer/test_shop.h"

namespace nearshelf::trainer {
namespace {

using Vector = std::vector<double>;

double sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }

// The equations of gru_model.h, one session at a time and in double precision.
Vector reference_query(const GruModel& m, const std::vector<uint32_t>& clicks) {
  const size_t dim = m.dim, hidden = m.hidden_size;
  Vector h(hidden), x(dim);
  for (const uint32_t item : clicks) {
    x.assign(m.embeddings.begin() + item * dim, m.embeddings.begin() + (item + 1) * dim);
    const auto gate = [&](size_t index, const Vector& state) {
      Vector out(hidden);
      for (size_t j = 0; j < hidden; ++j) {
        const size_t row = index * hidden + j;
        out[j] = m.gate_bias[row];
        for (size_t i = 0; i < dim; ++i) out[j] += m.input_weights[row * dim + i] * x[i];
        for (size_t i = 0; i < hidden; ++i) out[j] += m.hidden_weights[row * hidden + i] * state[i];
      }
      return out;
    };
    Vector r = gate(0, h), z = gate(1, h), reset(hidden);
    for (size_t j = 0; j < hidden; ++j) reset[j] = sigmoid(r[j]) * h[j];
    const Vector c = gate(2, reset);
    for (size_t j = 0; j < hidden; ++j) h[j] = (1.0 - sigmoid(z[j])) * h[j] + sigmoid(z[j]) * std::tanh(c[j]);
  }
  Vector q = h;
  if (!m.query_weights.empty()) {
    Vector features = h;
    features.insert(features.end(), x.begin(), x.end());
    q.assign(m.query_bias.begin(), m.query_bias.end());
    for (size_t d = 0; d < dim; ++d) {
      for (size_t i = 0; i < features.size(); ++i) q[d] += m.query_weights[d * features.size() + i] * features[i];
    }
  }
  double norm = 0.0;
  for (const double v : q) norm += v * v;
  if (m.normalize_query) {
    for (double& v : q) v /= std::sqrt(norm);
  }
  return q;
}

struct Variant {
  bool projection;
  bool normalize;
};

class GruPassTest : public testing::TestWithParam<Variant> {};

INSTANTIATE_TEST_SUITE_P(Heads, GruPassTest,
                         testing::Values(Variant{true, true}, Variant{true, false}, Variant{false, true},
                                         Variant{false, false}));

TEST_P(GruPassTest, EveryRowHasTheQueryOfItsPrefix) {
  TrainOptions options = small_options();
  options.query_projection = GetParam().projection;
  options.normalize = GetParam().normalize;
  if (!options.query_projection) options.hidden_size = options.dim;
  math::ThreadPool pool(2);
  const Learner learner(options, std::vector<uint32_t>(30, 1), pool, math::kernels());
  GruModel model = learner.model();
  for (size_t i = 0; i < model.gate_bias.size(); ++i) model.gate_bias[i] = 0.01f * static_cast<float>(i % 7);
  for (size_t i = 0; i < model.query_bias.size(); ++i) model.query_bias[i] = 0.02f * static_cast<float>(i % 5);

  const std::vector<std::vector<uint32_t>> sessions = {{1, 2, 3, 4}, {5, 5}, {29, 0, 7}};
  const data::SessionDataset data = make_dataset(30, sessions);
  const Clip clips[] = {{.begin = 0, .clicks = 4}, {.begin = 4, .clicks = 2}, {.begin = 6, .clicks = 3}};
  Batch batch;
  make_clip_batch(data, clips, batch);
  GruPass pass(pool, math::kernels());
  std::vector<float>& inputs = pass.inputs(batch.rows(), model.dim);
  for (size_t r = 0; r < batch.rows(); ++r) {
    std::copy_n(model.embeddings.data() + batch.input[r] * model.dim, model.dim, inputs.data() + r * model.dim);
  }
  pass.forward(model, batch, nullptr, {});
  // Rows: first clicks of sessions 0, 2, 1, then second clicks of 0, 2, then the third of 0.
  const std::vector<std::vector<uint32_t>> prefixes = {{1}, {29}, {5}, {1, 2}, {29, 0}, {1, 2, 3}};
  ASSERT_EQ(batch.rows(), prefixes.size());
  for (size_t r = 0; r < prefixes.size(); ++r) {
    const Vector expected = reference_query(model, prefixes[r]);
    for (size_t d = 0; d < model.dim; ++d) {
      EXPECT_NEAR(pass.queries()[r * model.dim + d], expected[d], 2e-5) << "row " << r << " dim " << d;
    }
  }
}

TEST(GruPassCarryTest, ACarriedStateContinuesTheSession) {
  TrainOptions options = small_options();
  math::ThreadPool pool(1);
  const GruModel model = Learner(options, std::vector<uint32_t>(30, 1), pool, math::kernels()).model();
  GruPass pass(pool, math::kernels());
  std::vector<float> carried;
  for (const uint32_t item : {4u, 9u, 2u}) {
    Batch batch;
    batch.clear();
    batch.input = {item};
    batch.target = {0};
    batch.weight = {1.0f};
    batch.previous = {carried.empty() ? Batch::kZeroState : 0};
    batch.step_begin.push_back(1);
    std::copy_n(model.embeddings.data() + item * model.dim, model.dim, pass.inputs(1, model.dim).data());
    pass.forward(model, batch, carried.data(), {});
    carried = pass.last_states(batch);
  }
  const Vector expected = reference_query(model, {4, 9, 2});
  for (size_t d = 0; d < model.dim; ++d) EXPECT_NEAR(pass.queries()[d], expected[d], 2e-5);
}

}  // namespace
}  // namespace nearshelf::trainer
