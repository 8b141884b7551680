#include "server_sync/server/stream/kafka/event_message.h"

#include <cinttypes>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "server_sync/protocol/canonical_json.h"
#include "server_sync/protocol/hex.h"
#include "server_sync/protocol/names.h"

namespace nearshelf::server {
namespace {

// As text: a JSON reader may take numbers for doubles, and this one has all 64 bits.
std::string session_text(uint64_t session) {
  char text[17];
  std::snprintf(text, sizeof(text), "%016" PRIx64, session);
  return text;
}

}  // namespace

std::string message_key(std::string_view tenant, const StoredEvent& event) {
  return std::string(tenant) + "/" + event.event_id;
}

std::string message_value(std::string_view tenant, const StoredEvent& event) {
  nlohmann::json value = {
      {"tenant", tenant},
      {"id", event.event_id},
      {"pseudonym", protocol::to_hex(event.pseudonym)},
      {"session", session_text(event.session)},
      {"position", event.position},
      {"kind", protocol::kind_name(event.kind)},
      {"purposes", protocol::purpose_names(event.purposes)},
      {"time_ms", event.time_ms},
      {"received_ms", event.received_ms},
  };
  if (!event.item_id.empty()) value["item_id"] = event.item_id;
  if (event.dwell_ms) value["dwell_ms"] = *event.dwell_ms;
  if (event.scroll_percent) value["scroll_percent"] = *event.scroll_percent;
  if (event.quantity) value["quantity"] = *event.quantity;
  if (event.price) value["price"] = *event.price;
  if (event.rating) value["rating"] = *event.rating;
  return protocol::canonical_json(value);
}

}  // namespace nearshelf::server
