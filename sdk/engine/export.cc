#include "sdk/engine/export.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <array>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "sdk/base/hex.h"
#include "sdk/engine/export_format.h"
#include "sdk/sync/event_tasks.h"

namespace nearshelf::engine {
namespace {

constexpr size_t kEventsAtOnce = 1'000;

class ExportWriter {
 public:
  std::string take() const { return {buffer_.GetString(), buffer_.GetSize()}; }

  void begin_object() { writer_.StartObject(); }
  void end_object() { writer_.EndObject(); }
  void begin_list(std::string_view name) {
    key(name);
    writer_.StartArray();
  }
  void end_list() { writer_.EndArray(); }

  void number(std::string_view name, int64_t value) {
    key(name);
    writer_.Int64(value);
  }
  void number(std::string_view name, const std::optional<int64_t>& value) {
    if (value) number(name, *value);
  }
  void real(std::string_view name, const std::optional<double>& value) {
    if (!value) return;
    key(name);
    writer_.Double(*value);
  }
  void flag(std::string_view name, bool value) {
    key(name);
    writer_.Bool(value);
  }
  void text(std::string_view name, std::string_view value) {
    key(name);
    item(value);
  }
  void text_if_any(std::string_view name, std::string_view value) {
    if (!value.empty()) text(name, value);
  }
  void item(std::string_view value) { writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size())); }
  void hex_item(std::span<const uint8_t> bytes) { item(to_hex(bytes)); }
  void hex(std::string_view name, std::span<const uint8_t> bytes) {
    key(name);
    hex_item(bytes);
  }

 private:
  void key(std::string_view name) { writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }

  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

// Leaves the object open.
Status write_event(const store::Event& event, int64_t session_id, ExportWriter& out) {
  if (static_cast<size_t>(event.kind) >= kEventKindNames.size()) {
    return corrupt("a kind that no event has", "events.kind");
  }
  out.begin_object();
  out.text("event_id", event.event_id);
  out.text("kind", kEventKindNames[static_cast<size_t>(event.kind)]);
  out.number("time_ms", event.time_ms);
  if (session_id != 0) out.number("session_id", session_id);
  out.text_if_any("item_id", event.item_id);
  out.text_if_any("query", event.query);
  out.number("dwell_ms", event.dwell_ms);
  out.number("scroll_percent", event.scroll_percent);
  out.number("quantity", event.quantity);
  out.real("price", event.price);
  out.real("rating", event.rating);
  return ok_status();
}

Status write_events(store::Store& store, ExportWriter& out) {
  int64_t sequence = 0;
  while (true) {
    NEARSHELF_ASSIGN_OR_RETURN(const auto events, store.events().after(sequence, kEventsAtOnce));
    if (events.empty()) return ok_status();
    for (const store::RecordedEvent& recorded : events) {
      NEARSHELF_RETURN_IF_ERROR(write_event(recorded.event, recorded.session_id, out));
      out.end_object();
    }
    sequence = events.back().sequence;
  }
}

Status write_sessions(store::Store& store, ExportWriter& out) {
  NEARSHELF_ASSIGN_OR_RETURN(const auto sessions, store.sessions().all());
  for (const store::SessionRecord& session : sessions) {
    out.begin_object();
    out.number("session_id", session.session_id);
    out.number("started_ms", session.started_ms);
    out.number("last_active_ms", session.last_active_ms);
    out.number("event_count", static_cast<int64_t>(session.event_count));
    out.flag("ended", session.ended);
    out.end_object();
  }
  return ok_status();
}

void write_purposes(std::string_view name, uint32_t purposes, ExportWriter& out) {
  out.begin_list(name);
  for (size_t bit = 0; bit < kPurposeNames.size(); ++bit) {
    if (purposes >> bit & 1) out.item(kPurposeNames[bit]);
  }
  out.end_list();
}

Status write_decisions(store::Store& file, ExportWriter& out) {
  NEARSHELF_ASSIGN_OR_RETURN(const auto decisions, file.consent().all());
  for (const store::DecisionRecord& decision : decisions) {
    out.begin_object();
    out.number("time_ms", decision.decided_ms);
    out.text("policy_version", decision.policy_version);
    write_purposes("granted", decision.granted, out);
    write_purposes("effective", decision.effective, out);
    out.flag("global_privacy_control", decision.global_privacy_control);
    out.end_object();
  }
  return ok_status();
}

Status write_pseudonyms(store::Store& file, ExportWriter& out) {
  NEARSHELF_ASSIGN_OR_RETURN(const auto pseudonyms, file.pseudonyms().all());
  for (const store::PseudonymRecord& pseudonym : pseudonyms) {
    const TimeMs length_ms = int64_t{pseudonym.days} * kDayMs;
    out.begin_object();
    out.hex("pseudonym", pseudonym.bytes);
    out.number("from_ms", pseudonym.period * length_ms);
    out.number("until_ms", (pseudonym.period + 1) * length_ms);
    out.flag("handed_out", pseudonym.handed_out);
    out.end_object();
  }
  return ok_status();
}

Status write_erasures(store::Store& file, ExportWriter& out) {
  NEARSHELF_ASSIGN_OR_RETURN(const auto requests, file.erasures().all());
  for (const store::EraseRequest& request : requests) {
    out.begin_object();
    out.text("request_id", request.request_id);
    out.text("scope", request.scope == store::EraseScope::kAll ? "all" : "model_improvement");
    out.number("requested_ms", request.requested_ms);
    out.number("acknowledged_ms", request.acknowledged_ms);
    out.text_if_any("receipt", request.receipt);
    if (!request.pseudonyms.empty()) {
      out.begin_list("pseudonyms");
      for (const store::PseudonymBytes& pseudonym : request.pseudonyms) out.hex_item(pseudonym);
      out.end_list();
    }
    out.end_object();
  }
  return ok_status();
}

// What waits to be sent, as it will be sent.
Status write_queue(store::Store& file, ExportWriter& out) {
  constexpr uint64_t kAll = std::numeric_limits<int64_t>::max();
  NEARSHELF_ASSIGN_OR_RETURN(const auto queue, file.outbox().oldest(kAll, kAll, {}));
  for (const store::QueuedEvent& queued : queue) {
    NEARSHELF_RETURN_IF_ERROR(write_event(queued.event, 0, out));
    out.number("queued_ms", queued.queued_ms);
    out.number("position", int64_t{queued.position});
    std::array<uint8_t, sizeof(uint64_t)> token;
    for (size_t i = 0; i < token.size(); ++i) token[i] = static_cast<uint8_t>(queued.session_token >> (56 - 8 * i));
    out.hex("session", token);
    write_purposes("purposes", queued.purposes, out);
    out.end_object();
  }
  return ok_status();
}

}  // namespace

Result<std::string> write_export(store::Store& file, store::Store& memory, TimeMs now_ms) {
  ExportWriter out;
  out.begin_object();
  out.text("format", kExportFormat);
  out.number("format_version", kExportVersion);
  out.number("exported_at_ms", now_ms);
  out.begin_list("sessions");
  NEARSHELF_RETURN_IF_ERROR(write_sessions(file, out));
  NEARSHELF_RETURN_IF_ERROR(write_sessions(memory, out));
  out.end_list();
  out.begin_list("events");
  NEARSHELF_RETURN_IF_ERROR(write_events(file, out));
  NEARSHELF_RETURN_IF_ERROR(write_events(memory, out));
  out.end_list();
  out.begin_list("decisions");
  NEARSHELF_RETURN_IF_ERROR(write_decisions(file, out));
  out.end_list();
  out.begin_list("pseudonyms");
  NEARSHELF_RETURN_IF_ERROR(write_pseudonyms(file, out));
  out.end_list();
  out.begin_list("erase_requests");
  NEARSHELF_RETURN_IF_ERROR(write_erasures(file, out));
  out.end_list();
  out.begin_list("queue");
  NEARSHELF_RETURN_IF_ERROR(write_queue(file, out));
  out.end_list();
  NEARSHELF_ASSIGN_OR_RETURN(const uint64_t queued, file.outbox().count());
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t dropped, file.counters().get(store::kDroppedCounter));
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t acknowledged, file.counters().get(sync::kAcknowledgedCounter));
  out.number("queued_events", static_cast<int64_t>(queued));
  out.number("dropped_events", dropped);
  out.number("acknowledged_events", acknowledged);
  out.end_object();
  return out.take();
}

}  // namespace nearshelf::engine
