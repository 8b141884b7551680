// The device's side of the sync: hands out the task that is due and takes back what came of it. All rules of retrying,
// batching and checking are here and in the files beside; the host only makes requests.
//
// Threads: none of this locks; its owner serialises the calls.
#ifndef NEARSHELF_SDK_SYNC_COORDINATOR_H_
#define NEARSHELF_SDK_SYNC_COORDINATOR_H_

#include <array>
#include <cstdint>
#include <map>
#include <optional>

#include "sdk/base/log.h"
#include "sdk/base/status.h"
#include "sdk/platform/platform.h"
#include "sdk/store/store.h"
#include "sdk/sync/event_tasks.h"
#include "sdk/sync/model_tasks.h"
#include "sdk/sync/options.h"
#include "sdk/sync/retry_policy.h"
#include "sdk/sync/scheduler.h"
#include "sdk/sync/sync_state.h"
#include "sdk/sync/task.h"

namespace nearshelf::sync {

// What the rest of the shelf says at the time of a call.
struct Device {
  bool measured = false;  // measurement is granted
  ModelInUse model;
};

struct SyncInfo {
  uint64_t queued_events = 0;
  uint64_t dropped_events = 0;
  uint64_t acknowledged_events = 0;
  uint64_t pending_erasures = 0;
  TimeMs last_success_ms = 0;
  TimeMs retry_at_ms = 0;  // 0 = no pause
  int last_http_status = 0;
};

class Coordinator {
 public:
  // Without options only erase requests are handed out. The store and the platform's services must outlive it.
  Coordinator(std::optional<SyncOptions> options, store::Store& store, const platform::Platform& platform, LogSink log);
  Status restore();

  Result<NextTask> next(Moment moment, const Device& device);

  // Takes an outcome back. A failure of the network or the server is OK. For a model that came as its manifest says,
  // what is left to do is returned: install it, then call finish_model(), until when it is in flight. An unknown task
  // (of before the queue was deleted) is passed over. After an error nothing of the outcome counts.
  Result<std::optional<ManifestModel>> finish(uint64_t task_id, const Outcome& outcome, const Device& device);
  // as_promised: its bytes were those of the manifest, so that fetching it again would not make it better.
  Status finish_model(uint64_t task_id, const Status& installed, bool as_promised);
  // The task was not carried out.
  void release(uint64_t task_id);
  // The queue was deleted: what is in flight of it means nothing any more.
  void forget_events();

  Result<SyncInfo> info();

 private:
  struct InFlight {
    TaskKind kind = TaskKind::kEvents;
    size_t body_bytes = 0;
    int64_t erase_sequence = 0;
    std::string erase_request_id;
  };
  static Lane lane_of(TaskKind kind);
  Pause& pause_of(Lane lane) { return pauses_[static_cast<size_t>(lane)]; }
  bool is_in_flight(TaskKind kind) const;
  size_t leaving_bytes_left() const;
  Result<std::optional<store::EraseRequest>> next_erasure();
  Result<Situation> look(Moment moment, const Device& device, const std::optional<store::EraseRequest>& erasure);
  Result<std::optional<Request>> make(TaskKind kind, uint64_t task_id, Moment moment, const Device& device,
                                      const std::optional<store::EraseRequest>& erasure);
  Status note(uint64_t task_id, const Outcome& outcome, const Device& device, TimeMs now_ms);
  Status note_events(uint64_t task_id, Answer answer, const Outcome& outcome, TimeMs now_ms);
  Status note_erasure(const InFlight& task, Answer answer, const Outcome& outcome, TimeMs now_ms);
  Status note_manifest(Answer answer, const Outcome& outcome, const Device& device, TimeMs now_ms);
  Status note_success(TimeMs now_ms);
  Status end_pause(Lane lane);
  Status fail(Lane lane, Answer answer, const Outcome& outcome, TimeMs now_ms);
  void land(uint64_t task_id);
  void say(LogLevel level, const std::string& message) const;

  const std::optional<SyncOptions> options_;
  store::Store& store_;
  const platform::Platform platform_;
  const LogSink log_;
  EventTasks events_;
  ModelTasks models_;
  std::array<Pause, 3> pauses_{};  // by Lane
  std::map<uint64_t, InFlight> in_flight_;
  uint64_t last_task_id_ = 0;
  TimeMs last_success_ms_ = 0;
  int last_http_status_ = 0;
};

}  // namespace nearshelf::sync

#endif  // NEARSHELF_SDK_SYNC_COORDINATOR_H_
