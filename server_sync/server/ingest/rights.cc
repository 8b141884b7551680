#include "server_sync/server/ingest/rights.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "server_sync/protocol/canonical_json.h"
#include "server_sync/protocol/hex.h"
#include "server_sync/protocol/names.h"

namespace nearshelf::server {

using Json = nlohmann::json;

EraseRequest to_erase_request(std::string_view tenant, const protocol::EraseBody& body, const Pepper& pepper) {
  EraseRequest request;
  request.tenant = tenant;
  request.request_id = body.request_id;
  request.scope = body.everything ? EraseScope::kAll : EraseScope::kModelImprovement;
  for (const Bytes32& pseudonym : body.pseudonyms) request.pseudonyms.push_back(pepper.apply(tenant, pseudonym));
  return request;
}

ExportReply::ExportReply(std::string_view tenant, const protocol::ExportBody& body, const Pepper& pepper,
                         TimeMs now_ms) {
  for (const Bytes32& pseudonym : body.pseudonyms) {
    const Bytes32 peppered = pepper.apply(tenant, pseudonym);
    if (known_as_.emplace(peppered, protocol::to_hex(pseudonym)).second) peppered_.push_back(peppered);
  }
  // Put together by hand around events that are dumped one by one: a tree of all of them would be many times as large.
  json_ = "{\"tenant\":" + protocol::canonical_json(std::string(tenant)) +
          ",\"exported_at_ms\":" + std::to_string(now_ms) + ",\"events\":[";
}

void ExportReply::add(const StoredEvent& event, std::string_view quarantine) {
  const auto known_as = known_as_.find(event.pseudonym);
  Json json = {{"id", event.event_id},
               {"kind", protocol::kind_name(event.kind)},
               {"pseudonym", known_as == known_as_.end() ? std::string() : known_as->second},
               {"purposes", protocol::purpose_names(event.purposes)},
               {"session", event.session},
               {"position", event.position},
               {"time_ms", event.time_ms},
               {"received_ms", event.received_ms},
               {"item_id", event.item_id},
               {"receipt", protocol::to_hex(event.receipt)}};
  if (event.dwell_ms) json["dwell_ms"] = *event.dwell_ms;
  if (event.scroll_percent) json["scroll_percent"] = *event.scroll_percent;
  if (event.quantity) json["quantity"] = *event.quantity;
  if (event.price) json["price"] = *event.price;
  if (event.rating) json["rating"] = *event.rating;
  if (!quarantine.empty()) json["quarantine"] = quarantine;
  if (!std::exchange(first_, false)) json_ += ",";
  json_ += protocol::canonical_json(json);
}

std::string ExportReply::finish() && {
  json_ += "]}";
  return std::move(json_);
}

}  // namespace nearshelf::server
