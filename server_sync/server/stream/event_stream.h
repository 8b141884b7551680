// Where stored events go as well, for shops whose pipelines read a stream: Kafka, where one is configured.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STREAM_EVENT_STREAM_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STREAM_EVENT_STREAM_H_

#include <span>
#include <string_view>

#include "sdk/base/status.h"
#include "server_sync/server/store/event_store.h"

namespace nearshelf::server {

// Threads: any thread, one call at a time.
class EventStream {
 public:
  virtual ~EventStream() = default;
  // OK when every event is acknowledged, which may take until the stream's own time-out. After an error some may be
  // there: they come again. Errors: kIo, kBusy.
  virtual Status publish(std::string_view tenant, std::span<const StoredEvent* const> events) = 0;
  // For /readyz.
  virtual Status ping() = 0;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STREAM_EVENT_STREAM_H_
