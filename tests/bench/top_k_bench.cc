// Selecting the best of one score per item: in random order, and rising, which is the worst order there is.
#include "sdk/ranking/top_k.h"
#include "tests/bench/shape.h"

namespace nearshelf::bench {
namespace {

void select(benchmark::State& state, const std::vector<float>& scores) {
  std::vector<ranking::ScoredItem> best;
  for (auto _ : state) {
    ranking::select_top_k(scores, static_cast<size_t>(state.range(0)), best);
    benchmark::ClobberMemory();
  }
}

void top_k(benchmark::State& state) { select(state, random_floats(kItems, 1.0f)); }
BENCHMARK(top_k)->Arg(20)->Arg(100)->Arg(500)->Apply(report_smallest);

void top_k_of_rising_scores(benchmark::State& state) {
  std::vector<float> scores = random_floats(kItems, 1.0f);
  std::sort(scores.begin(), scores.end());
  select(state, scores);
}
BENCHMARK(top_k_of_rising_scores)->Arg(20)->Apply(report_smallest);

}  // namespace
}  // namespace nearshelf::bench
