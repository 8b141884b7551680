#include "server_sync/trainer/math/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "server_sync/trainer/random.h"

namespace nearshelf::trainer::math {
namespace {

using Values = std::vector<float>;

Values random_values(size_t n, uint64_t seed, float low = -1.0f, float high = 1.0f) {
  Random random(seed, Random::Purpose::kInit);
  Values values(n);
  for (float& v : values) v = random.uniform(low, high);
  return values;
}

double sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }

// Every kernel is held to its formula in double precision, in every instruction set that this machine has.
class KernelsTest : public testing::TestWithParam<const Kernels*> {
 protected:
  const Kernels& k() const { return *GetParam(); }
};

INSTANTIATE_TEST_SUITE_P(EveryTable, KernelsTest, testing::ValuesIn(available_kernels()), [](const auto& table) {
  std::string name;
  for (const char c : std::string(table.param->name)) name += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return name;
});

// Odd sizes, rows wider than the matrix, scaling and accumulation at once.
TEST_P(KernelsTest, ProductsMatchTheirDefinition) {
  constexpr size_t kRows = 19, kCols = 37, kInner = 23, kLd = 41;
  const Values a = random_values(kLd * kLd, 1), b = random_values(kLd * kLd, 2), c0 = random_values(kRows * kLd, 3);
  for (const bool accumulate : {false, true}) {
    for (int kind = 0; kind < 3; ++kind) {
      Values c = c0;
      const Gemm gemm{.rows = kRows,
                      .cols = kCols,
                      .inner = kInner,
                      .alpha = 0.5f,
                      .accumulate = accumulate,
                      .a = a.data(),
                      .lda = kLd,
                      .b = b.data(),
                      .ldb = kLd,
                      .c = c.data(),
                      .ldc = kLd};
      (kind == 0 ? k().gemm_nt : kind == 1 ? k().gemm_nn : k().gemm_tn)(gemm);
      for (size_t i = 0; i < kRows; ++i) {
        for (size_t j = 0; j < kLd; ++j) {
          double expected = accumulate ? c0[i * kLd + j] : 0.0;
          if (j >= kCols) {
            ASSERT_EQ(c[i * kLd + j], c0[i * kLd + j]) << "wrote beyond the row";
            continue;
          }
          for (size_t n = 0; n < kInner; ++n) {
            const double left = kind == 2 ? a[n * kLd + i] : a[i * kLd + n];
            expected += 0.5 * left * (kind == 0 ? b[j * kLd + n] : b[n * kLd + j]);
          }
          ASSERT_NEAR(c[i * kLd + j], expected, 1e-5) << "kind " << kind << " at " << i << "," << j;
        }
      }
    }
  }
}

TEST_P(KernelsTest, NormalizesRowsAndLeavesAZeroRowZero) {
  Values in = random_values(3 * 35, 4);
  std::fill(in.begin() + 35, in.begin() + 70, 0.0f);
  Values out(in.size()), inverse(3);
  k().normalize_rows(3, 35, in.data(), out.data(), inverse.data());
  double norm = 0.0;
  for (size_t i = 0; i < 35; ++i) norm += double{in[i]} * in[i];
  EXPECT_NEAR(inverse[0], 1.0 / std::sqrt(norm), 1e-5);
  EXPECT_NEAR(out[7], in[7] / std::sqrt(norm), 1e-6);
  for (size_t i = 35; i < 70; ++i) EXPECT_EQ(out[i], 0.0f);

  Values grad = random_values(3 * 35, 5);
  const Values before = grad;
  k().normalize_rows_backward(3, 35, out.data(), inverse.data(), grad.data());
  double along = 0.0;
  for (size_t i = 0; i < 35; ++i) along += double{out[i]} * before[i];
  EXPECT_NEAR(grad[9], inverse[0] * (before[9] - out[9] * along), 1e-5);
  for (size_t i = 35; i < 70; ++i) EXPECT_EQ(grad[i], 0.0f);
}

TEST_P(KernelsTest, GruStepMatchesItsEquations) {
  constexpr size_t kRows = 2, kHidden = 24;
  const Values input = random_values(kRows * 3 * kHidden, 6, -4.0f, 4.0f), rz = random_values(kRows * 2 * kHidden, 7);
  const Values rc = random_values(kRows * kHidden, 8), h = random_values(kRows * kHidden, 9);
  Values gates = input, reset(kRows * kHidden), state(kRows * kHidden);
  k().gru_reset_update(kRows, kHidden, rz.data(), h.data(), gates.data(), reset.data());
  k().gru_output(kRows, kHidden, rc.data(), h.data(), gates.data(), state.data());
  for (size_t row = 0; row < kRows; ++row) {
    for (size_t j = 0; j < kHidden; ++j) {
      const double r = sigmoid(input[row * 3 * kHidden + j] + rz[row * 2 * kHidden + j]);
      const double z = sigmoid(input[(row * 3 + 1) * kHidden + j] + rz[(row * 2 + 1) * kHidden + j]);
      const double c = std::tanh(input[(row * 3 + 2) * kHidden + j] + rc[row * kHidden + j]);
      const double before = h[row * kHidden + j];
      EXPECT_NEAR(reset[row * kHidden + j], r * before, 1e-5);
      EXPECT_NEAR(state[row * kHidden + j], (1.0 - z) * before + z * c, 1e-5);
    }
  }
}

struct LossCase {
  Values scores = random_values(5 * 43, 10, -3.0f, 3.0f);
  Values offset = random_values(43, 11);
  std::vector<uint32_t> target = {0, 42, 7, 20, 21};
  Values weight = {1.0f, 0.5f, 2.0f, 0.25f, 1.0f};
  float smoothing = 0.0f, elu = 0.7f, regularisation = 0.3f;

  // The loss of every row; `out` receives the gradients.
  std::vector<double> run(void (*loss)(const LossRows&), Values& out) const {
    out = scores;
    std::vector<double> losses(5);
    loss({.rows = 5,
          .candidates = 43,
          .scores = out.data(),
          .ld = 43,
          .scale = 1.5f,
          .offset = offset.data(),
          .target = target.data(),
          .weight = weight.data(),
          .label_smoothing = smoothing,
          .elu_alpha = elu,
          .regularisation = regularisation,
          .loss = losses.data()});
    return losses;
  }
  double logit(size_t row, size_t i) const { return 1.5 * scores[row * 43 + i] + offset[i]; }
};

TEST_P(KernelsTest, CrossEntropyAndItsGradientMatchTheFormula) {
  for (const float smoothing : {0.0f, 0.2f}) {
    LossCase c;
    c.smoothing = smoothing;
    Values grad;
    const std::vector<double> loss = c.run(k().cross_entropy_rows, grad);
    for (size_t row = 0; row < 5; ++row) {
      double sum = 0.0, expected = 0.0;
      for (size_t i = 0; i < 43; ++i) sum += std::exp(c.logit(row, i));
      for (size_t i = 0; i < 43; ++i) {
        const double wanted = (i == c.target[row] ? 1.0 - smoothing : 0.0) + smoothing / 43.0;
        const double p = std::exp(c.logit(row, i)) / sum;
        expected -= wanted * std::log(p);
        EXPECT_NEAR(grad[row * 43 + i], c.weight[row] * (p - wanted), 2e-6);
      }
      EXPECT_NEAR(loss[row], c.weight[row] * expected, 1e-5);
    }
  }
}

TEST_P(KernelsTest, CrossEntropySurvivesHugeLogits) {
  LossCase c;
  c.scores[3] = 3000.0f;
  Values grad;
  const std::vector<double> loss = c.run(k().cross_entropy_rows, grad);
  EXPECT_NEAR(loss[0], 4500.0, 10.0);
  EXPECT_NEAR(grad[3], 1.0f, 1e-6);
}

// In double precision, so that its own differences are a reference for the gradient.
double bpr_max(const LossCase& c, size_t row, const std::vector<double>& logits) {
  const auto elu = [&](double x) { return x > 0.0 ? x : c.elu * (std::exp(x) - 1.0); };
  double total = 0.0, agreement = 0.0, penalty = 0.0;
  for (size_t i = 0; i < logits.size(); ++i) total += i == c.target[row] ? 0.0 : std::exp(elu(logits[i]));
  for (size_t i = 0; i < logits.size(); ++i) {
    if (i == c.target[row]) continue;
    const double r = elu(logits[i]), share = std::exp(r) / total;
    agreement += share * sigmoid(elu(logits[c.target[row]]) - r);
    penalty += share * r * r;
  }
  return c.weight[row] * (-std::log(agreement) + c.regularisation * penalty);
}

TEST_P(KernelsTest, BprMaxAndItsGradientMatchTheFormula) {
  const LossCase c;
  Values grad;
  const std::vector<double> loss = c.run(k().bpr_max_rows, grad);
  for (size_t row = 0; row < 5; ++row) {
    std::vector<double> logits(43);
    for (size_t i = 0; i < 43; ++i) logits[i] = c.logit(row, i);
    EXPECT_NEAR(loss[row], bpr_max(c, row, logits), 1e-5);
    for (size_t i = 0; i < 43; ++i) {
      std::vector<double> up = logits, down = logits;
      up[i] += 1e-5;
      down[i] -= 1e-5;
      EXPECT_NEAR(grad[row * 43 + i], (bpr_max(c, row, up) - bpr_max(c, row, down)) / 2e-5, 1e-5) << row << "," << i;
    }
  }
}

TEST_P(KernelsTest, BprMaxWithoutNegativesTeachesNothing) {
  float score = 1.0f;
  const float offset = 0.0f, weight = 1.0f;
  const uint32_t target = 0;
  double loss = -1.0;
  k().bpr_max_rows({.rows = 1,
                    .candidates = 1,
                    .scores = &score,
                    .ld = 1,
                    .offset = &offset,
                    .target = &target,
                    .weight = &weight,
                    .loss = &loss});
  EXPECT_EQ(loss, 0.0);
  EXPECT_EQ(score, 0.0f);
}

TEST_P(KernelsTest, OptimizersMatchTheirFormulas) {
  constexpr size_t kN = 21;
  const Values g = random_values(kN, 12), w0 = random_values(kN, 13), a0 = random_values(kN, 14);
  const Values b0 = random_values(kN, 15, 0.0f, 1.0f);
  Values w = w0, mean = a0, variance = b0;
  k().adam({.rate = 0.1f, .beta1 = 0.9f, .beta2 = 0.99f, .epsilon = 1e-3f, .decay = 0.05f}, kN, g.data(), w.data(),
           mean.data(), variance.data());
  for (size_t i = 0; i < kN; ++i) {
    const double m = 0.9 * a0[i] + 0.1 * g[i], v = 0.99 * b0[i] + 0.01 * g[i] * g[i];
    EXPECT_NEAR(mean[i], m, 1e-6);
    EXPECT_NEAR(variance[i], v, 1e-6);
    EXPECT_NEAR(w[i], w0[i] * 0.95 - 0.1 * m / (std::sqrt(v) + 1e-3), 1e-5);
  }
  Values sum = b0, velocity = a0;
  w = w0;
  k().adagrad({.rate = 0.1f, .momentum = 0.3f, .epsilon = 1e-3f}, kN, g.data(), w.data(), sum.data(), velocity.data());
  for (size_t i = 0; i < kN; ++i) {
    const double s = b0[i] + g[i] * g[i], v = 0.3 * a0[i] - 0.1 * g[i] / std::sqrt(s + 1e-3);
    EXPECT_NEAR(sum[i], s, 1e-6);
    EXPECT_NEAR(velocity[i], v, 1e-5);
    EXPECT_NEAR(w[i], w0[i] + v, 1e-5);
  }
}

TEST_P(KernelsTest, CountsTiesAndNanAsNotLower) {
  Values values(100, 0.25f);
  values[3] = 0.5f;
  values[50] = 0.75f;
  values[99] = 0.5f;
  EXPECT_EQ(k().count_at_least(100, values.data(), 0.5f), 3u);
  values[10] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(k().count_at_least(100, values.data(), 0.5f), 4u);
  EXPECT_EQ(k().count_at_least(100, values.data(), values[10]), 100u);
}

TEST_P(KernelsTest, SmallElementwiseHelpers) {
  Values a = {1.0f, 2.0f, 3.0f, 4.0f, 5.0f, 6.0f};
  const Values b = {2.0f, 0.0f, 1.0f, -1.0f, 3.0f, 0.5f};
  k().multiply(6, b.data(), a.data());
  EXPECT_EQ(a, (Values{2.0f, 0.0f, 3.0f, -4.0f, 15.0f, 3.0f}));
  k().add(6, b.data(), a.data());
  EXPECT_EQ(a, (Values{4.0f, 0.0f, 4.0f, -5.0f, 18.0f, 3.5f}));
  Values sums(2, 99.0f);
  k().column_sums(2, 2, a.data(), 3, sums.data());
  EXPECT_EQ(sums, (Values{-1.0f, 18.0f}));
}

TEST(KernelTables, TheBestOfTheAvailableIsChosen) {
  EXPECT_EQ(&kernels(), available_kernels().back());
  EXPECT_STREQ(available_kernels().front()->name, "baseline");
}

}  // namespace
}  // namespace nearshelf::trainer::math
