// The event stream in an Apache Kafka topic.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STREAM_KAFKA_KAFKA_STREAM_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STREAM_KAFKA_KAFKA_STREAM_H_

#include <map>
#include <memory>
#include <string>

#include "sdk/base/log.h"
#include "server_sync/server/stream/event_stream.h"

namespace nearshelf::server {

struct KafkaOptions {
  std::string brokers;  // "host:port,..."
  std::string topic;    // has to be there, or the brokers make it
  int ack_timeout_ms = 5'000;
  // More settings of librdkafka, for example security.protocol and sasl.*; those that the promises rest on cannot be
  // set.
  std::map<std::string, std::string> settings;
  LogSink log;  // what librdkafka says; may be empty. On its threads
};

// An idempotent producer, acknowledged by all replicas in sync. Needs no broker yet: one that is away is an error of
// publish(), and back when it is back. Errors: kInvalidArgument with the setting that is wrong.
Result<std::unique_ptr<EventStream>> open_kafka_stream(const KafkaOptions& options);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STREAM_KAFKA_KAFKA_STREAM_H_
