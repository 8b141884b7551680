#include "server_sync/trainer/math/parallel_gemm.h"

#include <gtest/gtest.h>

#include <vector>

#include "server_sync/trainer/random.h"

namespace nearshelf::trainer::math {
namespace {

using Product = void (*)(ThreadPool&, const Kernels&, const Gemm&, size_t);

std::vector<float> multiply(Product product, size_t threads, const std::vector<float>& a, const std::vector<float>& b) {
  constexpr size_t kRows = 150, kCols = 33, kInner = 70, kLd = 150;
  std::vector<float> c(kRows * kLd, -7.0f);
  ThreadPool pool(threads);
  product(pool, kernels(),
          {.rows = kRows,
           .cols = kCols,
           .inner = kInner,
           .a = a.data(),
           .lda = kLd,
           .b = b.data(),
           .ldb = kLd,
           .c = c.data(),
           .ldc = kLd},
          16);
  return c;
}

// With pieces in the wrong place the undivided product of kernels_test would differ from this one.
TEST(ParallelGemmTest, EqualsTheUndividedProductForEveryNumberOfThreads) {
  Random random(1, Random::Purpose::kInit);
  std::vector<float> a(150 * 150), b(150 * 150);
  for (float& v : a) v = static_cast<float>(random.below(17)) - 8.0f;
  for (float& v : b) v = static_cast<float>(random.below(17)) - 8.0f;
  const Product products[] = {parallel_gemm_nt, parallel_gemm_nn, parallel_gemm_tn};
  void (*const whole[])(const Gemm&) = {kernels().gemm_nt, kernels().gemm_nn, kernels().gemm_tn};
  for (int kind = 0; kind < 3; ++kind) {
    std::vector<float> expected(150 * 150, -7.0f);
    whole[kind]({.rows = 150,
                 .cols = 33,
                 .inner = 70,
                 .a = a.data(),
                 .lda = 150,
                 .b = b.data(),
                 .ldb = 150,
                 .c = expected.data(),
                 .ldc = 150});
    for (const size_t threads : {1, 2, 4}) {
      // Small whole numbers: every order of summation is exact.
      EXPECT_EQ(multiply(products[kind], threads, a, b), expected) << kind << " with " << threads;
    }
  }
}

}  // namespace
}  // namespace nearshelf::trainer::math
