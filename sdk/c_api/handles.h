// What stands behind the handles of the C ABI.
#ifndef NEARSHELF_SDK_C_API_HANDLES_H_
#define NEARSHELF_SDK_C_API_HANDLES_H_

#include <memory>
#include <optional>

#include "nearshelf/nearshelf.h"
#include "sdk/engine/loaded_model.h"
#include "sdk/engine/recommendations.h"
#include "sdk/engine/shelf.h"
#include "sdk/model/aligned_bytes.h"
#include "sdk/platform/clock.h"
#include "sdk/sync/task.h"

namespace nearshelf::c_api {

// The clock that the host gave.
class HostClock final : public platform::Clock {
 public:
  HostClock(nsh_clock_callback callback, void* user_data) : callback_(callback), user_data_(user_data) {}
  TimeMs now_ms() override { return callback_(user_data_); }

 private:
  nsh_clock_callback callback_;
  void* user_data_;
};

// NULL options are the defaults.
Result<engine::RecommendOptions> read_options(const nsh_recommend_options* options);

}  // namespace nearshelf::c_api

struct nsh_shelf {
  std::optional<nearshelf::c_api::HostClock> clock;  // outlives the shelf
  std::unique_ptr<nearshelf::engine::Shelf> shelf;
};

struct nsh_task {
  nsh_shelf* shelf = nullptr;
  nearshelf::sync::Task value;
};

struct nsh_model {
  std::shared_ptr<const nearshelf::engine::LoadedModel> loaded;
};

struct nsh_buffer {
  nearshelf::model::AlignedBytes bytes;
};

struct nsh_recommendations {
  nearshelf::engine::Recommendations value;
};

#endif  // NEARSHELF_SDK_C_API_HANDLES_H_
