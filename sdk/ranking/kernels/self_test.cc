#include "sdk/ranking/kernels/self_test.h"

#include <array>
#include <span>

#include "sdk/base/bit_cast.h"
#include "sdk/ranking/kernels/arrays.h"
#include "sdk/ranking/kernels/scan.h"

namespace nearshelf::ranking {
namespace {

constexpr uint32_t kKnownFingerprint = 0x5603e6c0u;

// Numerical Recipes' "quick and dirty" generator; any would do.
class Numbers {
 public:
  uint32_t below(uint32_t bound) {
    state_ = state_ * 1664525u + 1013904223u;
    return (state_ >> 8) % bound;
  }
  // A multiple of 2^-10 from -8 to 8.
  float real() { return (static_cast<float>(below(1u << 14)) - 8192.0f) / 1024.0f; }

 private:
  uint32_t state_ = 1;
};

// FNV-1a over 32-bit words.
class Fold {
 public:
  void add(uint32_t word) { hash_ = (hash_ ^ word) * 16777619u; }
  void add(std::span<const float> values) {
    for (const float value : values) add(bit_cast<uint32_t>(value));
  }
  uint32_t hash() const { return hash_; }

 private:
  uint32_t hash_ = 2166136261u;
};

// Five rows: a group of four, which the kernels take together, and one alone; the extremes of both operands among them.
void fold_scan(Numbers& numbers, Fold& fold) {
  constexpr size_t kRows = 5;
  constexpr size_t kDim = 64;
  alignas(64) std::array<int8_t, kRows * kDim> rows;
  std::array<uint8_t, kDim> query;
  std::array<int32_t, kRows> dots;
  for (int8_t& value : rows) value = static_cast<int8_t>(static_cast<int>(numbers.below(255)) - 127);
  for (uint8_t& value : query) value = static_cast<uint8_t>(numbers.below(128));
  for (size_t d = 0; d < kDim / 2; ++d) {
    rows[d] = 127;
    rows[kDim + d] = -127;
    query[d] = 127;
  }
  best_scan_kernel().scan(rows.data(), kRows, kDim, query.data(), dots.data());
  for (const int32_t dot : dots) fold.add(static_cast<uint32_t>(dot));
}

void fold_arrays(Numbers& numbers, Fold& fold) {
  constexpr size_t kCount = 43;  // vectors of every width, and a rest
  std::array<float, kCount> values;
  for (float& value : values) value = numbers.real();
  for (void (*function)(std::span<float>) : {exp_in_place, sigmoid_in_place, tanh_in_place}) {
    std::array<float, kCount> results = values;
    function(results);
    fold.add(results);
  }
  std::array<float, kCount> shares = values;
  softmax_in_place(shares, 0.75f);
  fold.add(shares);
  fold.add(bit_cast<uint32_t>(sum(values)));
  fold.add(bit_cast<uint32_t>(maximum(values)));
  fold.add(static_cast<uint32_t>(next_above(values, 1, 7.0f)));

  constexpr size_t kInputs = 3;
  std::array<float, kInputs * kCount> weights;
  for (float& weight : weights) weight = numbers.real();
  std::array<float, kCount> sums = values;
  add_matrix_product(weights, std::span<const float>(values).first(kInputs), sums);
  fold.add(sums);

  std::array<int32_t, kCount> dots;
  for (int32_t& dot : dots) dot = static_cast<int32_t>(numbers.below(1u << 22)) - (1 << 21);
  scale_dots(dots, values, shares, 0.3f, sums);
  fold.add(sums);
}

}  // namespace

uint32_t kernel_fingerprint() {
  Numbers numbers;
  Fold fold;
  fold_scan(numbers, fold);
  fold_arrays(numbers, fold);
  return fold.hash();
}

bool kernels_give_known_results() { return kernel_fingerprint() == kKnownFingerprint; }

}  // namespace nearshelf::ranking
