#include "sdk/sync/coordinator.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "sdk/sync/erase_request.h"
#include "sdk/sync/http_date.h"
#include "sdk/sync/limits.h"
#include "sdk/sync/requests.h"
#include "sdk/sync/url.h"

namespace nearshelf::sync {
namespace {

constexpr const char* kSdk = "nearshelf/" NEARSHELF_VERSION;
constexpr uint8_t kLastGoodVerdict = 1;  // stored, or there already
constexpr size_t kMaxReasonBytes = 100;  // of what a server says, in our log

std::string manifest_url_of(const std::optional<SyncOptions>& options) {
  if (!options || options->manifest.empty()) return {};
  auto resolved = resolve_url({}, options->manifest);
  return resolved.ok() ? std::move(resolved).value() : std::string();  // check_options() has said why
}

}  // namespace

Coordinator::Coordinator(std::optional<SyncOptions> options, store::Store& store, const platform::Platform& platform,
                         LogSink log)
    : options_(std::move(options)),
      store_(store),
      platform_(platform),
      log_(std::move(log)),
      models_(manifest_url_of(options_)) {}

Status Coordinator::restore() {
  for (const Lane lane : {Lane::kEvents, Lane::kErase, Lane::kModel}) {
    NEARSHELF_ASSIGN_OR_RETURN(pause_of(lane), load_pause(store_.values(), lane));
  }
  NEARSHELF_ASSIGN_OR_RETURN(last_success_ms_, load_last_success(store_.values()));
  NEARSHELF_RETURN_IF_ERROR(models_.restore(store_));
  // Also where nothing asks for tasks: without a network, or without a server any more.
  if (const Status dropped = events_.drop_too_old(store_, platform_.clock->now_ms()); !dropped.ok()) {
    say(LogLevel::kWarning, "events that waited too long are still there: " + dropped.to_string());
  }
  return events_.restore(store_);
}

void Coordinator::say(LogLevel level, const std::string& message) const {
  if (log_) log_(level, message);
}

Lane Coordinator::lane_of(TaskKind kind) {
  if (kind == TaskKind::kEvents) return Lane::kEvents;
  return kind == TaskKind::kErase ? Lane::kErase : Lane::kModel;
}

bool Coordinator::is_in_flight(TaskKind kind) const {
  return std::any_of(in_flight_.begin(), in_flight_.end(),
                     [kind](const auto& task) { return task.second.kind == kind; });
}

size_t Coordinator::leaving_bytes_left() const {
  size_t under_way = 0;
  for (const auto& [id, task] : in_flight_) under_way += task.body_bytes;
  return kLeavingBytes - std::min(kLeavingBytes, under_way);
}

Result<Situation> Coordinator::look(Moment moment, const Device& device,
                                    const std::optional<store::EraseRequest>& erasure) {
  Situation s;
  s.now_ms = platform_.clock->now_ms();
  s.moment = moment;
  s.erasure_waits = erasure && (moment == Moment::kNormal || erase_body(*erasure).size() <= leaving_bytes_left());
  s.erase_in_flight = is_in_flight(TaskKind::kErase);
  s.erase_pause_ms = remaining_ms(pause_of(Lane::kErase), s.now_ms);
  if (!options_) return s;
  s.may_send = device.measured;
  if (s.may_send) {
    NEARSHELF_ASSIGN_OR_RETURN(const QueueState queue, events_.look(store_, s.now_ms));
    s.waiting = queue.waiting;
    s.oldest_ms = queue.oldest_ms;
  }
  s.batch_events = options_->batch_events;
  s.batch_interval_ms = options_->batch_interval_ms;
  s.events_in_flight = events_.in_flight();
  s.events_pause_ms = remaining_ms(pause_of(Lane::kEvents), s.now_ms);
  s.fetches_models = models_.enabled();
  s.model_known = models_.known();
  s.model_in_flight = is_in_flight(TaskKind::kManifest) || is_in_flight(TaskKind::kModel);
  s.checked_ms = models_.checked_ms();
  s.model_interval_ms = options_->model_interval_ms;
  s.model_pause_ms = remaining_ms(pause_of(Lane::kModel), s.now_ms);
  return s;
}

// The oldest that waits, after a failure the one behind it: one that a server never takes must not keep the others.
Result<std::optional<store::EraseRequest>> Coordinator::next_erasure() {
  NEARSHELF_ASSIGN_OR_RETURN(const uint64_t pending, store_.erasures().pending());
  if (pending <= 1) return store_.erasures().oldest();
  NEARSHELF_ASSIGN_OR_RETURN(std::vector<store::EraseRequest> requests, store_.erasures().all());
  std::erase_if(requests, [](const store::EraseRequest& request) { return request.acknowledged_ms.has_value(); });
  if (requests.empty()) return std::optional<store::EraseRequest>();
  return std::optional<store::EraseRequest>(std::move(requests[pause_of(Lane::kErase).failures % requests.size()]));
}

Result<NextTask> Coordinator::next(Moment moment, const Device& device) {
  NEARSHELF_ASSIGN_OR_RETURN(const auto erasure, next_erasure());
  NEARSHELF_ASSIGN_OR_RETURN(const Situation situation, look(moment, device, erasure));
  const Due due = decide(situation);
  if (!due.kind) return NextTask{std::nullopt, due.wait_ms};
  const uint64_t task_id = ++last_task_id_;
  NEARSHELF_ASSIGN_OR_RETURN(auto request, make(*due.kind, task_id, moment, device, erasure));
  if (!request) return NextTask{std::nullopt, -1};  // while leaving: no room for it
  InFlight task;
  task.kind = *due.kind;
  task.body_bytes = request->body.size();
  if (task.kind == TaskKind::kErase) {
    task.erase_sequence = erasure->sequence;
    task.erase_request_id = erasure->request_id;
  }
  in_flight_[task_id] = std::move(task);
  return NextTask{Task{task_id, *due.kind, std::move(*request)}, 0};
}

Result<std::optional<Request>> Coordinator::make(TaskKind kind, uint64_t task_id, Moment moment, const Device& device,
                                                 const std::optional<store::EraseRequest>& erasure) {
  const std::string key = options_ ? options_->key : std::string();
  switch (kind) {
    case TaskKind::kErase: return std::optional<Request>(erase_request(key, erase_body(*erasure)));
    case TaskKind::kManifest: return std::optional<Request>(models_.manifest_request(device.model));
    case TaskKind::kModel: return std::optional<Request>(models_.model_request());
    case TaskKind::kEvents: break;
  }
  BatchHead head;
  head.sent_at_ms = platform_.clock->now_ms();
  head.sdk = kSdk;
  if (device.model.usable) {
    head.model_id = device.model.id;
    head.model_version = device.model.version;
  }
  const size_t max_bytes = moment == Moment::kLeaving ? leaving_bytes_left() : kMaxBatchBytes;
  NEARSHELF_ASSIGN_OR_RETURN(auto body, events_.make(store_, *platform_.random, task_id, std::move(head), max_bytes));
  if (!body) return std::optional<Request>();
  return std::optional<Request>(events_request(key, std::move(*body)));
}

void Coordinator::land(uint64_t task_id) {
  events_.land(task_id);
  in_flight_.erase(task_id);
}

void Coordinator::release(uint64_t task_id) { land(task_id); }

void Coordinator::forget_events() {
  events_.forget();
  std::erase_if(in_flight_, [](const auto& task) { return task.second.kind == TaskKind::kEvents; });
}

Result<std::optional<ManifestModel>> Coordinator::finish(uint64_t task_id, const Outcome& outcome,
                                                         const Device& device) {
  const auto found = in_flight_.find(task_id);
  if (found == in_flight_.end()) return std::optional<ManifestModel>();
  last_http_status_ = outcome.http_status;
  if (found->second.kind == TaskKind::kModel && classify(outcome.http_status) == Answer::kAccepted) {
    return std::optional<ManifestModel>(models_.next());
  }
  const Lane lane = lane_of(found->second.kind);
  const TimeMs now_ms = platform_.clock->now_ms();
  const Status noted = note(task_id, outcome, device, now_ms);
  if (!noted.ok()) {
    // A disk that is full must not turn into a storm of the same request.
    pause_of(lane) = pause_after(pause_of(lane), Answer::kFailed, {}, now_ms, *platform_.random);
    static_cast<void>(events_.restore(store_));
  }
  land(task_id);
  if (!noted.ok()) return noted;
  return std::optional<ManifestModel>();
}

Status Coordinator::note(uint64_t task_id, const Outcome& outcome, const Device& device, TimeMs now_ms) {
  const InFlight& task = in_flight_.at(task_id);
  const Answer answer = classify(outcome.http_status);
  NEARSHELF_ASSIGN_OR_RETURN(store::Transaction transaction, store_.begin());
  switch (task.kind) {
    case TaskKind::kEvents: NEARSHELF_RETURN_IF_ERROR(note_events(task_id, answer, outcome, now_ms)); break;
    case TaskKind::kErase: NEARSHELF_RETURN_IF_ERROR(note_erasure(task, answer, outcome, now_ms)); break;
    case TaskKind::kManifest: NEARSHELF_RETURN_IF_ERROR(note_manifest(answer, outcome, device, now_ms)); break;
    case TaskKind::kModel:  // it did not come
      models_.give_up();
      NEARSHELF_RETURN_IF_ERROR(fail(Lane::kModel, answer, outcome, now_ms));
      break;
  }
  return transaction.commit();
}

Status Coordinator::note_events(uint64_t task_id, Answer answer, const Outcome& outcome, TimeMs now_ms) {
  if (answer == Answer::kRefused) {
    NEARSHELF_ASSIGN_OR_RETURN(const bool gave_up, events_.refuse(store_, task_id));
    if (gave_up) say(LogLevel::kWarning, "the server refused an event; it was given up");
    return fail(Lane::kEvents, answer, outcome, now_ms);
  }
  if (answer != Answer::kAccepted) return fail(Lane::kEvents, answer, outcome, now_ms);
  const auto reply = decode_reply(outcome.body, events_.event_count(task_id));
  if (!reply.ok()) {
    say(LogLevel::kWarning, "the server's answer to a batch has no verdicts: " + reply.status().to_string());
    return fail(Lane::kEvents, Answer::kFailed, outcome, now_ms);
  }
  const auto put_aside = std::count_if(reply->verdicts.begin(), reply->verdicts.end(),
                                       [](uint8_t verdict) { return verdict > kLastGoodVerdict; });
  if (put_aside > 0) {
    const std::string reason = reply->remarks.empty() ? "no reason given" : reply->remarks.front().reason;
    say(LogLevel::kWarning, "the server did not take " + std::to_string(put_aside) + " of " +
                                std::to_string(reply->verdicts.size()) + " events (" +
                                reason.substr(0, kMaxReasonBytes) + ")");
  }
  NEARSHELF_RETURN_IF_ERROR(events_.accept(store_, task_id));
  NEARSHELF_RETURN_IF_ERROR(note_success(now_ms));
  return end_pause(Lane::kEvents);
}

Status Coordinator::note_erasure(const InFlight& task, Answer answer, const Outcome& outcome, TimeMs now_ms) {
  if (answer != Answer::kAccepted) return fail(Lane::kErase, answer, outcome, now_ms);
  if (!is_receipt(outcome.text(), task.erase_request_id)) {
    say(LogLevel::kWarning, "the answer to an erase request is no receipt for it; it will be sent again");
    return fail(Lane::kErase, Answer::kFailed, outcome, now_ms);
  }
  NEARSHELF_RETURN_IF_ERROR(store_.erasures().acknowledge(task.erase_sequence, now_ms, outcome.text()));
  NEARSHELF_RETURN_IF_ERROR(note_success(now_ms));
  return end_pause(Lane::kErase);
}

Status Coordinator::note_manifest(Answer answer, const Outcome& outcome, const Device& device, TimeMs now_ms) {
  if (answer == Answer::kUnchanged) {
    NEARSHELF_RETURN_IF_ERROR(models_.keep(store_, now_ms));
    return end_pause(Lane::kModel);
  }
  if (answer != Answer::kAccepted) return fail(Lane::kModel, answer, outcome, now_ms);
  const Status taken = models_.take_manifest(store_, outcome, device.model, now_ms);
  if (taken.ok()) {
    NEARSHELF_RETURN_IF_ERROR(note_success(now_ms));
    // With a model still to come nothing is won yet: else one that never comes would be asked for without end.
    return models_.known() ? ok_status() : end_pause(Lane::kModel);
  }
  say(LogLevel::kWarning, "the manifest cannot be used: " + taken.to_string());
  return fail(Lane::kModel, Answer::kFailed, outcome, now_ms);
}

Status Coordinator::finish_model(uint64_t task_id, const Status& installed, bool as_promised) {
  const auto found = in_flight_.find(task_id);
  if (found == in_flight_.end()) return ok_status();
  in_flight_.erase(found);
  const TimeMs now_ms = platform_.clock->now_ms();
  if (!installed.ok()) say(LogLevel::kError, "the fetched model was not installed: " + installed.to_string());
  const Code code = installed.code();
  const bool hopeless = as_promised && (code == Code::kCorrupt || code == Code::kUnsupportedVersion ||
                                        code == Code::kFailedPrecondition || code == Code::kLimit);
  NEARSHELF_ASSIGN_OR_RETURN(store::Transaction transaction, store_.begin());
  if (installed.ok() || hopeless) {
    NEARSHELF_RETURN_IF_ERROR(models_.settle(store_, now_ms));
    NEARSHELF_RETURN_IF_ERROR(note_success(now_ms));
    NEARSHELF_RETURN_IF_ERROR(end_pause(Lane::kModel));
  } else {
    models_.give_up();
    NEARSHELF_RETURN_IF_ERROR(fail(Lane::kModel, Answer::kFailed, {}, now_ms));
  }
  return transaction.commit();
}

Status Coordinator::note_success(TimeMs now_ms) {
  last_success_ms_ = now_ms;
  return save_last_success(store_.values(), now_ms);
}

Status Coordinator::end_pause(Lane lane) {
  if (pause_of(lane) == Pause{}) return ok_status();
  pause_of(lane) = Pause{};
  return save_pause(store_.values(), lane, pause_of(lane));
}

Status Coordinator::fail(Lane lane, Answer answer, const Outcome& outcome, TimeMs now_ms) {
  const auto retry_after_ms = parse_retry_after(outcome.retry_after, now_ms);
  pause_of(lane) = pause_after(pause_of(lane), answer, retry_after_ms, now_ms, *platform_.random);
  return save_pause(store_.values(), lane, pause_of(lane));
}

Result<SyncInfo> Coordinator::info() {
  SyncInfo info;
  NEARSHELF_ASSIGN_OR_RETURN(info.queued_events, store_.outbox().count());
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t dropped, store_.counters().get(store::kDroppedCounter));
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t acknowledged, store_.counters().get(kAcknowledgedCounter));
  NEARSHELF_ASSIGN_OR_RETURN(info.pending_erasures, store_.erasures().pending());
  info.dropped_events = static_cast<uint64_t>(dropped);
  info.acknowledged_events = static_cast<uint64_t>(acknowledged);
  info.last_success_ms = last_success_ms_;
  info.last_http_status = last_http_status_;
  const TimeMs now_ms = platform_.clock->now_ms();
  for (Pause& pause : pauses_) {
    if (remaining_ms(pause, now_ms) > 0) info.retry_at_ms = std::max(info.retry_at_ms, pause.until_ms);
  }
  return info;
}

}  // namespace nearshelf::sync
