// The gradients that training uses, through the code that trains, against central finite differences.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <numeric>
#include <string>

#include "server_sync/trainer/learner.h"
#include "tests/unit/trainer/test_shop.h"

namespace nearshelf::trainer {
namespace {

struct Variant {
  const char* name;
  std::function<void(TrainOptions&)> change;
};

void plain(TrainOptions& o) {
  o.query_projection = false;
  o.normalize = false;
  o.hidden_size = o.dim;
  o.logit_scale = 1.0f;
}

const Variant kVariants[] = {
    {"Default", [](TrainOptions&) {}},
    {"FullSoftmax", [](TrainOptions& o) { o.negatives = 0; }},
    {"LabelSmoothing", [](TrainOptions& o) { o.label_smoothing = 0.2f; }},
    {"NoNormalisation", [](TrainOptions& o) { o.normalize = false, o.logit_scale = 1.0f; }},
    {"NoProjection", [](TrainOptions& o) { o.query_projection = false, o.hidden_size = o.dim; }},
    {"NoLogQ", [](TrainOptions& o) { o.log_q = false; }},
    {"NoDropout", [](TrainOptions& o) { o.input_dropout = o.state_dropout = 0.0f; }},
    {"PlainCrossEntropy", plain},
    // ELU has a kink unless alpha is 1, and differences across a kink mean nothing (kernels_test has other alphas).
    {"BprMax", [](TrainOptions& o) { plain(o), o.loss = Loss::kBprMax, o.elu_alpha = 1.0f; }},
    {"BprMaxNormalised", [](TrainOptions& o) { o.loss = Loss::kBprMax, o.logit_scale = 3.0f, o.elu_alpha = 1.0f; }},
};

class GradientTest : public testing::TestWithParam<Variant> {
 protected:
  GradientTest() : data_(test_shop(40, 12, 5)) {
    TrainOptions options = small_options();
    options.logit_scale = 6.0f;
    options.output_bias = true;
    options.input_dropout = 0.25f;
    options.state_dropout = 0.25f;
    GetParam().change(options);
    learner_ = std::make_unique<Learner>(options, std::vector<uint32_t>(40, 3), pool_, math::kernels());
    std::vector<Clip> clips;
    for (size_t s = 0; s < data_.session_count(); ++s) {
      clips.push_back(
          {.begin = data_.offsets[s], .clicks = data_.session(s).size(), .weight = s % 2 == 0 ? 1.0f : 0.5f});
    }
    make_clip_batch(data_, clips, batch_);
    // Away from zero, where the recurrent part and the biases would go unnoticed.
    Random random(11, Random::Purpose::kInit);
    GruModel& w = learner_->weights();
    for (auto* tensor : {&w.gate_bias, &w.query_bias, &w.output_bias}) {
      for (float& v : *tensor) v = random.uniform(-0.5f, 0.5f);
    }
    for (float& v : w.input_weights) v *= 2.0f;
  }

  // The same serial draws the same masks and negatives every time.
  double loss() { return learner_->gradients(batch_, 17); }

  // d(loss)/dt of weights + t * direction at t = 0, by the four-point rule, whose error is of order h^4.
  double slope(std::vector<float>& tensor, const std::vector<float>& direction) {
    constexpr float kStep = 0.02f;
    const std::vector<float> saved = tensor;
    const auto at = [&](float t) {
      for (size_t i = 0; i < tensor.size(); ++i) tensor[i] = saved[i] + t * direction[i];
      return loss();
    };
    const double result =
        (8.0 * (at(kStep) - at(-kStep)) - (at(2.0f * kStep) - at(-2.0f * kStep))) / (12.0 * double{kStep});
    tensor = saved;
    return result;
  }

  void check(const std::string& name, std::vector<float>& tensor, const std::vector<float>& grad) {
    ASSERT_EQ(tensor.size(), grad.size()) << name;
    const double length = std::sqrt(std::inner_product(grad.begin(), grad.end(), grad.begin(), 0.0));
    ASSERT_GT(length, 1e-4) << name << " has no gradient to check";
    std::vector<float> direction(grad.size());
    for (size_t i = 0; i < grad.size(); ++i) direction[i] = static_cast<float>(grad[i] / length);
    // Steepest direction: the slope must be the length of the gradient.
    EXPECT_NEAR(slope(tensor, direction), length, 2e-3 * length + 2e-4) << name;
    Random random(23, Random::Purpose::kInit);
    for (int trial = 0; trial < 4; ++trial) {
      for (float& v : direction) v = random.uniform(-1.0f, 1.0f);
      const double norm = std::sqrt(std::inner_product(direction.begin(), direction.end(), direction.begin(), 0.0));
      for (float& v : direction) v = static_cast<float>(v / norm);
      const double expected = std::inner_product(grad.begin(), grad.end(), direction.begin(), 0.0);
      EXPECT_NEAR(slope(tensor, direction), expected, 2e-3 * length + 2e-4) << name << ", random direction";
    }
    // Single coordinates, the ones that matter most.
    std::vector<size_t> order(grad.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return std::fabs(grad[a]) > std::fabs(grad[b]); });
    for (size_t i = 0; i < std::min<size_t>(6, order.size()); ++i) {
      std::fill(direction.begin(), direction.end(), 0.0f);
      direction[order[i]] = 1.0f;
      EXPECT_NEAR(slope(tensor, direction), grad[order[i]], 5e-3 * std::fabs(grad[order[i]]) + 3e-4)
          << name << "[" << order[i] << "]";
    }
  }

  data::SessionDataset data_;
  math::ThreadPool pool_{1};
  Batch batch_;
  std::unique_ptr<Learner> learner_;
};

INSTANTIATE_TEST_SUITE_P(Losses, GradientTest, testing::ValuesIn(kVariants),
                         [](const auto& variant) { return std::string(variant.param.name); });

TEST_P(GradientTest, MatchesFiniteDifferences) {
  loss();
  const GruGradients grads = learner_->grads();
  GruModel& w = learner_->weights();
  std::vector<float> embedding_grad(w.embeddings.size()), bias_grad(w.output_bias.size());
  const Candidates& candidates = learner_->candidates();
  for (size_t i = 0; i < candidates.items().size(); ++i) {
    const size_t item = candidates.items()[i];
    std::copy_n(learner_->embedding_grad().begin() + static_cast<ptrdiff_t>(i * w.dim), w.dim,
                embedding_grad.begin() + static_cast<ptrdiff_t>(item * w.dim));
    if (i < candidates.scored()) bias_grad[item] = learner_->bias_grad()[i];
  }
  check("embeddings", w.embeddings, embedding_grad);
  check("output_bias", w.output_bias, bias_grad);
  check("input_weights", w.input_weights, grads.input_weights);
  check("hidden_weights", w.hidden_weights, grads.hidden_weights);
  check("gate_bias", w.gate_bias, grads.gate_bias);
  if (!w.query_weights.empty()) {
    check("query_weights", w.query_weights, grads.query_weights);
    check("query_bias", w.query_bias, grads.query_bias);
  }
}

}  // namespace
}  // namespace nearshelf::trainer
