#include "server_sync/protocol/batch_json.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "server_sync/protocol/canonical_json.h"
#include "server_sync/protocol/checks.h"
#include "server_sync/protocol/hex.h"
#include "server_sync/protocol/json_fields.h"
#include "server_sync/protocol/json_parser.h"
#include "server_sync/protocol/limits.h"
#include "server_sync/protocol/names.h"

namespace nearshelf::protocol {

using Json = nlohmann::json;

namespace {

template <typename T>
void read_unsigned(JsonFields& fields, const char* name, T* value) {
  uint64_t number = 0;
  fields.read(name, std::numeric_limits<T>::max(), &number);
  *value = static_cast<T>(number);
}

Status read_receipt(const Json& json, const std::string& place, Receipt* receipt) {
  JsonFields fields(json, place);
  fields.read("decided_at_ms", 0, kMaxTimeMs, &receipt->decided_at_ms, true);
  fields.read("policy_version", &receipt->policy_version, true);
  fields.read("global_privacy_control", &receipt->global_privacy_control);
  if (const Json* granted = fields.read_array("granted", true)) {
    for (const Json& name : *granted) {
      const auto purpose = name.is_string() ? purpose_of(name.get_ref<const std::string&>()) : std::nullopt;
      if (!purpose || (receipt->granted & *purpose)) {
        fields.fail("granted", "each is one of personalization, measurement and model_improvement, once");
        break;
      }
      receipt->granted |= *purpose;
    }
  }
  NEARSHELF_RETURN_IF_ERROR(fields.finish());
  return check_receipt(*receipt, place);
}

// OK, or why the event is rejected; the place is "event.<field>".
Status read_event(const Json& json, Event* event) {
  JsonFields fields(json, "event");
  fields.read("id", &event->id, true);
  std::string kind;
  fields.read("kind", &kind, true);
  read_unsigned(fields, "pseudonym", &event->pseudonym);
  read_unsigned(fields, "receipt", &event->receipt);
  read_unsigned(fields, "session", &event->session);
  read_unsigned(fields, "position", &event->position);
  fields.read("time_ms", 0, kMaxTimeMs, &event->time_ms, true);
  fields.read("item_id", &event->item_id);
  fields.read("dwell_ms", &event->dwell_ms);
  fields.read("scroll_percent", &event->scroll_percent);
  fields.read("quantity", &event->quantity);
  fields.read("price", &event->price);
  fields.read("rating", &event->rating);
  const auto number = kind_of(kind);
  if (!number) fields.fail("kind", "there is no such kind of event");
  event->kind = number.value_or(0);
  return fields.finish();
}

Status read_lists(JsonFields& fields, DecodedBatch* decoded) {
  Batch& batch = decoded->batch;
  const Json* pseudonyms = fields.read_array("pseudonyms", true);
  const Json* receipts = fields.read_array("receipts", true);
  const Json* events = fields.read_array("events", true);
  NEARSHELF_RETURN_IF_ERROR(fields.finish());
  NEARSHELF_RETURN_IF_ERROR(check_count(pseudonyms->size(), kMaxPseudonyms, "pseudonyms"));
  NEARSHELF_RETURN_IF_ERROR(check_count(receipts->size(), kMaxReceipts, "receipts"));
  NEARSHELF_RETURN_IF_ERROR(check_count(events->size(), kMaxBatchEvents, "events"));
  for (size_t i = 0; i < pseudonyms->size(); ++i) {
    const std::string place = "pseudonyms[" + std::to_string(i) + "]";
    NEARSHELF_RETURN_IF_ERROR(read_bytes32((*pseudonyms)[i], place, &batch.pseudonyms.emplace_back()));
  }
  for (size_t i = 0; i < receipts->size(); ++i) {
    const std::string place = "receipts[" + std::to_string(i) + "]";
    NEARSHELF_RETURN_IF_ERROR(read_receipt((*receipts)[i], place, &batch.receipts.emplace_back()));
  }
  batch.events.reserve(events->size());
  for (const Json& json : *events) {
    Event& event = batch.events.emplace_back();
    const Status status = read_event(json, &event);
    decoded->rejections.push_back(status.ok() ? check_event(event, batch) : status.place() + ": " + status.message());
  }
  return ok_status();
}

Json event_json(const Event& event) {
  Json json = {{"id", event.id},           {"kind", kind_name(event.kind)}, {"pseudonym", event.pseudonym},
               {"receipt", event.receipt}, {"session", event.session},      {"position", event.position},
               {"time_ms", event.time_ms}};
  if (!event.item_id.empty()) json["item_id"] = event.item_id;
  if (event.dwell_ms) json["dwell_ms"] = *event.dwell_ms;
  if (event.scroll_percent) json["scroll_percent"] = *event.scroll_percent;
  if (event.quantity) json["quantity"] = *event.quantity;
  if (event.price) json["price"] = *event.price;
  if (event.rating) json["rating"] = *event.rating;
  return json;
}

}  // namespace

Result<DecodedBatch> decode_batch_json(std::string_view body) {
  NEARSHELF_ASSIGN_OR_RETURN(const Json json, parse_json(body, kMaxJsonDepth));
  DecodedBatch decoded;
  Batch& batch = decoded.batch;
  JsonFields fields(json, "");
  fields.read("sent_at_ms", 0, kMaxTimeMs, &batch.sent_at_ms, true);
  fields.read("sdk", &batch.sdk);
  fields.read("model_id", &batch.model_id);
  read_unsigned(fields, "model_version", &batch.model_version);
  read_unsigned(fields, "dropped", &batch.dropped);
  read_unsigned(fields, "dropped_report", &batch.dropped_report);
  NEARSHELF_RETURN_IF_ERROR(read_lists(fields, &decoded));
  NEARSHELF_RETURN_IF_ERROR(check_batch_fields(batch));
  return decoded;
}

std::string encode_batch_json(const Batch& batch) {
  Json json = {{"sent_at_ms", batch.sent_at_ms}, {"sdk", batch.sdk},
               {"model_id", batch.model_id},     {"model_version", batch.model_version},
               {"dropped", batch.dropped},       {"pseudonyms", Json::array()},
               {"receipts", Json::array()},      {"events", Json::array()}};
  if (batch.dropped_report != 0) json["dropped_report"] = batch.dropped_report;
  for (const Bytes32& pseudonym : batch.pseudonyms) json["pseudonyms"].push_back(to_hex(pseudonym));
  for (const Receipt& receipt : batch.receipts) json["receipts"].push_back(receipt_json(receipt));
  for (const Event& event : batch.events) json["events"].push_back(event_json(event));
  return canonical_json(json);
}

}  // namespace nearshelf::protocol
