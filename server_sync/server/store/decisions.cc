#include "server_sync/server/store/decisions.h"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "server_sync/server/store/digest.h"

namespace nearshelf::server {

Tombstone tombstone_of(EraseScope scope) {
  return scope == EraseScope::kAll ? Tombstone::kAll : Tombstone::kModelImprovement;
}

protocol::EventOutcome conflict_outcome() {
  return {protocol::Verdict::kConflict, "event.id: another event has this id"};
}

protocol::EventOutcome erased_outcome() { return {protocol::Verdict::kErased, "pseudonym.erased"}; }

bool names_dropped(const AppendBatch& batch) { return batch.dropped > 0 && batch.dropped_report != 0; }

Bytes32 dropped_name(const AppendBatch& batch) {
  return sha256("nearshelf/dropped-report/", std::to_string(batch.dropped_report));
}

Bytes32 erasure_digest(const EraseRequest& request) {
  std::vector<Bytes32> pseudonyms = request.pseudonyms;
  std::sort(pseudonyms.begin(), pseudonyms.end());
  pseudonyms.erase(std::unique(pseudonyms.begin(), pseudonyms.end()), pseudonyms.end());
  std::string text(1, static_cast<char>(tombstone_of(request.scope)));
  for (const Bytes32& pseudonym : pseudonyms) text += as_text(pseudonym);
  return sha256(text);
}

Status reused_request_id(const EraseRequest& request) {
  return failed_precondition("an erase request with this id was for other pseudonyms or another scope: use a new id",
                             request.request_id);
}

Result<bool> check_publication(const std::optional<StoredModel>& current, const StoredModel& model,
                               std::span<const uint8_t> bytes) {
  if (bytes.size() != model.size_bytes || sha256(as_text(bytes)) != model.sha256) {
    return invalid_argument("the model's bytes are not those that its hash and size name", model.model_id);
  }
  if (model.version > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
    return invalid_argument("the model's version is 2^63 or more", model.model_id);
  }
  if (!current) return true;
  if (current->sha256 == model.sha256) return false;
  if (current->version > model.version) {
    return failed_precondition(
        "version " + std::to_string(current->version) + " is published, and devices go back to no older one",
        model.model_id);
  }
  if (current->version == model.version) {
    return failed_precondition("another model with this version is published: give it a higher one", model.model_id);
  }
  return true;
}

}  // namespace nearshelf::server
