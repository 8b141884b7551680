// Against a real broker, which is killed and comes back.
#include "tests/support/kafka_broker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <librdkafka/rdkafka.h>

#include <chrono>
#include <cstdlib>
#include <map>

#include "server_sync/server/stream/kafka/event_message.h"
#include "server_sync/server/stream/kafka/kafka_stream.h"

namespace nearshelf::server {
namespace {

using nearshelf::testing::KafkaBroker;

constexpr const char* kTopic = "nearshelf-events";

std::vector<StoredEvent> events(int from, int count) {
  std::vector<StoredEvent> made(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    made[static_cast<size_t>(i)].event_id = "e" + std::to_string(from + i);
    made[static_cast<size_t>(i)].kind = 1;
  }
  return made;
}

Status publish(EventStream& stream, const std::vector<StoredEvent>& all) {
  std::vector<const StoredEvent*> pointers;
  for (const StoredEvent& event : all) pointers.push_back(&event);
  return stream.publish("shop", pointers);
}

// Until the time is up: a broker that has just come back needs some for its leaders.
Status publish_patiently(EventStream& stream, const std::vector<StoredEvent>& all) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(90);
  for (;;) {
    Status status = publish(stream, all);
    if (status.ok() || std::chrono::steady_clock::now() > end) return status;
  }
}

// What a pipeline reads: each key, and how often it came.
std::map<std::string, int> read_topic(const std::string& brokers, size_t expected) {
  char error[512];
  rd_kafka_conf_t* conf = rd_kafka_conf_new();
  rd_kafka_conf_set(conf, "bootstrap.servers", brokers.c_str(), error, sizeof(error));
  rd_kafka_conf_set(conf, "group.id", "reader", error, sizeof(error));
  rd_kafka_conf_set(conf, "auto.offset.reset", "earliest", error, sizeof(error));
  rd_kafka_t* reader = rd_kafka_new(RD_KAFKA_CONSUMER, conf, error, sizeof(error));
  rd_kafka_poll_set_consumer(reader);
  rd_kafka_topic_partition_list_t* topics = rd_kafka_topic_partition_list_new(2);
  for (int partition = 0; partition < 2; ++partition) {
    rd_kafka_topic_partition_list_add(topics, kTopic, partition)->offset = RD_KAFKA_OFFSET_BEGINNING;
  }
  rd_kafka_assign(reader, topics);
  rd_kafka_topic_partition_list_destroy(topics);
  std::map<std::string, int> keys;
  for (int quiet = 0; quiet < (keys.size() < expected ? 60 : 4);) {
    rd_kafka_message_t* message = rd_kafka_consumer_poll(reader, 500);
    if (!message) {
      ++quiet;
      continue;
    }
    if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
      ++keys[std::string(static_cast<const char*>(message->key), message->key_len)];
      EXPECT_EQ(static_cast<const char*>(message->payload)[0], '{');
    }
    rd_kafka_message_destroy(message);
  }
  rd_kafka_consumer_close(reader);
  rd_kafka_destroy(reader);
  return keys;
}

TEST(KafkaBrokerTest, WhatIsAcknowledgedIsInTheTopicAlsoAfterAKill) {
  auto broker = KafkaBroker::start();
  if (broker.status().code() == Code::kNotFound && !std::getenv("CI")) {
    GTEST_SKIP() << "SKIPPED: " << broker.status().message();
  }
  ASSERT_TRUE(broker.ok()) << broker.status().to_string();
  KafkaOptions options;
  options.brokers = (*broker)->address();
  options.topic = kTopic;
  options.ack_timeout_ms = 5'000;
  const auto stream = open_kafka_stream(options);
  ASSERT_TRUE(stream.ok()) << stream.status().to_string();

  const Status first = publish_patiently(**stream, events(0, 1'000));
  ASSERT_TRUE(first.ok()) << first.to_string();
  EXPECT_TRUE((*stream)->ping().ok());

  (*broker)->kill();
  const Status away = publish(**stream, events(1'000, 10));
  EXPECT_EQ(away.code(), Code::kIo) << away.to_string();
  EXPECT_EQ((*stream)->ping().code(), Code::kIo);

  const Status back = (*broker)->start_again();
  ASSERT_TRUE(back.ok()) << back.to_string();
  // The same events come again, as a device's resent batch brings them.
  const Status second = publish_patiently(**stream, events(1'000, 500));
  ASSERT_TRUE(second.ok()) << second.to_string();

  const std::map<std::string, int> keys = read_topic(options.brokers, 1'500);
  EXPECT_EQ(keys.size(), 1'500u);
  EXPECT_TRUE(keys.contains("shop/e0"));
  EXPECT_TRUE(keys.contains("shop/e1499"));
}

}  // namespace
}  // namespace nearshelf::server
