// The store and the stream that the configuration names.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_STORES_H_
#define NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_STORES_H_

#include <memory>

#include "sdk/base/log.h"
#include "sdk/base/status.h"
#include "server_sync/server/config/config.h"
#include "server_sync/server/store/event_store.h"
#include "server_sync/server/stream/event_stream.h"

namespace nearshelf::server {

// Makes the data directory (0700) when it is not there. Errors: kIo, and those of the store.
Result<std::unique_ptr<EventStore>> open_store(const Config& config);

// Null when none is configured.
Result<std::unique_ptr<EventStream>> open_stream(const Config& config, LogSink log);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_STORES_H_
