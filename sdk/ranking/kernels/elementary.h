// The formulas behind math.h and arrays.h, written once for a single float and for vectors of floats, so that one lane
// of a vector has the bits of the single float. GCC and Clang vectors: operators work lane by lane.
//
// Everything here is static: files compiled for different instruction sets include it, and none may share its code.
#ifndef NEARSHELF_SDK_RANKING_KERNELS_ELEMENTARY_H_
#define NEARSHELF_SDK_RANKING_KERNELS_ELEMENTARY_H_

#include <cstdint>

namespace nearshelf::ranking {

struct OneLane {
  using Float = float;
  using Bits = uint32_t;
};

template <int kLanes>
struct ManyLanes {
  // GCC ignored attributes of an alias in a template for long (its bug 58855), so these are typedefs.
  typedef float Float __attribute__((vector_size(kLanes * sizeof(float))));    // NOLINT(modernize-use-using)
  typedef uint32_t Bits __attribute__((vector_size(kLanes * sizeof(float))));  // NOLINT(modernize-use-using)
};

template <class L>
static inline typename L::Float all_lanes(float value) {
  return typename L::Float{} + value;
}

template <class L>
static inline typename L::Bits to_bits(typename L::Float x) {
  return __builtin_bit_cast(typename L::Bits, x);
}

template <class L>
static inline typename L::Float from_bits(typename L::Bits bits) {
  return __builtin_bit_cast(typename L::Float, bits);
}

template <class L>
static inline typename L::Float absolute(typename L::Float x) {
  return from_bits<L>(to_bits<L>(x) & 0x7fffffffu);
}

// `magnitude` (not negative) with the sign of `sign`.
template <class L>
static inline typename L::Float with_sign(typename L::Float magnitude, typename L::Float sign) {
  return from_bits<L>(to_bits<L>(magnitude) | (to_bits<L>(sign) & 0x80000000u));
}

// x = n ln 2 + r with |r| <= ln 2 / 2 (Cody & Waite 1980, ch. 6); e^r by a polynomial, minimax in relative error.
template <class L>
static inline typename L::Float exp_lanes(typename L::Float x) {
  using F = typename L::Float;
  // Adding 1.5 * 2^23 rounds to an integer, which then stands in the low bits.
  const F shifted = x * 0x1.715476p+0f + 0x1.8p+23f;
  const F n = shifted - 0x1.8p+23f;
  const F r = (x - n * 0x1.63p-1f) - n * -0x1.bd0106p-13f;  // ln 2 in two parts; n times the first is exact
  F p = r * 0x1.6a2288p-10f + 0x1.123b02p-7f;
  p = p * r + 0x1.5558f8p-5f;
  p = p * r + 0x1.55549p-3f;
  p = p * r + 0x1.fffffcp-2f;
  p = (p * (r * r) + r) + 1.0f;
  // In the range kept below the result is a normal number, so n can be added to the exponent field.
  const F scaled = from_bits<L>(to_bits<L>(p) + (to_bits<L>(shifted) << 23));
  F result = x > all_lanes<L>(0x1.62e42ep+6f) ? all_lanes<L>(__builtin_inff()) : scaled;
  result = x < all_lanes<L>(-0x1.5d589ep+6f) ? all_lanes<L>(0.0f) : result;
  return x != x ? all_lanes<L>(__builtin_nanf("")) : result;
}

template <class L>
static inline typename L::Float sigmoid_lanes(typename L::Float x) {
  using F = typename L::Float;
  const F e = exp_lanes<L>(-absolute<L>(x));  // at most 1: no overflow, and full relative precision on both sides
  return (x < all_lanes<L>(0.0f) ? e : all_lanes<L>(1.0f)) / (e + 1.0f);
}

template <class L>
static inline typename L::Float tanh_lanes(typename L::Float x) {
  using F = typename L::Float;
  const F a = absolute<L>(x);
  const F s = a * a;
  F p = s * -0x1.75e1dp-8f + 0x1.52269ap-6f;
  p = p * s + -0x1.b83c5ap-5f;
  p = p * s + 0x1.110726p-3f;
  p = p * s + -0x1.555532p-2f;
  const F small = p * s * a + a;
  const F large = 1.0f - 2.0f / (exp_lanes<L>(a + a) + 1.0f);
  const F result = a < all_lanes<L>(0.625f) ? small : large;
  return x != x ? all_lanes<L>(__builtin_nanf("")) : with_sign<L>(result, x);
}

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_KERNELS_ELEMENTARY_H_
