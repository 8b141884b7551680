#include "sdk/ranking/kernels/arrays.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include "sdk/ranking/kernels/array_kernels.h"
#include "sdk/ranking/kernels/math.h"

namespace nearshelf::ranking {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kUntouched = 12345.0f;

// Every tail of the widest vector and of the 64-value blocks, and some longer ones.
std::vector<size_t> sizes() {
  std::vector<size_t> all(140);
  std::iota(all.begin(), all.end(), size_t{0});
  all.insert(all.end(), {255, 256, 257, 1000, 4099});
  return all;
}

std::vector<float> random_values(size_t count, float spread, uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<float> values(count);
  for (float& value : values) value = spread * (static_cast<float>(random() % 2000001) / 1e6f - 1.0f);
  return values;
}

std::vector<float> with_edges(std::vector<float> values) {
  constexpr std::array kEdges = {kInfinity, -kInfinity, kNan, 0.0f, -0.0f, 1e-42f, -88.0f, 89.0f, 0.625f, 3e38f};
  for (size_t i = 0; i < values.size(); i += 3) values[i] = kEdges[i / 3 % kEdges.size()];
  return values;
}

// Bit patterns, so that NaN equals itself and -0 does not equal 0.
std::vector<uint32_t> bits(const std::vector<float>& values) {
  std::vector<uint32_t> patterns;
  patterns.reserve(values.size());
  for (const float value : values) patterns.push_back(std::bit_cast<uint32_t>(value));
  return patterns;
}

// The order that arrays.h defines, one value at a time.
float defined_sum(const std::vector<float>& values) {
  std::array<float, 16> partials{};
  for (size_t i = 0; i < values.size(); ++i) partials[i % 16] += values[i];
  for (size_t half = 8; half > 0; half /= 2) {
    for (size_t j = 0; j < half; ++j) partials[j] += partials[j + half];
  }
  return partials[0];
}

// Runs an in-place operation of a table on a copy that is followed by a value it must not touch.
template <class Operation>
std::vector<float> run_in_place(std::vector<float> values, Operation operation) {
  values.push_back(kUntouched);
  operation(values.data(), values.size() - 1);
  EXPECT_EQ(values.back(), kUntouched) << "wrote past the end";
  values.pop_back();
  return values;
}

template <class Function>
std::vector<float> map(std::vector<float> values, Function function) {
  for (float& value : values) value = function(value);
  return values;
}

class EveryTable : public ::testing::TestWithParam<size_t> {
 protected:
  const ArrayKernels& table() const { return *available_array_kernels()[GetParam()]; }
};

INSTANTIATE_TEST_SUITE_P(ArrayKernels, EveryTable, ::testing::Range(size_t{0}, available_array_kernels().size()),
                         [](const auto& tested) { return available_array_kernels()[tested.param]->name; });

TEST_P(EveryTable, ElementaryFunctionsHaveTheBitsOfTheSingleFloat) {
  for (const size_t size : sizes()) {
    const std::vector<float> values = with_edges(random_values(size, 95.0f, static_cast<uint32_t>(size)));
    EXPECT_EQ(bits(run_in_place(values, table().sigmoid_in_place)), bits(map(values, portable_sigmoid))) << size;
    EXPECT_EQ(bits(run_in_place(values, table().tanh_in_place)), bits(map(values, portable_tanh))) << size;
    const auto exp = [&](float* data, size_t count) { table().exp_sum_in_place(data, count, 0.0f, 1.0f); };
    EXPECT_EQ(bits(run_in_place(values, exp)), bits(map(values, portable_exp))) << size;
  }
}

TEST_P(EveryTable, ManyFloatsHaveTheBitsOfTheSingleFloat) {
  std::vector<float> values(1 << 16);
  for (size_t i = 0; i < values.size(); ++i) values[i] = std::bit_cast<float>(static_cast<uint32_t>(i * 65521));
  EXPECT_EQ(bits(run_in_place(values, table().sigmoid_in_place)), bits(map(values, portable_sigmoid)));
  EXPECT_EQ(bits(run_in_place(values, table().tanh_in_place)), bits(map(values, portable_tanh)));
}

TEST_P(EveryTable, ExpOfShiftedAndScaledValuesAndItsSum) {
  for (const size_t size : sizes()) {
    const std::vector<float> values = random_values(size, 20.0f, static_cast<uint32_t>(size) + 1);
    const auto expected = map(values, [](float x) { return portable_exp((x - 3.5f) * 0.7f); });
    float total = 0.0f;
    const auto operation = [&](float* data, size_t count) {
      total = table().exp_sum_in_place(data, count, 3.5f, 0.7f);
    };
    EXPECT_EQ(bits(run_in_place(values, operation)), bits(expected)) << size;
    EXPECT_EQ(bits({total}), bits({defined_sum(expected)})) << size;
  }
}

TEST_P(EveryTable, SumHasItsDefinedOrder) {
  for (const size_t size : sizes()) {
    const std::vector<float> values = random_values(size, 1000.0f, static_cast<uint32_t>(size) + 2);
    EXPECT_EQ(bits({table().sum(values.data(), size)}), bits({defined_sum(values)})) << size;
  }
}

TEST_P(EveryTable, MaximumIsFoundAtEveryPlace) {
  for (const size_t size : sizes()) {
    std::vector<float> values = random_values(size, 5.0f, static_cast<uint32_t>(size) + 3);
    for (size_t at = 0; at < size; at += size < 140 ? 1 : 17) {
      const float before = values[at];
      values[at] = 6.0f;
      EXPECT_EQ(table().maximum(values.data(), size), 6.0f) << size << " at " << at;
      values[at] = before;
    }
  }
}

TEST_P(EveryTable, MaximumPassesOverNan) {
  EXPECT_EQ(table().maximum(nullptr, 0), -kInfinity);
  const std::vector<float> no_number(19, kNan);
  EXPECT_EQ(table().maximum(no_number.data(), no_number.size()), -kInfinity);
  for (size_t at = 0; at < no_number.size(); ++at) {
    std::vector<float> values = no_number;
    values[at] = -7.0f;
    EXPECT_EQ(table().maximum(values.data(), values.size()), -7.0f) << at;
  }
}

TEST_P(EveryTable, MultiplyInPlace) {
  for (const size_t size : sizes()) {
    const std::vector<float> values = random_values(size, 9.0f, static_cast<uint32_t>(size) + 4);
    const auto operation = [&](float* data, size_t count) { table().multiply_in_place(data, count, 0.3f); };
    EXPECT_EQ(bits(run_in_place(values, operation)), bits(map(values, [](float x) { return x * 0.3f; }))) << size;
  }
}

TEST_P(EveryTable, MultiplyAndAddMultiple) {
  for (const size_t size : sizes()) {
    const std::vector<float> values = random_values(size, 9.0f, static_cast<uint32_t>(size) + 11);
    const std::vector<float> start = random_values(size, 9.0f, static_cast<uint32_t>(size) + 12);
    std::vector<float> products(size), sums(size);
    for (size_t i = 0; i < size; ++i) {
      products[i] = 0.3f * values[i];
      sums[i] = start[i] + products[i];
    }
    const auto multiply = [&](float* out, size_t count) { table().multiply(values.data(), 0.3f, out, count); };
    const auto add = [&](float* out, size_t count) { table().add_multiple(values.data(), 0.3f, out, count); };
    EXPECT_EQ(bits(run_in_place(start, multiply)), bits(products)) << size;
    EXPECT_EQ(bits(run_in_place(start, add)), bits(sums)) << size;
  }
}

TEST_P(EveryTable, MultiplyAndSum) {
  for (const size_t size : sizes()) {
    const std::vector<float> values = random_values(size, 9.0f, static_cast<uint32_t>(size) + 13);
    const std::vector<float> factors = random_values(size, 1.0f, static_cast<uint32_t>(size) + 14);
    std::vector<float> products(size);
    for (size_t i = 0; i < size; ++i) products[i] = values[i] * factors[i];
    float total = 0.0f;
    const auto operation = [&](float* data, size_t count) {
      total = table().multiply_and_sum(data, factors.data(), count);
    };
    EXPECT_EQ(bits(run_in_place(values, operation)), bits(products)) << size;
    EXPECT_EQ(total, defined_sum(products)) << size;
  }
}

TEST_P(EveryTable, SubtractInPlace) {
  for (const size_t size : sizes()) {
    std::vector<int32_t> values(size), others(size), expected(size);
    for (size_t i = 0; i < size; ++i) {
      values[i] = static_cast<int32_t>(i * 7919 % 100003);
      others[i] = static_cast<int32_t>(i * 104729 % 65537) - 30000;
      expected[i] = values[i] - others[i];
    }
    table().subtract_in_place(values.data(), others.data(), size);
    EXPECT_EQ(values, expected) << size;
  }
}

TEST_P(EveryTable, MatrixProductAddsInputsInOrder) {
  for (const size_t size : sizes()) {
    if (size > 257) break;
    for (const size_t input_count : {0, 1, 2, 37}) {
      const std::vector<float> weights = random_values(size * input_count, 1.0f, static_cast<uint32_t>(size) + 5);
      const std::vector<float> inputs = random_values(input_count, 1.0f, 6);
      const std::vector<float> start = random_values(size, 1.0f, 7);
      std::vector<float> expected = start;
      for (size_t j = 0; j < size; ++j) {
        for (size_t i = 0; i < input_count; ++i) expected[j] += weights[i * size + j] * inputs[i];
      }
      const auto operation = [&](float* data, size_t count) {
        table().add_matrix_product(weights.data(), inputs.data(), input_count, data, count);
      };
      EXPECT_EQ(bits(run_in_place(start, operation)), bits(expected)) << size << " x " << input_count;
    }
  }
}

TEST_P(EveryTable, ScaleDots) {
  std::mt19937 random(8);
  for (const size_t size : sizes()) {
    std::vector<int32_t> dots(size);
    for (int32_t& dot : dots) dot = static_cast<int32_t>(random() % (1u << 25)) - (1 << 24);
    const std::vector<float> scales = random_values(size, 0.02f, 9);
    const std::vector<float> bias = random_values(size, 3.0f, 10);
    std::vector<float> expected(size), expected_without(size);
    for (size_t i = 0; i < size; ++i) {
      expected_without[i] = (0.37f * scales[i]) * static_cast<float>(dots[i]);
      expected[i] = expected_without[i] + bias[i];
    }
    const auto run = [&](const float* bias_or_null) {
      return run_in_place(std::vector<float>(size), [&](float* out, size_t count) {
        table().scale_dots(dots.data(), scales.data(), bias_or_null, 0.37f, out, count);
      });
    };
    EXPECT_EQ(bits(run(bias.data())), bits(expected)) << size;
    EXPECT_EQ(bits(run(nullptr)), bits(expected_without)) << size;
  }
}

TEST_P(EveryTable, NextAboveFindsTheFirstFromEveryStart) {
  for (const size_t size : sizes()) {
    if (size > 260) break;
    std::vector<float> values(size, 1.0f);
    for (size_t at = 0; at < size; at += 7) {
      values[at] = 1.5f;
      for (const size_t begin : {size_t{0}, at / 2, at, at + 1}) {
        EXPECT_EQ(table().next_above(values.data(), begin, size, 1.0f), begin <= at ? at : size) << size << ' ' << at;
      }
      values[at] = kNan;
    }
    EXPECT_EQ(table().next_above(values.data(), 0, size, 1.0f), size);
    EXPECT_EQ(table().next_above(values.data(), 0, size, -kInfinity), size > 1 ? 1u : size);
  }
}

TEST(Arrays, SpansReachTheKernels) {
  std::vector<float> values = {0.0f, 1.0f, -2.0f};
  exp_in_place(values);
  EXPECT_EQ(values, (std::vector<float>{1.0f, portable_exp(1.0f), portable_exp(-2.0f)}));
  EXPECT_EQ(sum(values), defined_sum(values));
  EXPECT_EQ(maximum(values), portable_exp(1.0f));
  EXPECT_EQ(next_above(values, 0, 1.0f), 1u);
  sigmoid_in_place(values);
  EXPECT_EQ(values[0], portable_sigmoid(1.0f));
  tanh_in_place(values);
  EXPECT_EQ(values[0], portable_tanh(portable_sigmoid(1.0f)));
  std::vector<float> sums = {1.0f, 2.0f};
  add_matrix_product(std::vector<float>{1.0f, 10.0f, 100.0f, 1000.0f}, std::vector<float>{2.0f, 3.0f}, sums);
  EXPECT_EQ(sums, (std::vector<float>{303.0f, 3022.0f}));
  scale_dots(std::vector<int32_t>{2, -3}, std::vector<float>{0.5f, 0.25f}, {}, 4.0f, sums);
  EXPECT_EQ(sums, (std::vector<float>{4.0f, -3.0f}));
}

TEST(Softmax, IsAProbabilityInTheOrderOfItsInput) {
  const std::vector<float> logits = random_values(4099, 12.0f, 12);
  for (const float scale : {0.5f, 1.0f, 2.0f}) {
    std::vector<float> values = logits;
    softmax_in_place(values, scale);
    double total = 0.0;
    double exact_total = 0.0;
    for (const float logit : logits) exact_total += std::exp(double{scale} * double{logit});
    for (size_t i = 0; i < values.size(); ++i) {
      total += double{values[i]};
      EXPECT_NEAR(values[i], std::exp(double{scale} * double{logits[i]}) / exact_total,
                  1e-5 * double{values[i]} + 1e-30);
    }
    EXPECT_NEAR(total, 1.0, 1e-5);
  }
}

TEST(Softmax, LargeLogitsDoNotOverflow) {
  std::vector<float> values = {1e30f, 1e30f, 0.0f, -kInfinity};
  softmax_in_place(values);
  EXPECT_EQ(values, (std::vector<float>{0.5f, 0.5f, 0.0f, 0.0f}));
}

TEST(Softmax, NothingToChooseFromIsAllZero) {
  std::vector<float> none;
  softmax_in_place(none);
  std::vector<float> masked(5, -kInfinity);
  softmax_in_place(masked);
  EXPECT_EQ(masked, std::vector<float>(5, 0.0f));
}

}  // namespace
}  // namespace nearshelf::ranking
