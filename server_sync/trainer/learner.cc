#include "server_sync/trainer/learner.h"

#include <algorithm>
#include <cmath>

namespace nearshelf::trainer {
namespace {

constexpr size_t kRowGrain = 256;

// Glorot & Bengio 2010, eq. 16, for one block of a stacked matrix.
void glorot(Random& random, float* block, size_t rows, size_t cols) {
  const float limit = std::sqrt(6.0f / static_cast<float>(rows + cols));
  for (size_t i = 0; i < rows * cols; ++i) block[i] = random.uniform(-limit, limit);
}

GruModel initial_weights(const TrainOptions& o, size_t items) {
  GruModel w;
  w.item_count = static_cast<uint32_t>(items);
  w.dim = o.dim;
  w.hidden_size = o.hidden_size;
  w.normalize_query = o.normalize;
  w.logit_scale = o.logit_scale;
  const size_t dim = o.dim, hidden = o.hidden_size;
  Random random(o.seed, Random::Purpose::kInit);
  w.embeddings.resize(items * dim);
  glorot(random, w.embeddings.data(), items, dim);
  if (o.normalize) {
    for (float& v : w.embeddings) v *= std::sqrt(static_cast<float>(items + dim) / (2.0f * static_cast<float>(dim)));
  }
  w.output_bias.assign(items, 0.0f);
  w.input_weights.resize(3 * hidden * dim);
  w.hidden_weights.resize(3 * hidden * hidden);
  for (size_t gate = 0; gate < 3; ++gate) {
    glorot(random, w.input_weights.data() + gate * hidden * dim, hidden, dim);
    glorot(random, w.hidden_weights.data() + gate * hidden * hidden, hidden, hidden);
  }
  w.gate_bias.assign(3 * hidden, 0.0f);
  if (o.query_projection) {
    w.query_weights.resize(dim * (hidden + dim));
    glorot(random, w.query_weights.data(), dim, hidden + dim);
    w.query_bias.assign(dim, 0.0f);
  }
  return w;
}

// 16 random bits per element are ample for a rate given in percent.
void dropout_mask(Random random, float rate, size_t n, float* out) {
  const auto threshold = static_cast<uint32_t>(rate * 65536.0f);
  const float keep = 65536.0f / static_cast<float>(65536 - threshold);
  for (size_t i = 0; i < n;) {
    uint64_t bits = random.next();
    for (int lane = 0; lane < 4 && i < n; ++lane, ++i, bits >>= 16) out[i] = (bits & 0xffff) < threshold ? 0.0f : keep;
  }
}

}  // namespace

Learner::Learner(const TrainOptions& options, std::span<const uint32_t> target_counts, math::ThreadPool& pool,
                 const math::Kernels& kernels)
    : options_(options),
      sampler_(target_counts, options.negative_alpha),
      pool_(pool),
      k_(kernels),
      weights_(initial_weights(options, target_counts.size())),
      pass_(pool, kernels),
      loss_(pool, kernels),
      candidates_(target_counts.size()) {
  grads_.input_weights.resize(weights_.input_weights.size());
  grads_.hidden_weights.resize(weights_.hidden_weights.size());
  grads_.gate_bias.resize(weights_.gate_bias.size());
  grads_.query_weights.resize(weights_.query_weights.size());
  grads_.query_bias.resize(weights_.query_bias.size());
  for (const std::vector<float>* tensor : tensors()) {
    optimizer_.first.emplace_back(tensor->size(), 0.0f);
    optimizer_.second.emplace_back(tensor->size(), 0.0f);
  }
}

std::vector<std::vector<float>*> Learner::tensors() {
  return {&weights_.embeddings, &weights_.output_bias,   &weights_.input_weights, &weights_.hidden_weights,
          &weights_.gate_bias,  &weights_.query_weights, &weights_.query_bias};
}

GruModel Learner::model() const {
  GruModel model = weights_;
  if (options_.normalize) {
    std::vector<float> unused(model.item_count);
    k_.normalize_rows(model.item_count, model.dim, model.embeddings.data(), model.embeddings.data(), unused.data());
  }
  return model;
}

void Learner::make_masks(const Batch& batch, uint64_t serial) {
  const auto fill = [&](std::vector<float>& mask, float rate, size_t width, Random::Purpose purpose) {
    if (rate <= 0.0f) return mask.clear();
    mask.resize(batch.rows() * width);
    pool_.parallel_ranges(batch.rows(), kRowGrain, [&](size_t begin, size_t end) {
      dropout_mask(Random(options_.seed, purpose, serial, begin), rate, (end - begin) * width,
                   mask.data() + begin * width);
    });
  };
  fill(masks_.input, options_.input_dropout, options_.dim, Random::Purpose::kInputDropout);
  fill(masks_.state, options_.state_dropout, options_.hidden_size, Random::Purpose::kStateDropout);
}

void Learner::gather(const Batch& batch) {
  const size_t dim = options_.dim, touched = candidates_.items().size();
  vectors_.resize(touched * dim);
  inverse_norm_.resize(touched);
  pool_.parallel_ranges(touched, kRowGrain, [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      std::copy_n(weights_.embeddings.data() + size_t{candidates_.items()[i]} * dim, dim, vectors_.data() + i * dim);
    }
    if (!options_.normalize) return;
    float* vectors = vectors_.data() + begin * dim;
    k_.normalize_rows(end - begin, dim, vectors, vectors, inverse_norm_.data() + begin);
  });
  std::vector<float>& inputs = pass_.inputs(batch.rows(), dim);
  for (size_t r = 0; r < batch.rows(); ++r) {
    std::copy_n(vectors_.data() + size_t{candidates_.local(batch.input[r])} * dim, dim, inputs.data() + r * dim);
  }
}

double Learner::gradients(const Batch& batch, uint64_t serial) {
  const size_t dim = options_.dim;
  candidates_.choose(batch, options_.batching == Batching::kWholeSessions, options_.negatives, sampler_,
                     Random(options_.seed, Random::Purpose::kNegatives, serial));
  gather(batch);
  make_masks(batch, serial);
  pass_.forward(weights_, batch, carried_.data(), masks_);
  const double loss =
      loss_.run(options_, batch, candidates_, sampler_, pass_.queries(), vectors_.data(), weights_.output_bias);
  pass_.backward(weights_, batch, masks_, loss_.query_grad(), grads_);
  scatter_input_grad(batch);
  if (options_.normalize) {
    pool_.parallel_ranges(candidates_.items().size(), kRowGrain, [&](size_t begin, size_t end) {
      k_.normalize_rows_backward(end - begin, dim, vectors_.data() + begin * dim, inverse_norm_.data() + begin,
                                 loss_.vector_grad().data() + begin * dim);
    });
  }
  return loss;
}

void Learner::scatter_input_grad(const Batch& batch) {
  const size_t dim = options_.dim, scored = candidates_.scored();
  std::vector<float>& grad = loss_.vector_grad();
  std::fill(grad.begin() + static_cast<ptrdiff_t>(scored * dim), grad.end(), 0.0f);
  for (size_t r = 0; r < batch.rows(); ++r) {
    k_.add(dim, pass_.input_grad() + r * dim, grad.data() + size_t{candidates_.local(batch.input[r])} * dim);
  }
}

double Learner::step(const Batch& batch, uint64_t serial, float rate) {
  const double loss = gradients(batch, serial);
  update(rate);
  if (options_.batching == Batching::kSessionParallel) carried_ = pass_.last_states(batch);
  return loss;
}

void Learner::update(float rate) {
  ++optimizer_.steps;
  update_rows(rate);
  const std::vector<std::vector<float>*> weights = tensors();
  const std::vector<float>* grads[] = {&grads_.input_weights, &grads_.hidden_weights, &grads_.gate_bias,
                                       &grads_.query_weights, &grads_.query_bias};
  for (size_t t = 2; t < weights.size(); ++t) {
    std::vector<float>& w = *weights[t];
    const float* g = grads[t - 2]->data();
    if (options_.optimizer == Optimizer::kAdagrad) {
      k_.adagrad({.rate = rate, .momentum = options_.momentum}, w.size(), g, w.data(), optimizer_.first[t].data(),
                 optimizer_.second[t].data());
    } else {
      const double steps = static_cast<double>(optimizer_.steps);
      const double correction = std::sqrt(1.0 - std::pow(0.999, steps)) / (1.0 - std::pow(0.9, steps));
      k_.adam({.rate = static_cast<float>(rate * correction), .decay = rate * options_.weight_decay}, w.size(), g,
              w.data(), optimizer_.first[t].data(), optimizer_.second[t].data());
    }
  }
}

void Learner::update_rows(float rate) {
  const size_t dim = options_.dim;
  const double steps = static_cast<double>(optimizer_.steps);
  const double correction = std::sqrt(1.0 - std::pow(0.999, steps)) / (1.0 - std::pow(0.9, steps));
  const math::AdamStep adam{.rate = static_cast<float>(rate * correction), .decay = rate * options_.embedding_decay};
  const math::AdagradStep adagrad{.rate = rate, .momentum = options_.momentum};
  const auto apply = [&](size_t n, const float* g, size_t tensor, std::vector<float>& w, size_t at) {
    float* first = optimizer_.first[tensor].data() + at;
    float* second = optimizer_.second[tensor].data() + at;
    if (options_.optimizer == Optimizer::kAdam) {
      k_.adam(adam, n, g, w.data() + at, first, second);
    } else {
      k_.adagrad(adagrad, n, g, w.data() + at, first, second);
    }
  };
  pool_.parallel_ranges(candidates_.items().size(), kRowGrain, [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      const size_t item = candidates_.items()[i];
      apply(dim, loss_.vector_grad().data() + i * dim, 0, weights_.embeddings, item * dim);
      if (options_.output_bias && i < candidates_.scored())
        apply(1, &loss_.bias_grad()[i], 1, weights_.output_bias, item);
    }
  });
}

}  // namespace nearshelf::trainer
