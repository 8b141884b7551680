#include "server_sync/server/store/postgres/append.h"

#include <map>
#include <set>
#include <utility>

#include "server_sync/protocol/canonical_json.h"
#include "server_sync/server/store/decisions.h"
#include "server_sync/server/store/postgres/audit_table.h"
#include "server_sync/server/store/postgres/counter_table.h"
#include "server_sync/server/store/postgres/event_rows.h"
#include "server_sync/server/store/postgres/tenant.h"

namespace nearshelf::server::postgres {
namespace {

using protocol::Verdict;

// What event_keys has of an event, or will have.
struct Key {
  const AppendEvent* first = nullptr;  // of this transaction
  bool is_new = false;                 // made by it
  bool found = false;                  // there before it
  Bytes32 body{};
  int64_t flags = 0;
};

// All transactions take what they lock in one order: tenants, keys, reports, audit heads, each rising. So none waits in
// a circle.
class Append {
 public:
  Append(Connection& connection, std::span<const AppendBatch> batches) : connection_(connection), batches_(batches) {}

  Status find_tenants() {
    for (const AppendBatch& batch : batches_) tenants_[batch.tenant] = 0;
    for (auto& [name, id] : tenants_) {
      NEARSHELF_ASSIGN_OR_RETURN(id, make_tenant(connection_, name));
    }
    std::set<int64_t> rising;
    for (const auto& [name, id] : tenants_) rising.insert(id);
    for (const int64_t id : rising) NEARSHELF_RETURN_IF_ERROR(lock_shared(connection_, id));
    return ok_status();
  }

  Status find_tombstones() {
    Array tenant(kInt4), pseudonym(kBytea);
    for (const AppendBatch& batch : batches_) {
      for (const AppendEvent& entry : batch.events) {
        const std::pair person(id_of(batch), entry.event.pseudonym);
        if (!tombstones_.emplace(person, Tombstone::kNone).second) continue;
        tenant.integer(person.first);
        pseudonym.bytes(person.second);
      }
    }
    if (tombstones_.empty()) return ok_status();
    NEARSHELF_ASSIGN_OR_RETURN(const Rows rows,
                               connection_.query("SELECT t.tenant, t.pseudonym, t.scope FROM tombstones t "
                                                 "JOIN unnest($1::int4[], $2::bytea[]) AS asked (tenant, pseudonym) "
                                                 "ON t.tenant = asked.tenant AND t.pseudonym = asked.pseudonym",
                                                 Parameters().array(tenant).array(pseudonym)));
    for (int row = 0; row < rows.size(); ++row) {
      NEARSHELF_ASSIGN_OR_RETURN(const Bytes32 person, rows.bytes32(row, 1));
      tombstones_[{rows.integer(row, 0), person}] = static_cast<Tombstone>(rows.integer(row, 2));
    }
    return ok_status();
  }

  Status insert_keys() {
    for (const AppendBatch& batch : batches_) {
      for (const AppendEvent& entry : batch.events) {
        if (tombstone(batch, entry) == Tombstone::kAll) continue;
        Key& key = keys_[{id_of(batch), entry.event.event_id}];
        if (!key.first) key.first = &entry;
      }
    }
    if (keys_.empty()) return ok_status();
    Array tenant(kInt4), event_id(kText), body(kBytea), flags(kInt2);
    for (auto& [id, key] : keys_) {
      key.body = key.first->event.body_hash;
      key.flags = key.first->quarantine.empty() ? 0 : int64_t{kQuarantined};
      tenant.integer(id.first);
      event_id.text(id.second);
      body.bytes(key.body);
      flags.integer(key.flags);
    }
    NEARSHELF_ASSIGN_OR_RETURN(
        const Rows rows, connection_.query("INSERT INTO event_keys (tenant, event_id, body, flags) "
                                           "SELECT * FROM unnest($1::int4[], $2::text[], $3::bytea[], $4::int2[]) "
                                           "ON CONFLICT DO NOTHING RETURNING tenant, event_id",
                                           Parameters().array(tenant).array(event_id).array(body).array(flags)));
    for (int row = 0; row < rows.size(); ++row) {
      keys_[{rows.integer(row, 0), std::string(rows.text(row, 1))}].is_new = true;
    }
    return read_known_keys();
  }

  Result<std::vector<AppendOutcome>> insert_events() {
    std::vector<AppendOutcome> outcomes;
    EventRows events, quarantined;
    for (const AppendBatch& batch : batches_) {
      AppendOutcome outcome;
      outcome.events.resize(batch.events.size());
      for (size_t i = 0; i < batch.events.size(); ++i) {
        const AppendEvent& entry = batch.events[i];
        const Tombstone erased = tombstone(batch, entry);
        if (erased == Tombstone::kAll) {
          outcome.events[i] = erased_outcome();
          continue;
        }
        const Key& key = keys_[{id_of(batch), entry.event.event_id}];
        if (key.is_new && key.first == &entry) {
          uint8_t purposes = entry.event.purposes;
          if (erased == Tombstone::kModelImprovement) purposes &= static_cast<uint8_t>(~protocol::kModelImprovement);
          EventRows& rows = entry.quarantine.empty() ? events : quarantined;
          rows.add(id_of(batch), entry.event, purposes, entry.quarantine);
          if (!entry.quarantine.empty()) outcome.events[i] = {Verdict::kQuarantined, entry.quarantine};
        } else if (key.body != entry.event.body_hash) {
          outcome.events[i] = conflict_outcome();
          continue;
        } else {
          outcome.events[i].verdict = Verdict::kDuplicate;
        }
        if ((key.flags & (kStreamed | kQuarantined)) == 0) outcome.unstreamed.push_back(i);
      }
      outcomes.push_back(std::move(outcome));
    }
    NEARSHELF_RETURN_IF_ERROR(events.insert_events(connection_));
    NEARSHELF_RETURN_IF_ERROR(quarantined.insert_quarantined(connection_));
    return outcomes;
  }

  Status insert_receipts(TimeMs now_ms, std::vector<AppendOutcome>* outcomes) {
    std::map<std::pair<int64_t, Bytes32>, std::pair<const AppendBatch*, const protocol::Receipt*>> unknown;
    Array tenant(kInt4), hash(kBytea);
    for (const AppendBatch& batch : batches_) {
      for (const protocol::Receipt& receipt : batch.receipts) {
        const std::pair name(id_of(batch), protocol::receipt_hash(receipt));
        if (!unknown.emplace(name, std::pair(&batch, &receipt)).second) continue;
        tenant.integer(name.first);
        hash.bytes(name.second);
      }
    }
    if (unknown.empty()) return ok_status();
    NEARSHELF_ASSIGN_OR_RETURN(
        const Rows rows,
        connection_.query("SELECT r.tenant, r.hash FROM receipts r JOIN unnest($1::int4[], $2::bytea[]) "
                          "AS asked (tenant, hash) ON r.tenant = asked.tenant AND r.hash = asked.hash",
                          Parameters().array(tenant).array(hash)));
    for (int row = 0; row < rows.size(); ++row) {
      NEARSHELF_ASSIGN_OR_RETURN(const Bytes32 known, rows.bytes32(row, 1));
      unknown.erase({rows.integer(row, 0), known});
    }
    for (const auto& [name, found] : unknown) {
      // Under the head's lock nobody else writes a receipt of this tenant.
      NEARSHELF_RETURN_IF_ERROR(lock_audit(connection_, name.first));
      NEARSHELF_ASSIGN_OR_RETURN(
          const Rows made,
          connection_.query("INSERT INTO receipts (tenant, hash) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1",
                            Parameters().integer(name.first, kInt4).bytes(name.second)));
      if (made.size() == 0) continue;
      ++(*outcomes)[static_cast<size_t>(found.first - batches_.data())].new_names;
      NEARSHELF_RETURN_IF_ERROR(append_audit(connection_, name.first, found.first->tenant, "receipt",
                                             protocol::canonical_json(protocol::receipt_json(*found.second)), now_ms));
    }
    return ok_status();
  }

  // Among the receipts, which are what a tenant's devices said once.
  Status insert_reports(std::vector<AppendOutcome>* outcomes) {
    std::map<std::pair<int64_t, Bytes32>, size_t> reports;  // the first batch with it
    for (size_t i = 0; i < batches_.size(); ++i) {
      if (!names_dropped(batches_[i])) continue;
      (*outcomes)[i].dropped_known = true;
      reports.emplace(std::pair(id_of(batches_[i]), dropped_name(batches_[i])), i);
    }
    if (reports.empty()) return ok_status();
    Array tenant(kInt4), hash(kBytea);
    for (const auto& [name, i] : reports) {
      tenant.integer(name.first);
      hash.bytes(name.second);
    }
    NEARSHELF_ASSIGN_OR_RETURN(const Rows rows,
                               connection_.query("INSERT INTO receipts (tenant, hash) SELECT * FROM unnest($1::int4[], "
                                                 "$2::bytea[]) ON CONFLICT DO NOTHING RETURNING tenant, hash",
                                                 Parameters().array(tenant).array(hash)));
    for (int row = 0; row < rows.size(); ++row) {
      NEARSHELF_ASSIGN_OR_RETURN(const Bytes32 name, rows.bytes32(row, 1));
      AppendOutcome& outcome = (*outcomes)[reports.at({rows.integer(row, 0), name})];
      outcome.dropped_known = false;
      ++outcome.new_names;
    }
    return ok_status();
  }

 private:
  int64_t id_of(const AppendBatch& batch) const { return tenants_.at(batch.tenant); }
  Tombstone tombstone(const AppendBatch& batch, const AppendEvent& entry) const {
    return tombstones_.at({id_of(batch), entry.event.pseudonym});
  }

  // Those that were there: also what another server committed while the insert waited for it.
  Status read_known_keys() {
    Array tenant(kInt4), event_id(kText);
    size_t known = 0;
    for (const auto& [id, key] : keys_) {
      if (key.is_new) continue;
      tenant.integer(id.first);
      event_id.text(id.second);
      ++known;
    }
    if (known == 0) return ok_status();
    NEARSHELF_ASSIGN_OR_RETURN(const Rows rows,
                               connection_.query("SELECT k.tenant, k.event_id, k.body, k.flags FROM event_keys k "
                                                 "JOIN unnest($1::int4[], $2::text[]) AS asked (tenant, event_id) "
                                                 "ON k.tenant = asked.tenant AND k.event_id = asked.event_id",
                                                 Parameters().array(tenant).array(event_id)));
    for (int row = 0; row < rows.size(); ++row) {
      Key& key = keys_[{rows.integer(row, 0), std::string(rows.text(row, 1))}];
      NEARSHELF_ASSIGN_OR_RETURN(key.body, rows.bytes32(row, 2));
      key.flags = rows.integer(row, 3);
      key.found = true;
    }
    for (const auto& [id, key] : keys_) {
      if (key.is_new || key.found) continue;
      connection_.ask_for_retry();  // it was there, and retention has deleted it since
      return Status(Code::kBusy, "an event was deleted while it was stored again", id.second);
    }
    return ok_status();
  }

  Connection& connection_;
  std::span<const AppendBatch> batches_;
  std::map<std::string, int64_t, std::less<>> tenants_;
  std::map<std::pair<int64_t, Bytes32>, Tombstone> tombstones_;
  std::map<std::pair<int64_t, std::string>, Key> keys_;
};

}  // namespace

Result<std::vector<AppendOutcome>> append(Connection& connection, std::span<const AppendBatch> batches, TimeMs now_ms,
                                          int slot) {
  Append work(connection, batches);
  NEARSHELF_RETURN_IF_ERROR(work.find_tenants());
  NEARSHELF_RETURN_IF_ERROR(work.find_tombstones());
  NEARSHELF_RETURN_IF_ERROR(work.insert_keys());
  NEARSHELF_ASSIGN_OR_RETURN(std::vector<AppendOutcome> outcomes, work.insert_events());
  NEARSHELF_RETURN_IF_ERROR(work.insert_reports(&outcomes));
  Counters counters;
  for (size_t i = 0; i < batches.size(); ++i) count_batch(batches[i], outcomes[i], &counters);
  NEARSHELF_RETURN_IF_ERROR(add_counters(connection, counters, hour_of(now_ms), slot));
  NEARSHELF_RETURN_IF_ERROR(work.insert_receipts(now_ms, &outcomes));
  return outcomes;
}

Status mark_streamed(Connection& connection, std::string_view tenant_name, std::span<const std::string> event_ids) {
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t tenant, make_tenant(connection, tenant_name));
  const std::set<std::string> rising(event_ids.begin(), event_ids.end());
  Array ids(kText);
  for (const std::string& id : rising) ids.text(id);
  return connection.run(
      "UPDATE event_keys SET flags = flags | 1::int2 FROM (SELECT event_id FROM event_keys WHERE tenant = $1 AND "
      "event_id = ANY($2::text[]) AND flags & 1::int2 = 0 ORDER BY event_id FOR UPDATE) AS held "
      "WHERE event_keys.tenant = $1 AND event_keys.event_id = held.event_id",
      Parameters().integer(tenant, kInt4).array(ids));
}

}  // namespace nearshelf::server::postgres
