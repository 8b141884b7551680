// Where the server keeps what devices sent: one interface, two backends (SQLite, PostgreSQL), held to the same tests.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_EVENT_STORE_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_EVENT_STORE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/base/time.h"
#include "server_sync/protocol/batch.h"

namespace nearshelf::server {

using protocol::Bytes32;

// An event that passed the checks, on the server's clock.
struct StoredEvent {
  std::string event_id;
  Bytes32 pseudonym{};  // peppered
  uint64_t session = 0;
  uint32_t position = 0;
  uint8_t kind = 0;
  uint8_t purposes = 0;  // of its receipt
  TimeMs time_ms = 0;    // corrected
  TimeMs received_ms = 0;
  std::string item_id;
  std::optional<int64_t> dwell_ms;
  std::optional<int64_t> scroll_percent;
  std::optional<int64_t> quantity;
  std::optional<double> price;
  std::optional<double> rating;
  Bytes32 body_hash{};  // over the fields as the device sent them: tells a duplicate from a conflict
  Bytes32 receipt{};    // the hash of its receipt
};

// What append() is to do with it; verdicts that are final without the store (rejected, no consent) never come here.
struct AppendEvent {
  StoredEvent event;
  std::string quarantine;  // the reason; empty = into the events
};

struct AppendBatch {
  std::string tenant;
  std::vector<protocol::Receipt> receipts;  // for the audit log; those that are there already are passed over
  std::vector<AppendEvent> events;
  // Events that got their verdict without the store, for stats(): "no_consent", "rejected.event.price", ...
  std::map<std::string, uint64_t> refused;
  uint64_t dropped = 0;         // that the device gave up
  uint64_t dropped_report = 0;  // the number above counts once under this id; 0 = each time
  std::string sdk;
  std::string model_id;
  uint64_t model_version = 0;
};

struct AppendOutcome {
  std::vector<protocol::EventOutcome> events;  // one each: stored, duplicate, quarantined, conflict, erased
  size_t new_names = 0;                        // receipts and reports of dropped events that were not known
  std::vector<size_t> unstreamed;              // those (stored or duplicate) that the event stream has not acknowledged
  bool dropped_known = false;                  // the batch's report of dropped events was counted before
};

enum class EraseScope { kAll, kModelImprovement };

struct EraseRequest {
  std::string tenant;
  std::string request_id;
  EraseScope scope = EraseScope::kAll;
  std::vector<Bytes32> pseudonyms;  // peppered
};

struct EraseOutcome {
  uint64_t events = 0;
  uint64_t quarantined = 0;
  TimeMs erased_at_ms = 0;  // of the first time, when the request was answered before
};

struct AuditEntry {
  std::string tenant;
  uint64_t number = 0;  // from 1 within its tenant, no gaps
  TimeMs time_ms = 0;
  std::string body;  // canonical JSON; has tenant, number, time_ms, kind and what the kind needs
  Bytes32 hash{};    // sha256(hash of number - 1 || body); of number 0: zeros
};

enum class Role : int { kDevice = 1, kPublisher = 2, kAnalyst = 3, kAdmin = 4 };

struct Token {
  std::string id;  // public, names it in lists and the audit log
  std::string tenant;
  Role role = Role::kDevice;
  Bytes32 secret_hash{};  // sha256 of the 256 random bits
  TimeMs created_ms = 0;
  std::string label;
};

struct StoredModel {
  std::string tenant;
  std::string model_id;
  uint64_t version = 0;
  Bytes32 sha256{};
  uint64_t size_bytes = 0;
  TimeMs published_ms = 0;
};

inline constexpr int kModelsKept = 5;

struct RetentionPolicy {
  int64_t events_ms = 0;
  int64_t quarantine_ms = 0;
};

struct RetentionReport {
  uint64_t events = 0;
  uint64_t quarantined = 0;
  TimeMs oldest_event_ms = 0;  // of what is left; 0 = none
};

// What the training export and /v1/stats ask for.
struct SessionFilter {
  std::string tenant;
  TimeMs from_ms = 0;
  TimeMs until_ms = 0;                             // exclusive
  uint8_t purposes = protocol::kModelImprovement;  // all of these bits
};

// Counts of one hour, by the time of arrival. A verdict's key has its reason up to the first colon.
struct HourStats {
  TimeMs hour_ms = 0;                        // when it begins
  std::map<std::string, uint64_t> verdicts;  // "stored", "duplicate", "quarantined.rate", "rejected.event.price", ...
  std::map<std::string, uint64_t> models;    // events by "model id/version" in use on the device
  std::map<std::string, uint64_t> sdks;      // events by the version that sent them
  uint64_t model_improvement = 0;            // stored events whose receipt grants it
  uint64_t dropped = 0;
};

// Threads: every method may be called from any thread. Every write is durable when it returns OK. When it does not,
// nothing of it happened, unless the connection to a database broke while it committed: then it may have, and doing it
// again gives the same as doing it once. Errors: kIo (unreachable; worth trying again), kNoSpace, kBusy, kCorrupt, and
// those named. append, erase, apply_retention, put_model and the tokens' methods write their audit entry in the same
// transaction.
class EventStore {
 public:
  virtual ~EventStore() = default;

  // One transaction for all batches, outcomes in their order. A resent event that is in the quarantine is a duplicate.
  // An event loses the purpose model improvement when its pseudonym was erased in that scope.
  virtual Result<std::vector<AppendOutcome>> append(std::span<const AppendBatch> batches, TimeMs now_ms) = 0;
  // Notes that the event stream has acknowledged these (tenant, event id).
  virtual Status mark_streamed(std::string_view tenant, std::span<const std::string> event_ids) = 0;

  // The same request id again answers as the first time; kFailedPrecondition when it was for other pseudonyms or
  // another scope then.
  virtual Result<EraseOutcome> erase(const EraseRequest& request, TimeMs now_ms) = 0;
  // Events and quarantined ones (reason not empty) of these peppered pseudonyms, by time. A false of the sink ends it.
  using EventSink = std::function<bool(const StoredEvent& event, std::string_view quarantine)>;
  virtual Status read_pseudonyms(std::string_view tenant, std::span<const Bytes32> pseudonyms,
                                 const EventSink& sink) = 0;
  // Events by (pseudonym, session, position) so that a session's events stand together.
  virtual Status read_sessions(const SessionFilter& filter, const EventSink& sink) = 0;
  virtual Result<RetentionReport> apply_retention(std::string_view tenant, const RetentionPolicy& policy,
                                                  TimeMs now_ms) = 0;

  // body: a JSON object without tenant, number, time and kind, which are added. kInvalidArgument when it is none.
  virtual Status add_audit(std::string_view tenant, std::string_view kind, std::string_view body, TimeMs now_ms) = 0;
  // In their order. kCorrupt when the last is not the one that the head of the chain names: the end was cut off.
  using AuditSink = std::function<bool(const AuditEntry& entry)>;
  virtual Status read_audit(std::string_view tenant, const AuditSink& sink) = 0;

  virtual Result<std::vector<std::string>> tenants() = 0;
  virtual Status add_token(const Token& token) = 0;                     // makes the tenant, too
  virtual Status remove_token(std::string_view id, TimeMs now_ms) = 0;  // kNotFound
  virtual Result<std::vector<Token>> tokens() = 0;

  // kFailedPrecondition when the current version is higher, or when its version is that of other bytes. The same
  // again changes nothing. The newest kModelsKept of a tenant are kept.
  virtual Status put_model(const StoredModel& model, std::span<const uint8_t> bytes) = 0;
  virtual Result<std::optional<StoredModel>> current_model(std::string_view tenant) = 0;
  virtual Result<std::vector<uint8_t>> read_model(std::string_view tenant, const Bytes32& sha256) = 0;  // kNotFound

  virtual Result<std::vector<HourStats>> stats(std::string_view tenant, TimeMs from_ms) = 0;
  // For /readyz.
  virtual Status ping() = 0;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_EVENT_STORE_H_
