// Elementary functions with the same bits on every platform: only IEEE 754 single-precision +, -, *, / and comparisons
// in a fixed order, no libm, no fused multiply-add. They assume the default floating-point environment (round to
// nearest, no flush-to-zero), which is what browsers, the JVM and both mobile systems run in.
//
// The errors are the largest over every float of the range against libm in double precision, in units in the last place
// of the exact result; tests/unit/ranking/kernels/math_test.cc repeats the search.
#ifndef NEARSHELF_SDK_RANKING_KERNELS_MATH_H_
#define NEARSHELF_SDK_RANKING_KERNELS_MATH_H_

namespace nearshelf::ranking {

// NaN gives the quiet NaN 0x7fc00000 in all of them.

// e^x, error below 0.99. Infinity above 88.72283; zero below -87.33654, where results would be subnormal.
float portable_exp(float x);

// Natural logarithm, subnormal x included, error below 0.83. log(+-0) = -infinity; NaN for x < 0.
float portable_log(float x);

// 1 / (1 + e^-x), error below 2.41. Zero below -87.33654.
float portable_sigmoid(float x);

// Error below 1.34. Odd: tanh(-x) == -tanh(x) bit for bit, -0 included.
float portable_tanh(float x);

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_KERNELS_MATH_H_
