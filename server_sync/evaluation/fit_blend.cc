#include "server_sync/evaluation/fit_blend.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <string_view>

#include "sdk/ranking/priors.h"
#include "server_sync/evaluation/blend_likelihood.h"
#include "server_sync/evaluation/parallel.h"

namespace nearshelf::evaluation {
namespace {

using ranking::BlendParameters;

constexpr size_t kBatchCases = 256;
// A batch is cut into this many parts, whose gradients are added in order: the sum does not depend on the threads.
constexpr size_t kBatchParts = 16;
constexpr double kLearningRate = 0.05;
constexpr double kMomentum = 0.9;
constexpr double kSquares = 0.99;
constexpr double kTiny = 1e-4;
// Strength of the defaults: a parameter moves by one (a factor of e) against the weight of this many cases.
constexpr double kPriorCases = 2.0;

std::vector<BlendCase> choose_cases(const data::SessionDataset& validation, const FitOptions& options) {
  std::vector<BlendCase> cases;
  for (size_t s = 0; s < validation.session_count(); ++s) {
    const std::span<const uint32_t> session = validation.session(s);
    for (size_t i = 1; i < session.size(); ++i) cases.push_back({session.first(i), session[i], {}});
  }
  std::mt19937_64 random(options.seed);
  // Fisher-Yates by hand: std::shuffle may differ between libraries.
  for (size_t i = cases.size(); i > 1; --i) std::swap(cases[i - 1], cases[random() % i]);
  if (cases.size() > options.max_cases) cases.resize(options.max_cases);
  return cases;
}

void make_queries(const BlendContext& context, uint32_t threads, std::vector<BlendCase>& cases) {
  if (!context.gru) return;
  run_parallel(threads, cases.size(), [&](size_t i, size_t) {
    std::vector<float> hidden(context.gru->hidden_size(), 0.0f);
    for (const uint32_t item : cases[i].prefix) context.gru->step(item, hidden);
    cases[i].query = context.gru->make_query(hidden, cases[i].prefix.back());
  });
}

// A factor of everything that the ranker finds, so that 0 there switches it off.
bool switched_off(std::string_view table, uint32_t rankers) {
  if (table == "neighbors.match") return (rankers & ranking::kNeighbors) == 0;
  if (table == "rules.step") return (rankers & ranking::kRules) == 0;
  if (table == "own.age" || table == "own.follow") return (rankers & ranking::kOwnItems) == 0;
  return false;
}

// All that is fitted, in a fixed order.
std::vector<std::span<float>> value_spans(BlendFit& fit) {
  std::vector<std::span<float>> spans;
  for (const ranking::ParameterTable& table : parameter_tables(fit.blend)) spans.push_back(table.values);
  spans.emplace_back(&fit.sharpness, 1);
  return spans;
}

// Every parameter is a positive factor; the optimizer moves its logarithm.
class Optimizer {
 public:
  Optimizer(size_t steps, uint32_t rankers) : steps_(static_cast<double>(steps)) {
    for (const ranking::ParameterTable& table : parameter_tables(fit_.blend)) {
      if (switched_off(table.name, rankers)) std::fill(table.values.begin(), table.values.end(), 0.0f);
    }
    for (const std::span<float> values : value_spans(fit_)) {
      for (const float value : values) logs_.push_back(std::log(std::max(value, 1e-6f)));
    }
    defaults_ = logs_;
    momentum_.assign(logs_.size(), 0.0);
    squares_.assign(logs_.size(), 0.0);
  }

  const BlendFit& fit() const { return fit_; }

  // `gradient`: of the sum of the log-likelihoods of `batch` cases out of `cases`.
  void step(const std::vector<double>& gradient, size_t batch, size_t cases) {
    ++step_;
    const double rate = kLearningRate * (1.0 - (step_ - 1.0) / steps_);
    for (size_t i = 0; i < logs_.size(); ++i) {
      const double pull = kPriorCases * (logs_[i] - defaults_[i]) / static_cast<double>(cases);
      const double slope = gradient[i] / static_cast<double>(batch) - pull;
      momentum_[i] = kMomentum * momentum_[i] + (1.0 - kMomentum) * slope;
      squares_[i] = kSquares * squares_[i] + (1.0 - kSquares) * slope * slope;
      const double mean = momentum_[i] / (1.0 - std::pow(kMomentum, step_));
      const double spread = std::sqrt(squares_[i] / (1.0 - std::pow(kSquares, step_)));
      logs_[i] = std::clamp(logs_[i] + rate * mean / (spread + kTiny), -12.0, 12.0);
    }
    size_t i = 0;
    for (const std::span<float> values : value_spans(fit_)) {
      for (float& value : values) {
        // 0 is switched off, and stays so.
        if (value > 0.0f) value = static_cast<float>(std::exp(logs_[i]));
        ++i;
      }
    }
  }

 private:
  double steps_;
  double step_ = 0.0;
  BlendFit fit_;
  std::vector<double> logs_, defaults_, momentum_, squares_;
};

struct BatchPart {
  double log_likelihood = 0.0;
  BlendFit gradient;
};

void clear(BatchPart& part) {
  part.log_likelihood = 0.0;
  for (const std::span<float> values : value_spans(part.gradient)) std::fill(values.begin(), values.end(), 0.0f);
}

}  // namespace

Result<FittedBlend> fit_blend(std::shared_ptr<const model::Model> model, const data::SessionDataset& validation,
                              const FitOptions& options) {
  if (options.max_cases == 0 || options.passes == 0) {
    return invalid_argument("fitting the blend needs at least one case and one pass");
  }
  if (std::any_of(validation.items.begin(), validation.items.end(),
                  [&](uint32_t item) { return item >= model->item_count(); })) {
    return invalid_argument("a validation session has an item that is not in the model");
  }
  BlendContext context;
  context.model = model;
  if (model->has_gru()) {
    NEARSHELF_ASSIGN_OR_RETURN(context.gru, ranking::Gru::create(model));
  }
  context.index = ranking::SessionIndex(model->neighbors(), model->item_count());
  context.prior = ranking::popularity_prior(*model, BlendParameters().popular_trend);

  std::vector<BlendCase> cases = choose_cases(validation, options);
  FittedBlend fitted;
  fitted.cases = cases.size();
  if (cases.empty()) {
    fitted.parameters = name_parameters(Optimizer(1, options.rankers).fit().blend);
    return fitted;
  }
  const uint32_t threads = thread_count(options.threads);
  make_queries(context, threads, cases);

  const size_t batches = (cases.size() + kBatchCases - 1) / kBatchCases;
  Optimizer optimizer(batches * options.passes, options.rankers);
  std::vector<LikelihoodScratch> scratch(threads);
  std::array<BatchPart, kBatchParts> parts;
  std::vector<double> gradient;
  for (uint32_t pass = 0; pass < options.passes; ++pass) {
    double sum = 0.0;
    for (size_t begin = 0; begin < cases.size(); begin += kBatchCases) {
      const size_t end = std::min(begin + kBatchCases, cases.size());
      run_parallel(threads, kBatchParts, [&](size_t part, size_t thread) {
        clear(parts[part]);
        for (size_t i = begin + part; i < end; i += kBatchParts) {
          parts[part].log_likelihood +=
              log_likelihood(context, optimizer.fit(), cases[i], options.focus, scratch[thread], parts[part].gradient);
        }
      });
      gradient.clear();
      for (BatchPart& part : parts) {
        sum += part.log_likelihood;
        size_t i = 0;
        gradient.resize(sizeof(BlendFit) / sizeof(float), 0.0);
        for (const std::span<float> values : value_spans(part.gradient)) {
          for (const float value : values) gradient[i++] += value;
        }
      }
      optimizer.step(gradient, end - begin, cases.size());
    }
    fitted.log_likelihood = sum / static_cast<double>(cases.size());
    if (options.on_pass && !options.on_pass(pass, fitted.log_likelihood)) break;
  }
  fitted.parameters = name_parameters(optimizer.fit().blend);
  return fitted;
}

}  // namespace nearshelf::evaluation
