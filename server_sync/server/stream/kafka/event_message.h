// A stored event as a Kafka message. docs/formats.md has the fields.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STREAM_KAFKA_EVENT_MESSAGE_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STREAM_KAFKA_EVENT_MESSAGE_H_

#include <string>
#include <string_view>

#include "server_sync/server/store/event_store.h"

namespace nearshelf::server {

// "tenant/event id": what comes twice has the same, so that a reader or a compacted topic keeps one.
std::string message_key(std::string_view tenant, const StoredEvent& event);
// A JSON object; fields that the event does not have are left out.
std::string message_value(std::string_view tenant, const StoredEvent& event);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STREAM_KAFKA_EVENT_MESSAGE_H_
