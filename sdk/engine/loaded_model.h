// A model ready to rank: the verified artifact with its recommender, and the way from ids to dense items and back.
//
// Threads: immutable; any number of threads may recommend at once.
#ifndef NEARSHELF_SDK_ENGINE_LOADED_MODEL_H_
#define NEARSHELF_SDK_ENGINE_LOADED_MODEL_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/engine/recommendations.h"
#include "sdk/model/model.h"
#include "sdk/ranking/recommender.h"

namespace nearshelf::engine {

class LoadedModel {
 public:
  ~LoadedModel();

  // Takes the bytes over. Errors: kCorrupt, kUnsupportedVersion, kLimit, kOutOfMemory.
  static Result<std::shared_ptr<const LoadedModel>> open(model::AlignedBytes bytes);
  static Result<std::shared_ptr<const LoadedModel>> open_copy(std::span<const uint8_t> bytes);

  const model::Model& model() const { return *model_; }
  const std::string& id() const { return model_->provenance().model_id; }
  // ranking::Ranker bits of what the artifact carries.
  uint32_t rankers() const;
  uint64_t memory_bytes() const { return model_->bytes().size() + recommender_->memory_bytes(); }

  // 0 without a GRU.
  uint32_t hidden_size() const { return recommender_->hidden_size(); }
  // hidden (hidden_size() floats) becomes the GRU state after `item`.
  void advance(uint32_t item, std::span<float> hidden) const { recommender_->advance(item, hidden); }

  // Dense indexes of the ids that the model knows, in their order, of more than `limit` the last ones.
  std::vector<uint32_t> known_items(std::span<const std::string> ids, size_t limit) const;

  // `purchased` (dense) is left out when the options say so.
  // Errors: kInvalidArgument (a bad option), kFailedPrecondition (none of the rankers asked for is there).
  Result<Recommendations> recommend(const ranking::SessionView& session, Context context,
                                    const RecommendOptions& options, std::span<const uint32_t> purchased) const;
  // After a session given as ids, without a store.
  Result<Recommendations> recommend_after(std::span<const std::string> item_ids, const RecommendOptions& options) const;

 private:
  LoadedModel() = default;
  RecommendedItem describe(const ranking::Recommendation& recommendation) const;
  std::unique_ptr<ranking::Workspace> take_workspace() const;
  void give_back(std::unique_ptr<ranking::Workspace> workspace) const;

  std::shared_ptr<const model::Model> model_;
  std::unique_ptr<const ranking::Recommender> recommender_;
  // Warm workspaces, as many as there were calls at the same time.
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<ranking::Workspace>> idle_;
};

}  // namespace nearshelf::engine

#endif  // NEARSHELF_SDK_ENGINE_LOADED_MODEL_H_
