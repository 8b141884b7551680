#include "server_sync/server/store/sqlite/append.h"

#include <algorithm>
#include <cstring>
#include <list>
#include <optional>

#include "server_sync/protocol/canonical_json.h"
#include "server_sync/server/store/decisions.h"
#include "server_sync/server/store/sqlite/audit_table.h"
#include "server_sync/server/store/sqlite/chunks.h"
#include "server_sync/server/store/sqlite/counter_table.h"

namespace nearshelf::server::sqlite {
namespace {

// As much of the hash as event_keys has.
int64_t short_hash(const Bytes32& hash) {
  int64_t value = 0;
  std::memcpy(&value, hash.data(), sizeof(value));
  return value;
}

// What becomes one chunk.
struct Group {
  const Bytes32* pseudonym;
  std::string_view reason;
  std::vector<const StoredEvent*> events;
};

class BatchWriter {
 public:
  BatchWriter(Writer& writer, const AppendBatch& batch, int64_t tenant)
      : writer_(writer), batch_(batch), tenant_(tenant) {}

  Status write_receipts(TimeMs now_ms) {
    Database& database = writer_.database();
    for (const protocol::Receipt& receipt : batch_.receipts) {
      const Bytes32 hash = protocol::receipt_hash(receipt);
      NEARSHELF_RETURN_IF_ERROR(
          database.query("INSERT INTO receipts (tenant, hash) VALUES (?, ?) ON CONFLICT DO NOTHING")
              .bind(1, tenant_)
              .bind(2, hash)
              .run());
      if (database.changes() == 0) continue;
      ++new_receipts_;
      NEARSHELF_RETURN_IF_ERROR(append_audit(database, tenant_, batch_.tenant, "receipt",
                                             protocol::canonical_json(protocol::receipt_json(receipt)), now_ms));
    }
    return ok_status();
  }

  Result<AppendOutcome> write_events() {
    AppendOutcome outcome;
    outcome.new_names = new_receipts_;
    outcome.events.resize(batch_.events.size());
    for (size_t i = 0; i < batch_.events.size(); ++i) NEARSHELF_RETURN_IF_ERROR(write_event(i, &outcome));
    for (const Group& group : groups_) {
      NEARSHELF_RETURN_IF_ERROR(insert_chunk(writer_.database(), tenant_, group.events, group.reason));
    }
    if (names_dropped(batch_)) {
      Database& database = writer_.database();
      NEARSHELF_RETURN_IF_ERROR(
          database.query("INSERT INTO receipts (tenant, hash) VALUES (?, ?) ON CONFLICT DO NOTHING")
              .bind(1, tenant_)
              .bind(2, dropped_name(batch_))
              .run());
      outcome.dropped_known = database.changes() == 0;
      if (!outcome.dropped_known) ++outcome.new_names;
    }
    return outcome;
  }

 private:
  Status write_event(size_t index, AppendOutcome* outcome) {
    const AppendEvent& entry = batch_.events[index];
    protocol::EventOutcome& result = outcome->events[index];
    NEARSHELF_ASSIGN_OR_RETURN(const Tombstone tombstone, tombstone_at(entry.event.pseudonym));
    if (tombstone == Tombstone::kAll) {
      result = erased_outcome();
      return ok_status();
    }
    const EventKey key = writer_.event_key(tenant_, entry.event.event_id);
    const int64_t body = short_hash(entry.event.body_hash);
    Database& database = writer_.database();
    NEARSHELF_RETURN_IF_ERROR(
        database.query("INSERT INTO event_keys (key, body, flags) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
            .bind(1, key)
            .bind(2, body)
            .bind(3, entry.quarantine.empty() ? 0 : int64_t{kQuarantined})
            .run());
    if (database.changes() == 0) return compare(key, body, index, outcome);
    if (!entry.quarantine.empty()) {
      result = {protocol::Verdict::kQuarantined, entry.quarantine};
    } else {
      outcome->unstreamed.push_back(index);
    }
    add_to_group(entry, tombstone);
    return ok_status();
  }

  // Tells a duplicate from a conflict.
  Status compare(const EventKey& key, int64_t body, size_t index, AppendOutcome* outcome) {
    Query query = writer_.database().query("SELECT body, flags FROM event_keys WHERE key = ?");
    NEARSHELF_ASSIGN_OR_RETURN(const bool found, query.bind(1, key).step());
    if (!found) return internal_error("an event's key is there and is not");
    if (query.integer(0) != body) {
      outcome->events[index] = conflict_outcome();
      return ok_status();
    }
    outcome->events[index].verdict = protocol::Verdict::kDuplicate;
    if ((query.integer(1) & (kStreamed | kQuarantined)) == 0) outcome->unstreamed.push_back(index);
    return ok_status();
  }

  void add_to_group(const AppendEvent& entry, Tombstone tombstone) {
    const StoredEvent* event = &entry.event;
    if (tombstone == Tombstone::kModelImprovement && event->purposes & protocol::kModelImprovement) {
      stripped_.push_back(*event);
      stripped_.back().purposes &= static_cast<uint8_t>(~protocol::kModelImprovement);
      event = &stripped_.back();
    }
    const auto fits = [&](const Group& group) {
      return *group.pseudonym == event->pseudonym && group.reason == entry.quarantine;
    };
    auto group = std::find_if(groups_.begin(), groups_.end(), fits);
    if (group == groups_.end()) group = groups_.insert(groups_.end(), Group{&event->pseudonym, entry.quarantine, {}});
    group->events.push_back(event);
  }

  // Most batches have one or two pseudonyms.
  Result<Tombstone> tombstone_at(const Bytes32& pseudonym) {
    for (const auto& [known, tombstone] : tombstones_) {
      if (*known == pseudonym) return tombstone;
    }
    Query query = writer_.database().query("SELECT scope FROM tombstones WHERE tenant = ? AND pseudonym = ?");
    NEARSHELF_ASSIGN_OR_RETURN(const bool found, query.bind(1, tenant_).bind(2, pseudonym).step());
    const Tombstone tombstone = found ? static_cast<Tombstone>(query.integer(0)) : Tombstone::kNone;
    tombstones_.emplace_back(&pseudonym, tombstone);
    return tombstone;
  }

  Writer& writer_;
  const AppendBatch& batch_;
  const int64_t tenant_;
  size_t new_receipts_ = 0;
  std::vector<std::pair<const Bytes32*, Tombstone>> tombstones_;
  std::list<StoredEvent> stripped_;  // copies without a purpose; a list keeps their addresses
  std::vector<Group> groups_;
};

}  // namespace

Result<std::vector<AppendOutcome>> append(Writer& writer, std::span<const AppendBatch> batches, TimeMs now_ms) {
  NEARSHELF_ASSIGN_OR_RETURN(Transaction transaction, writer.database().begin_write());
  std::vector<AppendOutcome> outcomes;
  outcomes.reserve(batches.size());
  Counters counters;
  for (const AppendBatch& batch : batches) {
    NEARSHELF_ASSIGN_OR_RETURN(const int64_t tenant, writer.tenant(batch.tenant));
    BatchWriter batch_writer(writer, batch, tenant);
    NEARSHELF_RETURN_IF_ERROR(batch_writer.write_receipts(now_ms));
    NEARSHELF_ASSIGN_OR_RETURN(AppendOutcome outcome, batch_writer.write_events());
    count_batch(batch, outcome, &counters);
    outcomes.push_back(std::move(outcome));
  }
  NEARSHELF_RETURN_IF_ERROR(add_counters(writer, counters, hour_of(now_ms)));
  NEARSHELF_RETURN_IF_ERROR(transaction.commit());
  return outcomes;
}

Status mark_streamed(Writer& writer, const std::string& tenant_name, std::span<const std::string> event_ids) {
  NEARSHELF_ASSIGN_OR_RETURN(Transaction transaction, writer.database().begin_write());
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t tenant, writer.tenant(tenant_name));
  for (const std::string& event_id : event_ids) {
    const EventKey key = writer.event_key(tenant, event_id);
    NEARSHELF_RETURN_IF_ERROR(
        writer.database().query("UPDATE event_keys SET flags = flags | 1 WHERE key = ?").bind(1, key).run());
  }
  return transaction.commit();
}

}  // namespace nearshelf::server::sqlite
