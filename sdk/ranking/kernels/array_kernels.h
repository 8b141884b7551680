// The functions behind arrays.h, one table per instruction set.
#ifndef NEARSHELF_SDK_RANKING_KERNELS_ARRAY_KERNELS_H_
#define NEARSHELF_SDK_RANKING_KERNELS_ARRAY_KERNELS_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace nearshelf::ranking {

struct ArrayKernels {
  const char* name;  // "portable", "avx2", "avx512"
  // values[i] = e^(scale * (values[i] - shift)); returns their sum, in the order of sum().
  float (*exp_sum_in_place)(float* values, size_t count, float shift, float scale);
  void (*sigmoid_in_place)(float* values, size_t count);
  void (*tanh_in_place)(float* values, size_t count);
  void (*multiply_in_place)(float* values, size_t count, float factor);
  void (*multiply)(const float* values, float factor, float* out, size_t count);
  void (*add_multiple)(const float* values, float factor, float* sums, size_t count);
  // values[i] *= factors[i]; returns their sum, in the order of sum().
  float (*multiply_and_sum)(float* values, const float* factors, size_t count);
  float (*sum)(const float* values, size_t count);
  float (*maximum)(const float* values, size_t count);
  void (*add_matrix_product)(const float* weights, const float* inputs, size_t input_count, float* sums,
                             size_t sum_count);
  void (*subtract_in_place)(int32_t* values, const int32_t* others, size_t count);
  // bias may be null.
  void (*scale_dots)(const int32_t* dots, const float* scales, const float* bias, float factor, float* out,
                     size_t count);
  size_t (*next_above)(const float* values, size_t begin, size_t count, float threshold);
};

// Compiled for the instruction set of the name; call the functions only where cpu_features() allows it.
extern const ArrayKernels kPortableArrayKernels;
extern const ArrayKernels kAvx2ArrayKernels;
extern const ArrayKernels kAvx512ArrayKernels;

// Every table that this CPU can run, slowest first; never empty. Decided once, thread-safe.
std::span<const ArrayKernels* const> available_array_kernels();

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_KERNELS_ARRAY_KERNELS_H_
