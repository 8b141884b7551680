// The float32 model measured as the int8 one is, so that the difference is the cost of quantization.
#ifndef NEARSHELF_SERVER_SYNC_CLI_FLOAT32_METRICS_H_
#define NEARSHELF_SERVER_SYNC_CLI_FLOAT32_METRICS_H_

#include <cstdint>

#include "server_sync/evaluation/evaluate.h"
#include "server_sync/evaluation/pairs.h"
#include "server_sync/trainer/gru_model.h"

namespace nearshelf::cli {

// `model` and `pairs` are of the same catalog. Threads: 0 = one for every core.
evaluation::Evaluation evaluate_float32(const trainer::GruModel& model, const evaluation::TestPairs& pairs, uint32_t k,
                                        uint32_t threads);

}  // namespace nearshelf::cli

#endif  // NEARSHELF_SERVER_SYNC_CLI_FLOAT32_METRICS_H_
