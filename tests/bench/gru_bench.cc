// The session model with the best kernels of this machine.
#include "sdk/model/half.h"
#include "sdk/ranking/gru.h"
#include "tests/bench/shape.h"

namespace nearshelf::bench {
namespace {

class GruBench : public benchmark::Fixture {
 public:
  void SetUp(const benchmark::State&) override {
    if (gru_ != nullptr) return;
    model::EmbeddingView embeddings;
    embeddings.item_count = kItems;
    embeddings.dim = kDim;
    embeddings.rows = reinterpret_cast<const int8_t*>(rows_.data());
    embeddings.scales = scales_;
    embeddings.output_bias = bias_;
    model::GruView weights;
    weights.dim = kDim;
    weights.hidden_size = kDim;
    weights.input_weights = weights_;
    weights.hidden_weights = weights_;
    weights.gate_bias = std::span(weights_).first(size_t{3} * kDim);
    gru_ = std::move(ranking::Gru::create(embeddings, weights, nullptr)).value();
    for (uint32_t item = 0; item < 5; ++item) gru_->step(item, hidden_);
  }

 protected:
  const model::AlignedBytes rows_ = random_rows();
  const std::vector<float> scales_ = random_floats(kItems, 0.01f);
  const std::vector<float> bias_ = random_floats(kItems, 1.0f);
  const std::vector<uint16_t> weights_ = model::floats_to_halves(random_floats(size_t{3} * kDim * kDim, 0.1f));
  std::vector<float> hidden_ = std::vector<float>(kDim, 0.0f);
  std::unique_ptr<const ranking::Gru> gru_;
};

BENCHMARK_DEFINE_F(GruBench, step)(benchmark::State& state) {
  uint32_t item = 0;
  for (auto _ : state) {
    gru_->step(item, hidden_);
    item = (item + 7919) % kItems;
    benchmark::ClobberMemory();
  }
}
BENCHMARK_REGISTER_F(GruBench, step)->Apply(report_smallest);

BENCHMARK_DEFINE_F(GruBench, make_query)(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(gru_->make_query(hidden_, 3));
}
BENCHMARK_REGISTER_F(GruBench, make_query)->Apply(report_smallest);

BENCHMARK_DEFINE_F(GruBench, score_all)(benchmark::State& state) {
  const ranking::QuantizedQuery query = gru_->make_query(hidden_, 3);
  std::vector<int32_t> dots(kItems);
  std::vector<float> logits(kItems);
  for (auto _ : state) {
    gru_->score_all(query, dots, logits);
    benchmark::ClobberMemory();
  }
}
BENCHMARK_REGISTER_F(GruBench, score_all)->Apply(report_smallest);

}  // namespace
}  // namespace nearshelf::bench
