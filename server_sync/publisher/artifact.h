// From what was trained to a verified model file.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_ARTIFACT_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_ARTIFACT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/base/time.h"
#include "sdk/model/model.h"
#include "server_sync/data/dataset.h"
#include "server_sync/publisher/catalog_packing.h"
#include "server_sync/publisher/neighbor_packing.h"
#include "server_sync/publisher/part_sizes.h"
#include "server_sync/publisher/quantize.h"
#include "server_sync/trainer/gru_model.h"

namespace nearshelf::publisher {

// What goes into a model. Pointers are not kept beyond the call; a null part is left out.
struct ArtifactInput {
  // Catalog, attributes, and the sessions that popularity and trend count.
  const data::SessionDataset* dataset = nullptr;
  const trainer::GruModel* gru = nullptr;
  const PastSessions* past_sessions = nullptr;
  std::vector<std::pair<std::string, float>> blend;
  // model_id, version, created_at_ms, tool_version, preset, seed and metrics. Counts and window are taken from dataset.
  model::Provenance provenance;
  TimeMs session_timeout_ms = 30 * kMinuteMs;
};

struct ArtifactOptions {
  std::optional<size_t> max_bytes;  // largest size of the file; see budget.h for what goes first
};

struct NetworkReport {
  uint32_t dim = 0;
  uint32_t hidden_size = 0;
  QuantizationError embedding_error;
  double max_weight_error = 0.0;  // of the half-float weights
};

struct PastSessionReport {
  size_t offered_sessions = 0;
  size_t offered_clicks = 0;
  size_t kept_sessions = 0;
  size_t kept_clicks = 0;
};

struct ArtifactReport {
  size_t file_bytes = 0;
  std::optional<size_t> max_bytes;
  std::vector<PartSize> parts;
  std::vector<PartSize> dropped;  // parts left out for the budget, with the bytes they would take
  CatalogLosses losses;
  std::optional<NetworkReport> network;
  std::optional<PastSessionReport> past_sessions;
};

struct Artifact {
  std::shared_ptr<const model::Model> model;  // verified as a device does it; model->bytes() is the file
  ArtifactReport report;
};

// The same input gives the same bytes. Errors: kInvalidArgument for input that no model may hold, kLimit when
// options.max_bytes is too small (with the smallest size that works), kOutOfMemory.
Result<Artifact> make_artifact(const ArtifactInput& input, const ArtifactOptions& options = {});

}  // namespace nearshelf::publisher

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_ARTIFACT_H_
