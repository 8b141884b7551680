// Every choice that a training run depends on, and the named sets of them.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_OPTIONS_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_OPTIONS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "sdk/base/status.h"

namespace nearshelf::trainer {

enum class Loss { kCrossEntropy, kBprMax };
enum class Optimizer { kAdam, kAdagrad };
enum class Batching {
  kWholeSessions,    // shuffled sessions, gradients flow through all of a session
  kSessionParallel,  // lanes of consecutive sessions in time order, one click a step (Hidasi et al. 2016)
};

struct TrainOptions {
  // Model.
  uint32_t dim = 128;          // embedding width, a multiple of 32
  uint32_t hidden_size = 128;  // a multiple of 8; equals dim without the projection
  bool query_projection = true;
  bool normalize = true;  // unit item vectors and queries; the temperature is 1 / logit_scale
  float logit_scale = 16.0f;
  bool output_bias = false;

  // Loss.
  Loss loss = Loss::kCrossEntropy;
  uint32_t negatives = 2048;    // shared by a batch, beside the batch's own targets; 0 = the whole catalog
  float negative_alpha = 0.5f;  // p ~ count^alpha
  bool log_q = true;            // subtract the log of the chance to be a candidate
  float label_smoothing = 0.0f;
  float elu_alpha = 0.5f;  // BPR-max
  float bpr_regularisation = 1.0f;

  // Batches.
  Batching batching = Batching::kWholeSessions;
  uint32_t batch_size = 512;         // clicks (whole sessions) or lanes (session-parallel)
  uint32_t max_session_clicks = 50;  // longer sessions are learned in overlapping stretches of this many
  float recency_halving = 0.4f;      // share of the sessions after which the weight of older ones halves; 0 = none

  // Optimiser.
  Optimizer optimizer = Optimizer::kAdam;
  float learning_rate = 0.003f;
  float momentum = 0.0f;  // Adagrad
  float warmup_epochs = 0.5f;
  float final_rate = 0.02f;   // share of learning_rate left at the end of the cosine; 1 = constant rate
  float weight_decay = 0.0f;  // Adam, decoupled, of the dense weights
  float embedding_decay = 0.0f;
  float input_dropout = 0.4f;
  float state_dropout = 0.4f;

  // Course of the run.
  uint32_t epochs = 6;
  uint32_t patience = 3;              // epochs without a better validation MRR before stopping
  float validation_fraction = 0.03f;  // newest sessions kept apart
  uint32_t finetune_epochs = 1;       // passes that include the validation part, after validation_model is taken
  float finetune_rate = 0.2f;         // share of learning_rate
  float finetune_replay = 0.3f;       // newest share of the training part that is learned again beside it

  uint64_t seed = 42;
  uint32_t threads = 0;  // 0 = one per core; does not change the result
};

struct Preset {
  std::string_view name;
  std::string_view description;  // one line
};

// Every preset, "default" first.
std::span<const Preset> presets();

// The options of a preset; kInvalidArgument naming the known ones when there is no such preset.
Result<TrainOptions> preset_options(std::string_view name);

// OK, or kInvalidArgument whose place is the field.
Status check_options(const TrainOptions& options);

// Every field that the result depends on as "name=value" lines.
std::string options_text(const TrainOptions& options);

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_OPTIONS_H_
