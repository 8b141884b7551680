#include "server_sync/server/program/stores.h"

#include <filesystem>
#include <utility>

#include "server_sync/server/store/postgres/postgres_event_store.h"
#include "server_sync/server/store/sqlite/sqlite_event_store.h"
#include "server_sync/server/stream/kafka/kafka_stream.h"

namespace nearshelf::server {
namespace {

namespace fs = std::filesystem;

// With the events of many people in it, it is nobody else's to look into.
Status make_directory(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return ok_status();
  fs::create_directories(path, error);
  if (!error) fs::permissions(path, fs::perms::owner_all, error);
  return error ? io_error("cannot be made: " + error.message(), path) : ok_status();
}

}  // namespace

Result<std::unique_ptr<EventStore>> open_store(const Config& config) {
  NEARSHELF_RETURN_IF_ERROR(make_directory(config.data));
  if (!config.postgres.empty()) return open_postgres_store(config.postgres);
  return open_sqlite_store(config.data + "/events.sqlite");
}

Result<std::unique_ptr<EventStream>> open_stream(const Config& config, LogSink log) {
  if (config.kafka_brokers.empty()) return std::unique_ptr<EventStream>();
  KafkaOptions options;
  options.brokers = config.kafka_brokers;
  options.topic = config.kafka_topic;
  options.ack_timeout_ms = static_cast<int>(config.kafka_ack_seconds * kSecondMs);
  options.log = std::move(log);
  return open_kafka_stream(options);
}

}  // namespace nearshelf::server
