// Elementary functions with the same bits on every platform: only IEEE 754 single-precision +, -, *, / and comparisons
// in a fixed order, no libm, no fused multiply-add. They assume the default floating-point environment (round to
// nearest, no flush-to-zero), which is what browsers, the JVM and both mobile systems run in.
//
// Errors below are the largest found against double-precision libm over every float of the range
// (tests/unit/ranking/kernels/math_test.cc holds them), in units in the last place of the correctly rounded result.
#ifndef NEARSHELF_SDK_RANKING_KERNELS_MATH_H_
#define NEARSHELF_SDK_RANKING_KERNELS_MATH_H_

namespace nearshelf::ranking {

// NaN gives the quiet NaN 0x7fc00000 in all of them.

// e^x. Infinity above 88.72283; zero below -87.33654, where results would be subnormal.
float portable_exp(float x);

// Natural logarithm, subnormal x included. log(+-0) = -infinity; NaN for x < 0.
float portable_log(float x);

// 1 / (1 + e^-x). Zero below -87.33654.
float portable_sigmoid(float x);

// Odd: tanh(-x) == -tanh(x) bit for bit, -0 included.
float portable_tanh(float x);

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_KERNELS_MATH_H_
