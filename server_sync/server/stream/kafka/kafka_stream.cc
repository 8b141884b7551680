#include "server_sync/server/stream/kafka/kafka_stream.h"

#include <librdkafka/rdkafka.h>

#include <mutex>
#include <set>
#include <utility>

#include "server_sync/server/stream/kafka/event_message.h"

namespace nearshelf::server {
namespace {

constexpr const char* kPlace = "kafka";
constexpr int kPingMs = 2'000;

// Of one publish(); reached from the delivery reports.
struct Deliveries {
  size_t waiting = 0;
  rd_kafka_resp_err_t error = RD_KAFKA_RESP_ERR_NO_ERROR;  // the first one
};

void on_delivery(rd_kafka_t*, const rd_kafka_message_t* message, void*) {
  auto* deliveries = static_cast<Deliveries*>(message->_private);
  --deliveries->waiting;
  if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR && deliveries->error == RD_KAFKA_RESP_ERR_NO_ERROR) {
    deliveries->error = message->err;
  }
}

void on_log(const rd_kafka_t* handle, int level, const char*, const char* text) {
  const auto* log = static_cast<const LogSink*>(rd_kafka_opaque(handle));
  if (!log || !*log) return;
  (*log)(level <= 3 ? LogLevel::kError : level <= 5 ? LogLevel::kWarning : LogLevel::kInfo, text);
}

Status error_of(rd_kafka_resp_err_t error) {
  const std::string name = rd_kafka_err2name(error);
  const std::string text = " (" + name + ": " + rd_kafka_err2str(error) + ")";
  switch (error) {
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_INVALID_MSG_SIZE:
    case RD_KAFKA_RESP_ERR_INVALID_MSG: return invalid_argument("the topic does not take this event" + text, kPlace);
    case RD_KAFKA_RESP_ERR__QUEUE_FULL:
      return Status(Code::kLimit, "too many events wait for the brokers" + text, kPlace);
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
      return io_error("the topic is not there: make it, or let the brokers make topics" + text, kPlace);
    default: return io_error("the brokers did not acknowledge in time: are they there?" + text, kPlace);
  }
}

struct Destroy {
  void operator()(rd_kafka_t* handle) const {
    // What is still waiting was answered with an error already; its reports must come before the handle goes.
    rd_kafka_purge(handle, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    rd_kafka_flush(handle, 1'000);
    rd_kafka_destroy(handle);
  }
};
using Handle = std::unique_ptr<rd_kafka_t, Destroy>;

std::map<std::string, std::string> settings_of(const KafkaOptions& options) {
  std::map<std::string, std::string> settings = {
      {"client.id", "nearshelf-server"},         {"linger.ms", "2"},
      {"queue.buffering.max.messages", "50000"}, {"queue.buffering.max.kbytes", "65536"},
      {"reconnect.backoff.max.ms", "1000"},      {"compression.type", "lz4"},
  };
  for (const auto& [name, value] : options.settings) settings[name] = value;
  settings["bootstrap.servers"] = options.brokers;
  settings["enable.idempotence"] = "true";
  settings["acks"] = "all";
  settings["message.timeout.ms"] = std::to_string(options.ack_timeout_ms);
  return settings;
}

Status check_options(const KafkaOptions& options) {
  static const std::set<std::string> kOurs = {
      "bootstrap.servers",     "metadata.broker.list", "enable.idempotence", "acks",
      "request.required.acks", "message.timeout.ms",   "delivery.timeout.ms"};
  for (const auto& [name, value] : options.settings) {
    if (kOurs.contains(name)) return invalid_argument("this setting of Kafka is the server's own", name);
  }
  if (options.brokers.empty()) return invalid_argument("no broker is named", kPlace);
  if (options.topic.empty()) return invalid_argument("no topic is named", kPlace);
  if (options.ack_timeout_ms < 1) return invalid_argument("the time for an acknowledgement is not positive", kPlace);
  return ok_status();
}

Result<Handle> make_producer(const KafkaOptions& options, LogSink* log) {
  rd_kafka_conf_t* conf = rd_kafka_conf_new();
  char text[512];
  for (const auto& [name, value] : settings_of(options)) {
    if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), text, sizeof(text)) != RD_KAFKA_CONF_OK) {
      rd_kafka_conf_destroy(conf);
      return invalid_argument("Kafka does not take this setting", name);  // its text could have a password
    }
  }
  rd_kafka_conf_set_dr_msg_cb(conf, &on_delivery);
  rd_kafka_conf_set_log_cb(conf, &on_log);
  rd_kafka_conf_set_opaque(conf, log);
  rd_kafka_t* handle = rd_kafka_new(RD_KAFKA_PRODUCER, conf, text, sizeof(text));
  if (!handle) {
    rd_kafka_conf_destroy(conf);
    return invalid_argument(std::string("Kafka does not take these settings: ") + text, kPlace);
  }
  return Handle(handle);
}

class KafkaStream final : public EventStream {
 public:
  explicit KafkaStream(KafkaOptions options) : options_(std::move(options)) {}

  Status open() {
    NEARSHELF_ASSIGN_OR_RETURN(producer_, make_producer(options_, &options_.log));
    return ok_status();
  }

  Status publish(std::string_view tenant, std::span<const StoredEvent* const> events) override {
    const std::lock_guard lock(mutex_);
    // An idempotent producer that lost its place (after brokers forgot it) does not find it again: a new one begins
    // anew, and what came twice has the same key.
    if (rd_kafka_fatal_error(producer_.get(), nullptr, 0) != RD_KAFKA_RESP_ERR_NO_ERROR) {
      NEARSHELF_RETURN_IF_ERROR(open());
    }
    Deliveries deliveries;
    Status refused;
    for (const StoredEvent* event : events) {
      refused = produce(tenant, *event, &deliveries);
      if (!refused.ok()) break;
    }
    // Every message that was taken has its report by message.timeout.ms at the latest.
    while (deliveries.waiting > 0) rd_kafka_poll(producer_.get(), 100);
    if (!refused.ok()) return refused;
    return deliveries.error == RD_KAFKA_RESP_ERR_NO_ERROR ? ok_status() : error_of(deliveries.error);
  }

  Status ping() override {
    const std::lock_guard lock(mutex_);
    rd_kafka_topic_t* topic = rd_kafka_topic_new(producer_.get(), options_.topic.c_str(), nullptr);
    const rd_kafka_metadata_t* metadata = nullptr;
    const rd_kafka_resp_err_t error = rd_kafka_metadata(producer_.get(), 0, topic, &metadata, kPingMs);
    if (metadata) rd_kafka_metadata_destroy(metadata);
    rd_kafka_topic_destroy(topic);
    return error == RD_KAFKA_RESP_ERR_NO_ERROR ? ok_status() : error_of(error);
  }

 private:
  Status produce(std::string_view tenant, const StoredEvent& event, Deliveries* deliveries) {
    const std::string key = message_key(tenant, event);
    const std::string value = message_value(tenant, event);
    for (;;) {
      const rd_kafka_resp_err_t error = rd_kafka_producev(
          producer_.get(), RD_KAFKA_V_TOPIC(options_.topic.c_str()), RD_KAFKA_V_KEY(key.data(), key.size()),
          RD_KAFKA_V_VALUE(const_cast<char*>(value.data()), value.size()), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
          RD_KAFKA_V_OPAQUE(deliveries), RD_KAFKA_V_END);
      if (error == RD_KAFKA_RESP_ERR_NO_ERROR) {
        ++deliveries->waiting;
        return ok_status();
      }
      // A call with more events than the queue takes: room comes with the reports of the first of them.
      if (error != RD_KAFKA_RESP_ERR__QUEUE_FULL || deliveries->waiting == 0) return error_of(error);
      rd_kafka_poll(producer_.get(), 100);
    }
  }

  KafkaOptions options_;
  std::mutex mutex_;
  Handle producer_;
};

}  // namespace

Result<std::unique_ptr<EventStream>> open_kafka_stream(const KafkaOptions& options) {
  NEARSHELF_RETURN_IF_ERROR(check_options(options));
  auto stream = std::make_unique<KafkaStream>(options);
  NEARSHELF_RETURN_IF_ERROR(stream->open());
  return std::unique_ptr<EventStream>(std::move(stream));
}

}  // namespace nearshelf::server
