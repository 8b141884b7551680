#include "server_sync/trainer/checkpoint.h"

#include <zlib.h>

#include <utility>

#include "server_sync/trainer/gru_model_io.h"
#include "server_sync/trainer/math/kernels.h"
#include "server_sync/trainer/sealed_file.h"

namespace nearshelf::trainer {
namespace {

constexpr SealedFormat kFormat = {{'N', 'S', 'H', 'C'}, 1, "training checkpoint"};

uint64_t combine(uint64_t hash, const void* data, size_t size) {
  // Two checksums of different kinds make an accidental match of two runs unlikely enough.
  const auto* bytes = static_cast<const Bytef*>(data);
  const auto low = static_cast<uint32_t>(crc32_z(static_cast<uint32_t>(hash), bytes, size));
  const auto high = static_cast<uint32_t>(adler32_z(static_cast<uint32_t>(hash >> 32), bytes, size));
  return uint64_t{high} << 32 | low;
}

bool is_model_like(const GruModel& a, const GruModel& b) {
  return check_model(a).ok() && a.item_count == b.item_count && a.dim == b.dim && a.hidden_size == b.hidden_size &&
         a.query_weights.size() == b.query_weights.size();
}

bool same_shapes(const std::vector<std::vector<float>>& a, const std::vector<std::vector<float>>& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i].size() != b[i].size()) return false;
  }
  return true;
}

void put_state(ByteWriter& writer, const RunState& s) {
  writer.put(s.phase);
  writer.put(s.epoch);
  writer.put(s.batches);
  writer.put(s.serial);
  writer.put(s.epoch_events);
  writer.put(s.loss_sum);
  writer.put(s.epoch_seconds);
  writer.put(s.best_score);
  writer.put(s.stale_epochs);
  put_model(writer, s.best);
  writer.put_vector(s.history);
}

void get_state(ByteReader& reader, RunState& s) {
  reader.get(s.phase);
  reader.get(s.epoch);
  reader.get(s.batches);
  reader.get(s.serial);
  reader.get(s.epoch_events);
  reader.get(s.loss_sum);
  reader.get(s.epoch_seconds);
  reader.get(s.best_score);
  reader.get(s.stale_epochs);
  get_model(reader, s.best);
  reader.get_vector(s.history);
}

void put_tensors(ByteWriter& writer, const std::vector<std::vector<float>>& tensors) {
  writer.put(uint64_t{tensors.size()});
  for (const std::vector<float>& tensor : tensors) writer.put_vector(tensor);
}

void get_tensors(ByteReader& reader, std::vector<std::vector<float>>& tensors) {
  uint64_t count = 0;
  reader.get(count);
  for (uint64_t i = 0; i < count && !reader.failed(); ++i) reader.get_vector(tensors.emplace_back());
}

}  // namespace

uint64_t run_fingerprint(const data::SessionDataset& data, const TrainOptions& options) {
  const std::string choices = options_text(options) + math::kernels().name;
  const uint64_t items = data.item_count();
  uint64_t hash = combine(1, choices.data(), choices.size());
  hash = combine(hash, &items, sizeof items);
  hash = combine(hash, data.offsets.data(), data.offsets.size() * sizeof(data.offsets[0]));
  return combine(hash, data.items.data(), data.items.size() * sizeof(data.items[0]));
}

Status write_checkpoint(const std::string& path, uint64_t fingerprint, const RunState& state, Learner& learner) {
  ByteWriter writer;
  writer.put(fingerprint);
  put_state(writer, state);
  put_model(writer, learner.weights());
  const OptimizerState& optimizer = learner.optimizer_state();
  writer.put(optimizer.steps);
  put_tensors(writer, optimizer.first);
  put_tensors(writer, optimizer.second);
  writer.put_vector(learner.carried());
  return write_sealed_file(path, kFormat, writer.bytes());
}

Status read_checkpoint(const std::string& path, uint64_t fingerprint, RunState& state, Learner& learner) {
  NEARSHELF_ASSIGN_OR_RETURN(const std::string payload, read_sealed_file(path, kFormat));
  ByteReader reader(payload);
  uint64_t written_for = 0;
  reader.get(written_for);
  if (written_for != fingerprint) {
    return failed_precondition(
        "the checkpoint was written with other sessions, options or processor features; resume with the same ones, or "
        "start over without resuming",
        path);
  }
  RunState read_state;
  GruModel weights;
  OptimizerState optimizer;
  std::vector<float> carried;
  get_state(reader, read_state);
  get_model(reader, weights);
  reader.get(optimizer.steps);
  get_tensors(reader, optimizer.first);
  get_tensors(reader, optimizer.second);
  reader.get_vector(carried);
  const bool has_best = read_state.best.item_count != 0;
  if (!reader.complete() || !is_model_like(weights, learner.weights()) ||
      (has_best && !is_model_like(read_state.best, learner.weights())) ||
      (!has_best && read_state.phase != Phase::kTraining) ||
      !same_shapes(optimizer.first, learner.optimizer_state().first) ||
      !same_shapes(optimizer.second, learner.optimizer_state().second)) {
    return corrupt("the checkpoint does not hold a whole training run", path);
  }
  state = std::move(read_state);
  learner.weights() = std::move(weights);
  learner.optimizer_state() = std::move(optimizer);
  learner.carried() = std::move(carried);
  return ok_status();
}

}  // namespace nearshelf::trainer
