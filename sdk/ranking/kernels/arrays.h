// Float arrays: the operations of the GRU step and of the blend, with the same bits on every platform and instruction
// set. Elementwise operations are IEEE operations in the order of elementary.h; sums have the one order of sum().
//
// All functions are thread-safe; arrays need no alignment and may be empty.
#ifndef NEARSHELF_SDK_RANKING_KERNELS_ARRAYS_H_
#define NEARSHELF_SDK_RANKING_KERNELS_ARRAYS_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace nearshelf::ranking {

// values[i] = portable_exp(values[i]), and likewise.
void exp_in_place(std::span<float> values);
void sigmoid_in_place(std::span<float> values);
void tanh_in_place(std::span<float> values);

// 16 partial sums, partial j over the values j, j + 16, j + 32, ... from the left, starting at 0; then partials j and
// j + 8 are added, j and j + 4, j and j + 2, j and j + 1.
float sum(std::span<const float> values);

// The largest value; NaN is passed over; -infinity when there is none.
float maximum(std::span<const float> values);

// values[i] = e^(scale * (values[i] - max)) / sum of these: a softmax at temperature 1 / scale, scale > 0.
// -infinity becomes 0; all values become 0 when the largest is -infinity or values is empty.
void softmax_in_place(std::span<float> values, float scale = 1.0f);

// out[i] = factor * values[i], and sums[i] += factor * values[i].
void multiply(std::span<const float> values, float factor, std::span<float> out);
void add_multiple(std::span<const float> values, float factor, std::span<float> sums);

// values[i] *= factors[i]; returns their sum().
float multiply_and_sum(std::span<float> values, std::span<const float> factors);

// values[i] -= others[i].
void subtract_in_place(std::span<int32_t> values, std::span<const int32_t> others);

// sums[j] += weights[i * sums.size() + j] * inputs[i] for i = 0, 1, ... in this order.
void add_matrix_product(std::span<const float> weights, std::span<const float> inputs, std::span<float> sums);

// out[i] = (factor * scales[i]) * dots[i] + bias[i]; an empty bias is not added. |dots[i]| < 2^24, so that it is exact
// as a float. All spans but bias have the size of dots.
void scale_dots(std::span<const int32_t> dots, std::span<const float> scales, std::span<const float> bias, float factor,
                std::span<float> out);

// The first i >= begin with values[i] > threshold; values.size() when there is none. NaN is not above anything.
size_t next_above(std::span<const float> values, size_t begin, float threshold);

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_KERNELS_ARRAYS_H_
