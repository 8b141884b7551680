// One shopper's profile and the current model: what the C ABI's nsh_shelf is.
//
// The file always has the model, the decisions and what waits to be sent. The profile (events and sessions) is in the
// file while personalization is in force, and in a database in memory otherwise.
//
// Threads: every method may be called from any thread; a lock inside serialises them. The log sink and the clock are
// called under it.
#ifndef NEARSHELF_SDK_ENGINE_SHELF_H_
#define NEARSHELF_SDK_ENGINE_SHELF_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/log.h"
#include "sdk/base/status.h"
#include "sdk/engine/loaded_model.h"
#include "sdk/engine/outgoing.h"
#include "sdk/engine/recommendations.h"
#include "sdk/engine/session_state.h"
#include "sdk/model/aligned_bytes.h"
#include "sdk/platform/platform.h"
#include "sdk/privacy/consent.h"
#include "sdk/store/store.h"
#include "sdk/sync/coordinator.h"
#include "sdk/sync/options.h"
#include "sdk/sync/task.h"

namespace nearshelf::engine {

inline constexpr uint64_t kMinMaxEvents = 100;

struct ShelfOptions {
  store::StoreOptions store;
  uint64_t max_events = 20'000;                 // beyond that the oldest are deleted, purchases excepted
  LogSink log;                                  // may be empty
  std::optional<sync::SyncOptions> sync;        // empty = nothing is queued
  uint32_t gpc_denies = privacy::kAllPurposes;  // what Global Privacy Control is a no to
};

struct TrackResult {
  std::string event_id;    // as given, or drawn
  int64_t session_id = 0;  // 0 = only in the history
  bool duplicate = false;  // its id is there already; nothing was changed
  bool item_known = false;
};

struct SessionInfo {
  int64_t session_id = 0;  // 0 = there is none
  TimeMs started_ms = 0;
  TimeMs last_active_ms = 0;
  uint64_t event_count = 0;
  uint32_t context_items = 0;
  bool active = false;  // an event tracked now would join it
};

struct ConsentInfo {
  std::optional<privacy::Decision> decision;  // empty = nothing was ever decided
  uint32_t effective = 0;                     // privacy::Purpose bits in force
};

struct ShelfInfo {
  uint64_t event_count = 0;
  uint64_t session_count = 0;
  uint64_t database_bytes = 0;
  uint64_t memory_bytes = 0;
};

class Shelf {
 public:
  // Restores the model and the latest session. A stored model that is damaged or too new is left out (and logged): the
  // profile stays in use. The platform's services must outlive the shelf.
  // Errors: kInvalidArgument, and those of store::Store::open.
  static Result<std::unique_ptr<Shelf>> open(ShelfOptions options, const platform::Platform& platform);

  // Verifies and stores the artifact and goes on with it; the session is replayed under it. The installed model again
  // is OK and changes nothing. Errors: those of LoadedModel::open; kFailedPrecondition for an older version or the id
  // of a different model; those of the store. The former model stays on every error.
  Status install_model(std::span<const uint8_t> bytes);
  // The same without a copy of the bytes.
  Status adopt_model(model::AlignedBytes bytes);
  // kFailedPrecondition without a usable model; the message says why.
  Result<std::shared_ptr<const LoadedModel>> model();

  // OK means durable, as far as the profile is kept at all. No time = now; an empty event id = one is drawn. Errors:
  // kInvalidArgument with the field; those of the store.
  Result<TrackResult> track(store::Event event, std::optional<TimeMs> time_ms);
  // Errors: kInvalidArgument, kFailedPrecondition (no usable model, no ranker), those of the store.
  Result<Recommendations> recommend(const RecommendOptions& options);

  SessionInfo session();
  Status end_session();
  // The first `limit` recorded events after the one of this sequence, in order of arrival. Errors: those of the store.
  Result<std::vector<store::RecordedEvent>> events_after(int64_t sequence, size_t limit);
  // Deletes events, also those that wait to be sent, and sessions for good; model and decisions stay. After an error it
  // may be called again.
  Status forget_all();
  Result<ShelfInfo> info();
  // Gives back the page cache and what the allocator holds unused.
  void trim_memory();

  // Puts the decision into force; no time = now. OK means durable. After an error nothing is granted until it succeeds.
  // Errors: kInvalidArgument with the field (that leaves all as it was); those of the store.
  Status set_consent(privacy::Decision decision, std::optional<TimeMs> time_ms);
  ConsentInfo consent();

  // The request that is due, or how long to wait; in flight until it is finished or released. Errors: those of the
  // store.
  Result<sync::NextTask> next_task(sync::Moment moment);
  // Errors: those of the store; for a model that was fetched also those of install_model(), and kCorrupt when it is not
  // what the manifest says. The task is not in flight any more in any case.
  Status finish_task(uint64_t task_id, const sync::Outcome& outcome);
  void release_task(uint64_t task_id);
  Result<sync::SyncInfo> sync_info();

  // Everything that is known of the shopper, as JSON. Errors: those of the store.
  Result<std::string> export_profile();
  // Takes up the events of an export, all or nothing, behind those that are there; ends the session when there are any.
  // Errors: those of read_export; kFailedPrecondition without personalization; those of the store.
  Status import_profile(std::string_view json);

 private:
  Shelf(ShelfOptions options, const platform::Platform& platform);
  void say(LogLevel level, const std::string& message) const;

  // shelf.cc: the model
  Status load_model();
  Status install(std::shared_ptr<const LoadedModel> next);

  // shelf_profile.cc: events and sessions
  bool holds(privacy::Purpose purpose) const { return (effective_ & purpose) != 0; }
  store::Store& profile() { return holds(privacy::kPersonalization) ? *store_ : *memory_; }
  Status restore_profile();
  Result<std::vector<uint32_t>> purchased_in(store::Store& profile) const;
  Result<std::optional<TrackResult>> find_duplicate(const store::Event& event);
  Status record(const store::Event& event, bool timed_by_caller, SessionState& next, TrackResult& result);
  Status queue(const store::Event& event, bool timed_by_caller, const SessionPlace& place);
  TimeMs session_timeout_ms() const;
  bool knows(const std::string& item_id) const;

  // shelf_consent.cc: decisions
  Result<std::unique_ptr<store::Store>> open_memory();
  Status restore_consent();
  Status apply(const privacy::Decision& decision, uint32_t effective);
  Status apply_measurement(uint32_t before, uint32_t effective);
  Status request_erasure(store::EraseScope scope);
  void grant_nothing();

  // shelf_sync.cc: tasks
  sync::Device sync_device() const;
  Status install_fetched(const sync::ManifestModel& promised, std::span<const uint8_t> bytes);

  const ShelfOptions options_;
  const platform::Platform platform_;
  std::mutex mutex_;  // guards all that follows
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<sync::Coordinator> sync_;  // over store_
  std::unique_ptr<store::Store> memory_;     // the profile while it must not be kept; empty otherwise
  std::optional<store::DecisionRecord> decision_;
  uint32_t effective_ = 0;                    // privacy::Purpose bits in force
  bool decision_failed_ = false;              // the last one could not be carried out: effective_ is 0 until one is
  std::shared_ptr<const LoadedModel> model_;  // null = none usable, for the reason in no_model_
  Status no_model_;
  SessionState session_;
  std::vector<uint32_t> purchased_;  // dense items
};

}  // namespace nearshelf::engine

#endif  // NEARSHELF_SDK_ENGINE_SHELF_H_
