#include "tests/support/fake_event_store.h"

#include <sodium.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "server_sync/protocol/canonical_json.h"
#include "server_sync/protocol/names.h"

namespace nearshelf::testing {

using protocol::Verdict;
using server::AppendBatch;
using server::AppendOutcome;
using server::HourStats;
using Json = nlohmann::json;

namespace {

std::string count_key(const protocol::EventOutcome& outcome) {
  std::string key(protocol::verdict_name(outcome.verdict));
  const std::string reason = outcome.reason.substr(0, outcome.reason.find(':'));
  const bool named = outcome.verdict == Verdict::kQuarantined && !reason.empty();
  return named ? key + "." + reason : key;
}

HourStats& hour_of(std::map<TimeMs, HourStats>& hours, TimeMs now_ms) {
  HourStats& hour = hours[now_ms / kHourMs];
  hour.hour_ms = now_ms / kHourMs * kHourMs;
  return hour;
}

}  // namespace

void FakeEventStore::fail_with(const Status& status) {
  const std::lock_guard lock(mutex_);
  failure_ = status;
}

void FakeEventStore::fail_marking_with(const Status& status) {
  const std::lock_guard lock(mutex_);
  marking_failure_ = status;
}

void FakeEventStore::close_gate() {
  const std::lock_guard lock(mutex_);
  gate_closed_ = true;
}

void FakeEventStore::open_gate() {
  const std::lock_guard lock(mutex_);
  gate_closed_ = false;
  gate_changed_.notify_all();
}

void FakeEventStore::wait_for_append() {
  std::unique_lock lock(mutex_);
  gate_changed_.wait(lock, [this] { return waiting_ > 0; });
}

void FakeEventStore::with_stream(bool with_stream) {
  const std::lock_guard lock(mutex_);
  with_stream_ = with_stream;
}

size_t FakeEventStore::append_calls() const {
  const std::lock_guard lock(mutex_);
  return append_sizes_.size();
}

std::vector<size_t> FakeEventStore::append_sizes() const {
  const std::lock_guard lock(mutex_);
  return append_sizes_;
}

std::map<std::string, FakeEventStore::Row> FakeEventStore::rows(const std::string& tenant) const {
  const std::lock_guard lock(mutex_);
  const auto found = tenants_.find(tenant);
  return found == tenants_.end() ? std::map<std::string, Row>() : found->second.rows;
}

AppendBatch FakeEventStore::last_batch() const {
  const std::lock_guard lock(mutex_);
  return last_batch_;
}

Result<std::vector<AppendOutcome>> FakeEventStore::append(std::span<const AppendBatch> batches, TimeMs now_ms) {
  std::unique_lock lock(mutex_);
  ++waiting_;
  gate_changed_.notify_all();
  gate_changed_.wait(lock, [this] { return !gate_closed_; });
  --waiting_;
  append_sizes_.push_back(batches.size());
  if (!failure_.ok()) return failure_;
  std::vector<AppendOutcome> outcomes;
  for (const AppendBatch& batch : batches) outcomes.push_back(append_one(batch, now_ms));
  if (!batches.empty()) last_batch_ = batches.back();
  return outcomes;
}

AppendOutcome FakeEventStore::append_one(const AppendBatch& batch, TimeMs now_ms) {
  Tenant& tenant = tenants_[batch.tenant];
  AppendOutcome outcome;
  for (const protocol::Receipt& receipt : batch.receipts) {
    if (!tenant.receipts.insert(protocol::receipt_hash(receipt)).second) continue;
    const std::string body = protocol::canonical_json(protocol::receipt_json(receipt));
    add_audit_entry(tenant, batch.tenant, "receipt", body, now_ms);
    ++outcome.new_names;
  }
  HourStats& hour = hour_of(tenant.hours, now_ms);
  const bool is_new_report = batch.dropped_report != 0 && tenant.dropped_reports.insert(batch.dropped_report).second;
  if (batch.dropped_report == 0 || is_new_report) hour.dropped += batch.dropped;
  if (is_new_report) ++outcome.new_names;
  for (const auto& [key, count] : batch.refused) hour.verdicts[key] += count;
  for (const server::AppendEvent& incoming : batch.events) {
    protocol::EventOutcome verdict;
    const auto found = tenant.rows.find(incoming.event.event_id);
    if (tenant.tombstones.contains(incoming.event.pseudonym)) {
      verdict = {Verdict::kErased, "erased"};
    } else if (found != tenant.rows.end()) {
      const bool same = found->second.event.body_hash == incoming.event.body_hash;
      verdict = same ? protocol::EventOutcome{Verdict::kDuplicate, ""}
                     : protocol::EventOutcome{Verdict::kConflict, "another event with this id is there"};
    } else {
      tenant.rows[incoming.event.event_id] = {incoming.event, incoming.quarantine, false};
      if (!incoming.quarantine.empty()) verdict = {Verdict::kQuarantined, incoming.quarantine};
    }
    if (verdict.verdict == Verdict::kStored) {
      hour.model_improvement += (incoming.event.purposes & protocol::kModelImprovement) != 0;
      const std::string version = "/" + std::to_string(batch.model_version);
      ++hour.models[batch.model_id.empty() ? std::string() : batch.model_id + version];
    }
    if (verdict.verdict == Verdict::kStored || verdict.verdict == Verdict::kDuplicate) {
      const Row& row = tenant.rows[incoming.event.event_id];
      if (with_stream_ && row.quarantine.empty() && !row.streamed) outcome.unstreamed.push_back(outcome.events.size());
    }
    ++hour.verdicts[count_key(verdict)];
    outcome.events.push_back(verdict);
  }
  return outcome;
}

Status FakeEventStore::mark_streamed(std::string_view tenant, std::span<const std::string> event_ids) {
  const std::lock_guard lock(mutex_);
  NEARSHELF_RETURN_IF_ERROR(marking_failure_);
  for (const std::string& id : event_ids) tenants_[std::string(tenant)].rows[id].streamed = true;
  return ok_status();
}

Result<server::EraseOutcome> FakeEventStore::erase(const server::EraseRequest& request, TimeMs now_ms) {
  const std::lock_guard lock(mutex_);
  NEARSHELF_RETURN_IF_ERROR(failure_);
  Tenant& tenant = tenants_[request.tenant];
  if (const auto found = tenant.erasures.find(request.request_id); found != tenant.erasures.end()) return found->second;
  server::EraseOutcome outcome;
  outcome.erased_at_ms = now_ms;
  const std::set<Bytes32> pseudonyms(request.pseudonyms.begin(), request.pseudonyms.end());
  for (auto it = tenant.rows.begin(); it != tenant.rows.end();) {
    const bool asked = pseudonyms.contains(it->second.event.pseudonym);
    uint64_t& count = it->second.quarantine.empty() ? outcome.events : outcome.quarantined;
    if (asked && request.scope == server::EraseScope::kAll) {
      ++count;
      it = tenant.rows.erase(it);
      continue;
    }
    if (asked && (it->second.event.purposes & protocol::kModelImprovement)) {
      ++count;
      it->second.event.purposes &= static_cast<uint8_t>(~protocol::kModelImprovement);
    }
    ++it;
  }
  if (request.scope == server::EraseScope::kAll) tenant.tombstones.insert(pseudonyms.begin(), pseudonyms.end());
  tenant.erasures[request.request_id] = outcome;
  add_audit_entry(tenant, request.tenant, "erasure", Json({{"request_id", request.request_id}}).dump(), now_ms);
  return outcome;
}

Status FakeEventStore::read_pseudonyms(std::string_view tenant, std::span<const Bytes32> pseudonyms,
                                       const EventSink& sink) {
  const std::lock_guard lock(mutex_);
  NEARSHELF_RETURN_IF_ERROR(failure_);
  std::vector<const Row*> found;
  for (const auto& [id, row] : tenants_[std::string(tenant)].rows) {
    if (std::find(pseudonyms.begin(), pseudonyms.end(), row.event.pseudonym) != pseudonyms.end()) found.push_back(&row);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Row* a, const Row* b) { return a->event.time_ms < b->event.time_ms; });
  for (const Row* row : found) {
    if (!sink(row->event, row->quarantine)) break;
  }
  return ok_status();
}

Status FakeEventStore::read_sessions(const server::SessionFilter& filter, const EventSink& sink) {
  const std::lock_guard lock(mutex_);
  NEARSHELF_RETURN_IF_ERROR(failure_);
  std::vector<const Row*> found;
  for (const auto& [id, row] : tenants_[filter.tenant].rows) {
    const bool in_time = row.event.time_ms >= filter.from_ms && row.event.time_ms < filter.until_ms;
    const bool granted = (row.event.purposes & filter.purposes) == filter.purposes;
    if (in_time && granted && row.quarantine.empty()) found.push_back(&row);
  }
  const auto key = [](const Row* row) {
    return std::tie(row->event.pseudonym, row->event.session, row->event.position);
  };
  std::stable_sort(found.begin(), found.end(), [&](const Row* a, const Row* b) { return key(a) < key(b); });
  for (const Row* row : found) {
    if (!sink(row->event, {})) break;
  }
  return ok_status();
}

Result<server::RetentionReport> FakeEventStore::apply_retention(std::string_view name,
                                                                const server::RetentionPolicy& policy, TimeMs now_ms) {
  const std::lock_guard lock(mutex_);
  NEARSHELF_RETURN_IF_ERROR(failure_);
  Tenant& tenant = tenants_[std::string(name)];
  server::RetentionReport report;
  for (auto it = tenant.rows.begin(); it != tenant.rows.end();) {
    const bool kept_apart = !it->second.quarantine.empty();
    if (it->second.event.time_ms < now_ms - (kept_apart ? policy.quarantine_ms : policy.events_ms)) {
      ++(kept_apart ? report.quarantined : report.events);
      it = tenant.rows.erase(it);
      continue;
    }
    const TimeMs time_ms = it->second.event.time_ms;
    if (!kept_apart && (report.oldest_event_ms == 0 || time_ms < report.oldest_event_ms))
      report.oldest_event_ms = time_ms;
    ++it;
  }
  add_audit_entry(tenant, std::string(name), "retention", "{}", now_ms);
  return report;
}

void FakeEventStore::add_audit_entry(Tenant& tenant, const std::string& name, std::string_view kind,
                                     std::string_view body, TimeMs now_ms) {
  server::AuditEntry entry;
  entry.tenant = name;
  entry.number = tenant.audit.size() + 1;
  entry.time_ms = now_ms;
  Json json = Json::parse(body);
  json["number"] = entry.number;
  json["time_ms"] = now_ms;
  json["kind"] = std::string(kind);
  entry.body = protocol::canonical_json(json);
  const Bytes32 before = tenant.audit.empty() ? Bytes32{} : tenant.audit.back().hash;
  const std::string hashed = std::string(before.begin(), before.end()) + entry.body;
  crypto_hash_sha256(entry.hash.data(), reinterpret_cast<const uint8_t*>(hashed.data()), hashed.size());
  tenant.audit.push_back(std::move(entry));
}

Status FakeEventStore::add_audit(std::string_view tenant, std::string_view kind, std::string_view body, TimeMs now_ms) {
  const std::lock_guard lock(mutex_);
  NEARSHELF_RETURN_IF_ERROR(failure_);
  add_audit_entry(tenants_[std::string(tenant)], std::string(tenant), kind, body, now_ms);
  return ok_status();
}

Status FakeEventStore::read_audit(std::string_view tenant, const AuditSink& sink) {
  const std::lock_guard lock(mutex_);
  for (const server::AuditEntry& entry : tenants_[std::string(tenant)].audit) {
    if (!sink(entry)) break;
  }
  return ok_status();
}

Result<std::vector<std::string>> FakeEventStore::tenants() {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> names;
  for (const auto& [name, tenant] : tenants_) names.push_back(name);
  return names;
}

Status FakeEventStore::add_token(const server::Token& token) {
  const std::lock_guard lock(mutex_);
  NEARSHELF_RETURN_IF_ERROR(failure_);
  tenants_[token.tenant];
  tokens_.push_back(token);
  return ok_status();
}

Status FakeEventStore::remove_token(std::string_view id, TimeMs) {
  const std::lock_guard lock(mutex_);
  const size_t removed = std::erase_if(tokens_, [&](const server::Token& token) { return token.id == id; });
  return removed ? ok_status() : Status(Code::kNotFound, "there is no such token", id);
}

Result<std::vector<server::Token>> FakeEventStore::tokens() {
  const std::lock_guard lock(mutex_);
  return tokens_;
}

Status FakeEventStore::put_model(const server::StoredModel& model, std::span<const uint8_t> bytes) {
  const std::lock_guard lock(mutex_);
  NEARSHELF_RETURN_IF_ERROR(failure_);
  auto& models = tenants_[model.tenant].models;
  if (!models.empty()) {
    const server::StoredModel& current = models.back().first;
    if (current.version > model.version) return failed_precondition("a newer version is there");
    if (current.version == model.version && current.sha256 != model.sha256) {
      return failed_precondition("another model has this version");
    }
  }
  models.emplace_back(model, std::vector<uint8_t>(bytes.begin(), bytes.end()));
  return ok_status();
}

Result<std::optional<server::StoredModel>> FakeEventStore::current_model(std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  const auto& models = tenants_[std::string(tenant)].models;
  return models.empty() ? std::optional<server::StoredModel>() : models.back().first;
}

Result<std::vector<uint8_t>> FakeEventStore::read_model(std::string_view tenant, const Bytes32& sha256) {
  const std::lock_guard lock(mutex_);
  for (const auto& [model, bytes] : tenants_[std::string(tenant)].models) {
    if (model.sha256 == sha256) return bytes;
  }
  return Status(Code::kNotFound, "there is no such model");
}

Result<std::vector<HourStats>> FakeEventStore::stats(std::string_view tenant, TimeMs from_ms) {
  const std::lock_guard lock(mutex_);
  std::vector<HourStats> hours;
  for (const auto& [number, hour] : tenants_[std::string(tenant)].hours) {
    if (hour.hour_ms + kHourMs > from_ms) hours.push_back(hour);
  }
  return hours;
}

Status FakeEventStore::ping() {
  const std::lock_guard lock(mutex_);
  return failure_;
}

}  // namespace nearshelf::testing
