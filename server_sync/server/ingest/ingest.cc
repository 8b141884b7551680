#include "server_sync/server/ingest/ingest.h"

#include <optional>
#include <utility>

#include "server_sync/protocol/canonical_json.h"
#include "server_sync/protocol/names.h"
#include "server_sync/server/ingest/body_hash.h"
#include "server_sync/server/ingest/consent.h"
#include "server_sync/server/ingest/event_time.h"
#include "server_sync/server/store/decisions.h"

namespace nearshelf::server {

using protocol::EventOutcome;
using protocol::Verdict;

namespace {

// "rejected.event.price": the name of the verdict and, after a dot, its reason up to the first colon.
std::string count_key(const EventOutcome& outcome) {
  std::string key(protocol::verdict_name(outcome.verdict));
  const std::string reason = outcome.reason.substr(0, outcome.reason.find(':'));
  return reason.empty() ? key : key + "." + reason;
}

// The receipts that events refer to, each hashed and handed on once.
class UsedReceipts {
 public:
  UsedReceipts(const std::vector<protocol::Receipt>& receipts, PreparedBatch* prepared)
      : receipts_(receipts), prepared_(prepared), hashes_(receipts.size()) {}

  const Bytes32& hash_of(size_t index) {
    if (!hashes_[index]) {
      hashes_[index] = protocol::receipt_hash(receipts_[index]);
      prepared_->append.receipts.push_back(receipts_[index]);
      prepared_->names.push_back(*hashes_[index]);
    }
    return *hashes_[index];
  }

 private:
  const std::vector<protocol::Receipt>& receipts_;
  PreparedBatch* prepared_;
  std::vector<std::optional<Bytes32>> hashes_;
};

StoredEvent stored_event(protocol::Event&& event, const Bytes32& pseudonym, TimeMs time_ms, TimeMs received_ms) {
  StoredEvent stored;
  stored.body_hash = body_hash(event, pseudonym);
  stored.event_id = std::move(event.id);
  stored.pseudonym = pseudonym;
  stored.session = event.session;
  stored.position = event.position;
  stored.kind = event.kind;
  stored.time_ms = time_ms;
  stored.received_ms = received_ms;
  stored.item_id = std::move(event.item_id);
  stored.dwell_ms = event.dwell_ms;
  stored.scroll_percent = event.scroll_percent;
  stored.quantity = event.quantity;
  stored.price = event.price;
  stored.rating = event.rating;
  return stored;
}

}  // namespace

Ingest::Ingest(const IngestRules& rules, const Pepper& pepper, const ItemCatalog* items)
    : rules_(rules), pepper_(pepper), items_(items), rates_(rules) {}

PreparedBatch Ingest::prepare(std::string_view tenant, protocol::DecodedBatch decoded, TimeMs received_ms) {
  protocol::Batch& batch = decoded.batch;
  PreparedBatch prepared;
  AppendBatch& append = prepared.append;
  append.tenant = tenant;
  append.dropped = batch.dropped;
  append.dropped_report = batch.dropped_report;
  if (names_dropped(append)) prepared.names.push_back(dropped_name(append));
  append.sdk = std::move(batch.sdk);
  append.model_id = std::move(batch.model_id);
  append.model_version = batch.model_version;
  prepared.outcomes.resize(batch.events.size());
  append.events.reserve(batch.events.size());

  std::vector<Bytes32> pseudonyms;
  for (const Bytes32& pseudonym : batch.pseudonyms) pseudonyms.push_back(pepper_.apply(tenant, pseudonym));
  UsedReceipts receipts(batch.receipts, &prepared);
  const TimeMs correction_ms = clock_correction_ms(rules_, batch.sent_at_ms, received_ms);

  const auto refuse = [&](size_t i, Verdict verdict, std::string_view reason) {
    prepared.outcomes[i] = {verdict, std::string(reason)};
    ++append.refused[count_key(prepared.outcomes[i])];
  };
  for (size_t i = 0; i < batch.events.size(); ++i) {
    protocol::Event& event = batch.events[i];
    if (!decoded.rejections[i].empty()) {
      refuse(i, Verdict::kRejected, decoded.rejections[i]);
      continue;
    }
    const protocol::Receipt& receipt = batch.receipts[event.receipt];
    if (const std::string_view reason = check_consent(event, receipt); !reason.empty()) {
      refuse(i, Verdict::kNoConsent, reason);
      continue;
    }
    const Bytes32& pseudonym = pseudonyms[event.pseudonym];
    const TimeMs time_ms = corrected_time_ms(event.time_ms, correction_ms);
    const size_t receipt_index = event.receipt;
    AppendEvent& to_store = append.events.emplace_back();
    to_store.event = stored_event(std::move(event), pseudonym, time_ms, received_ms);
    to_store.event.purposes = receipt.granted;
    to_store.event.receipt = receipts.hash_of(receipt_index);
    prepared.positions.push_back(i);

    Rates::Charge& charge = prepared.charges.emplace_back();
    std::string_view reason = check_event_time(rules_, time_ms, received_ms);
    if (reason.empty()) {  // an event of a wrong time says nothing about a rate
      reason = rates_.count(pseudonym, time_ms, &charge);
      const bool unknown = rules_.quarantine_unknown_items && items_ && !items_->knows(tenant, to_store.event.item_id);
      if (unknown) reason = "item.unknown";
    }
    to_store.quarantine = reason;
  }
  return prepared;
}

Result<std::vector<EventOutcome>> Ingest::finish(PreparedBatch prepared, const AppendOutcome& stored) {
  if (stored.events.size() != prepared.positions.size()) {
    abandon(std::move(prepared));
    return internal_error("the store's outcomes are not as many as the events it was given");
  }
  for (size_t i = 0; i < stored.events.size(); ++i) {
    const EventOutcome& outcome = stored.events[i];
    if (outcome.verdict != Verdict::kStored && outcome.verdict != Verdict::kQuarantined) {
      rates_.take_back(prepared.charges[i]);
    }
    prepared.outcomes[prepared.positions[i]] = outcome;
  }
  return std::move(prepared.outcomes);
}

void Ingest::abandon(PreparedBatch prepared) {
  for (const Rates::Charge& charge : prepared.charges) rates_.take_back(charge);
}

}  // namespace nearshelf::server
