// Chance that comes out the same on every platform: the standard fixes std::mt19937_64 to the bit but leaves its
// distributions, and the last bit of exp and log, to each library.
#ifndef NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_RANDOM_H_
#define NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace nearshelf::sample_shop {

// e^x and ln x from IEEE additions, multiplications and divisions alone; relative error below 1e-14. For |x| < 700 and
// x > 0.
double portable_exp(double x);
double portable_log(double x);
// base^exponent for base > 0.
double portable_pow(double base, double exponent);

// Every part of the shop draws from a stream of its own, so that, for example, more sessions leave the products alone.
enum class Stream : uint64_t { kProducts = 1, kRelated, kTrends, kCalendar, kShoppers, kSessions, kDefects, kPictures };

class Random {
 public:
  Random(uint64_t seed, Stream stream);

  double uniform();            // [0, 1), 53 bits
  size_t below(size_t count);  // 0 .. count - 1; count > 0
  bool chance(double probability) { return uniform() < probability; }
  double normal();  // mean 0, deviation 1: the sum of 12 uniforms, so within [-6, 6]
  double log_normal(double median, double sigma) { return median * portable_exp(sigma * normal()); }
  size_t geometric(double stop);  // number of failures before the first success; mean (1 - stop) / stop

 private:
  std::mt19937_64 engine_;
};

// Draws an index with probability proportional to its weight (>= 0, not all 0), in O(log n).
class WeightedChoice {
 public:
  WeightedChoice() = default;
  explicit WeightedChoice(std::span<const double> weights);
  bool empty() const { return sums_.empty(); }
  size_t draw(Random& random) const;

 private:
  std::vector<double> sums_;
};

}  // namespace nearshelf::sample_shop

#endif  // NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_RANDOM_H_
