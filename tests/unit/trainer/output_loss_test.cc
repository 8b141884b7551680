#include "server_sync/trainer/output_loss.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/trainer/test_shop.h"

namespace nearshelf::trainer {
namespace {

constexpr size_t kItems = 400;
constexpr size_t kDim = 32;

class OutputLossTest : public testing::Test {
 protected:
  OutputLossTest() : data_(test_shop(kItems, 2000)), counts_(kItems), bias_(kItems), vectors_(kItems * kDim) {
    for (const uint32_t item : data_.items) ++counts_[item];
    Random random(2, Random::Purpose::kInit);
    for (float& v : vectors_) v = random.uniform(-0.3f, 0.3f);
    for (float& v : bias_) v = random.uniform(-1.0f, 1.0f);
    options_ = small_options();
    options_.logit_scale = 4.0f;
  }

  Batch sessions(size_t first, size_t count) const {
    std::vector<Clip> clips;
    for (size_t s = first; s < first + count; ++s) {
      clips.push_back({.begin = data_.offsets[s], .clicks = data_.session(s).size()});
    }
    Batch batch;
    make_clip_batch(data_, clips, batch);
    return batch;
  }

  // Loss of a batch whose query after item i is the vector of item i.
  double loss(const Batch& batch, size_t negatives, uint64_t serial) {
    options_.negatives = static_cast<uint32_t>(negatives);
    const NegativeSampler sampler(counts_, options_.negative_alpha);
    Candidates candidates(kItems);
    candidates.choose(batch, true, negatives, sampler, Random(1, Random::Purpose::kNegatives, serial));
    std::vector<float> queries, local;
    for (const uint32_t item : batch.input) append(item, queries);
    for (const uint32_t item : candidates.items()) append(item, local);
    return loss_.run(options_, batch, candidates, sampler, queries.data(), local.data(), bias_);
  }
  void append(uint32_t item, std::vector<float>& out) const {
    out.insert(out.end(), vectors_.begin() + item * kDim, vectors_.begin() + (item + 1) * kDim);
  }

  // Mean over many batches of sampled minus full loss.
  double bias_of_sampling(size_t negatives) {
    double sum = 0.0;
    for (uint64_t serial = 0; serial < 150; ++serial) {
      const Batch batch = sessions(serial * 13, 6);
      sum += loss(batch, negatives, serial) - loss(batch, 0, serial);
    }
    return sum / 150;
  }

  data::SessionDataset data_;
  std::vector<uint32_t> counts_;
  std::vector<float> bias_, vectors_;
  TrainOptions options_;
  math::ThreadPool pool_{1};
  OutputLoss loss_{pool_, math::kernels()};
};

TEST_F(OutputLossTest, FullSoftmaxIsTheDefinition) {
  const Batch batch = sessions(0, 5);
  double expected = 0.0;
  for (size_t r = 0; r < batch.rows(); ++r) {
    double sum = 0.0, wanted = 0.0;
    for (size_t i = 0; i < kItems; ++i) {
      double logit = bias_[i];
      for (size_t d = 0; d < kDim; ++d) {
        logit += 4.0 * vectors_[i * kDim + d] * vectors_[batch.input[r] * kDim + d];
      }
      sum += std::exp(logit);
      if (i == batch.target[r]) wanted = logit;
    }
    expected += std::log(sum) - wanted;
  }
  EXPECT_NEAR(loss(batch, 0, 1), expected / static_cast<double>(batch.rows()), 1e-4);
}

// With logQ the sampled sum estimates the sum over the whole catalog; what is left is that log is concave.
TEST_F(OutputLossTest, LogQMakesTheSampledLossEstimateTheFullOne) {
  EXPECT_NEAR(bias_of_sampling(60), 0.0, 0.08);
  options_.log_q = false;
  EXPECT_LT(bias_of_sampling(60), -1.0);
}

// The tail of an epoch: few rows, so almost every candidate is a draw; the estimate must hold there too.
TEST_F(OutputLossTest, LogQHoldsForABatchOfOneSession) {
  double sum = 0.0;
  for (uint64_t serial = 0; serial < 300; ++serial) {
    const Batch batch = sessions(serial * 5, 1);
    sum += loss(batch, 80, serial) - loss(batch, 0, serial);
  }
  EXPECT_NEAR(sum / 300, 0.0, 0.08);
}

TEST_F(OutputLossTest, WeightsAreRelative) {
  Batch batch = sessions(0, 5);
  const double before = loss(batch, 60, 1);
  for (float& weight : batch.weight) weight *= 3.0f;
  EXPECT_NEAR(loss(batch, 60, 1), before, 1e-5);
}

}  // namespace
}  // namespace nearshelf::trainer
