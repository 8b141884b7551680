#include "server_sync/trainer/options.h"

#include <array>
#include <cmath>
#include <sstream>

namespace nearshelf::trainer {
namespace {

constexpr std::array kPresets = {
    Preset{"default", "the most accurate: whole sessions, unit vectors, many negatives, Adam"},
    Preset{"fast", "about half the time of the default for a point or two of accuracy"},
    Preset{"gru4rec-ce", "GRU4Rec of the papers: session-parallel batches, cross-entropy, Adagrad with momentum"},
    Preset{"gru4rec-bprmax", "GRU4Rec of the papers with the BPR-max loss on ELU scores"},
};

TrainOptions gru4rec() {
  TrainOptions o;
  o.query_projection = false;
  o.recency_halving = 0.0f;
  o.normalize = false;
  o.logit_scale = 1.0f;
  o.output_bias = true;
  o.batching = Batching::kSessionParallel;
  o.batch_size = 128;
  o.optimizer = Optimizer::kAdagrad;
  o.learning_rate = 0.07f;
  o.warmup_epochs = 0.0f;
  o.final_rate = 1.0f;
  o.input_dropout = 0.1f;
  o.state_dropout = 0.1f;
  return o;
}

Status out_of_range(const char* field, const char* allowed) { return invalid_argument(allowed, field); }

// NaN is in no range.
bool within(float value, float low, float high) { return value >= low && value <= high; }

}  // namespace

std::span<const Preset> presets() { return kPresets; }

Result<TrainOptions> preset_options(std::string_view name) {
  TrainOptions o;
  if (name == "default") return o;
  if (name == "fast") {
    o.epochs = 3;
    o.negatives = 1024;
    return o;
  }
  if (name == "gru4rec-ce") {
    o = gru4rec();
    o.negative_alpha = 0.5f;
    return o;
  }
  if (name == "gru4rec-bprmax") {
    o = gru4rec();
    o.loss = Loss::kBprMax;
    o.negative_alpha = 0.3f;
    o.momentum = 0.2f;
    return o;
  }
  std::string known;
  for (const Preset& preset : kPresets) known += (known.empty() ? "" : ", ") + std::string(preset.name);
  return invalid_argument("there is no preset '" + std::string(name) + "'; known are " + known, "preset");
}

Status check_options(const TrainOptions& o) {
  if (o.dim == 0 || o.dim % 32 != 0 || o.dim > 1024) return out_of_range("dim", "must be a multiple of 32 up to 1024");
  if (o.hidden_size == 0 || o.hidden_size % 8 != 0 || o.hidden_size > 2048) {
    return out_of_range("hidden_size", "must be a multiple of 8 up to 2048");
  }
  if (!o.query_projection && o.hidden_size != o.dim) {
    return out_of_range("hidden_size", "must equal dim without the query projection");
  }
  if (!within(o.logit_scale, 1e-3f, 1e3f)) return out_of_range("logit_scale", "must be between 0.001 and 1000");
  if (o.negatives > 10'000'000) return out_of_range("negatives", "must be at most 10,000,000");
  if (!within(o.negative_alpha, 0.0f, 1.0f)) return out_of_range("negative_alpha", "must be between 0 and 1");
  if (!within(o.label_smoothing, 0.0f, 0.9f)) return out_of_range("label_smoothing", "must be between 0 and 0.9");
  if (!within(o.elu_alpha, 0.0f, 10.0f)) return out_of_range("elu_alpha", "must be between 0 and 10");
  if (!within(o.bpr_regularisation, 0.0f, 1e3f))
    return out_of_range("bpr_regularisation", "must be between 0 and 1000");
  if (o.batch_size == 0 || o.batch_size > 65536) return out_of_range("batch_size", "must be between 1 and 65536");
  if (o.max_session_clicks < 2 || o.max_session_clicks > 10'000) {
    return out_of_range("max_session_clicks", "must be between 2 and 10,000");
  }
  if (!within(o.recency_halving, 0.0f, 100.0f)) return out_of_range("recency_halving", "must be between 0 and 100");
  if (!within(o.learning_rate, 1e-7f, 10.0f)) return out_of_range("learning_rate", "must be between 1e-7 and 10");
  if (!within(o.momentum, 0.0f, 0.999f)) return out_of_range("momentum", "must be between 0 and 0.999");
  if (!within(o.warmup_epochs, 0.0f, 1000.0f)) return out_of_range("warmup_epochs", "must be between 0 and 1000");
  if (!within(o.final_rate, 0.0f, 1.0f)) return out_of_range("final_rate", "must be between 0 and 1");
  if (!within(o.weight_decay, 0.0f, 10.0f)) return out_of_range("weight_decay", "must be between 0 and 10");
  if (!within(o.embedding_decay, 0.0f, 10.0f)) return out_of_range("embedding_decay", "must be between 0 and 10");
  if (!within(o.input_dropout, 0.0f, 0.95f)) return out_of_range("input_dropout", "must be between 0 and 0.95");
  if (!within(o.state_dropout, 0.0f, 0.95f)) return out_of_range("state_dropout", "must be between 0 and 0.95");
  if (o.epochs == 0 || o.epochs > 10'000) return out_of_range("epochs", "must be between 1 and 10,000");
  if (o.patience == 0) return out_of_range("patience", "must be at least 1");
  if (!within(o.validation_fraction, 0.0f, 0.5f))
    return out_of_range("validation_fraction", "must be between 0 and 0.5");
  if (o.finetune_epochs > 10'000) return out_of_range("finetune_epochs", "must be at most 10,000");
  if (!within(o.finetune_rate, 0.0f, 1.0f)) return out_of_range("finetune_rate", "must be between 0 and 1");
  if (!within(o.finetune_replay, 0.0f, 1.0f)) return out_of_range("finetune_replay", "must be between 0 and 1");
  return ok_status();
}

std::string options_text(const TrainOptions& o) {
  std::ostringstream text;
  text.precision(9);  // enough to tell any two floats apart
  text << "dim=" << o.dim << "\nhidden_size=" << o.hidden_size << "\nquery_projection=" << o.query_projection
       << "\nnormalize=" << o.normalize << "\nlogit_scale=" << o.logit_scale << "\noutput_bias=" << o.output_bias
       << "\nloss=" << static_cast<int>(o.loss) << "\nnegatives=" << o.negatives
       << "\nnegative_alpha=" << o.negative_alpha << "\nlog_q=" << o.log_q << "\nlabel_smoothing=" << o.label_smoothing
       << "\nelu_alpha=" << o.elu_alpha << "\nbpr_regularisation=" << o.bpr_regularisation
       << "\nbatching=" << static_cast<int>(o.batching) << "\nbatch_size=" << o.batch_size
       << "\nmax_session_clicks=" << o.max_session_clicks << "\nrecency_halving=" << o.recency_halving
       << "\noptimizer=" << static_cast<int>(o.optimizer) << "\nlearning_rate=" << o.learning_rate
       << "\nmomentum=" << o.momentum << "\nwarmup_epochs=" << o.warmup_epochs << "\nfinal_rate=" << o.final_rate
       << "\nweight_decay=" << o.weight_decay << "\nembedding_decay=" << o.embedding_decay
       << "\ninput_dropout=" << o.input_dropout << "\nstate_dropout=" << o.state_dropout << "\nepochs=" << o.epochs
       << "\npatience=" << o.patience << "\nvalidation_fraction=" << o.validation_fraction
       << "\nfinetune_epochs=" << o.finetune_epochs << "\nfinetune_rate=" << o.finetune_rate
       << "\nfinetune_replay=" << o.finetune_replay << "\nseed=" << o.seed << "\n";
  return text.str();
}

}  // namespace nearshelf::trainer
