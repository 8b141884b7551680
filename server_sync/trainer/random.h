// Counter-based randomness: every draw is a function of (seed, purpose, place), so a resumed run and a run with another
// number of threads see the same numbers without any generator state being saved.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_RANDOM_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace nearshelf::trainer {

// SplitMix64 (Steele, Lea & Flood 2014).
class Random {
 public:
  enum class Purpose : uint64_t { kInit = 1, kOrder = 2, kNegatives = 3, kInputDropout = 4, kStateDropout = 5 };

  Random(uint64_t seed, Purpose purpose, uint64_t a = 0, uint64_t b = 0)
      : state_(mix(mix(mix(mix(seed) ^ static_cast<uint64_t>(purpose)) ^ a) ^ b)) {}

  uint64_t next() { return mix(state_ += kStep); }
  // In [0, 1).
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  float uniform(float low, float high) { return low + (high - low) * static_cast<float>(uniform()); }
  // In [0, n); the bias of the multiplication is below 2^-32 for every n that fits in 32 bits.
  uint32_t below(uint32_t n) { return static_cast<uint32_t>(((next() >> 32) * n) >> 32); }

  template <typename T>
  void shuffle(std::vector<T>& values) {
    for (size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(static_cast<uint32_t>(i))]);
  }

 private:
  static constexpr uint64_t kStep = 0x9e3779b97f4a7c15;
  static uint64_t mix(uint64_t z) {
    z = (z + kStep);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  uint64_t state_;
};

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_RANDOM_H_
