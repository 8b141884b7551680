// Without a broker; tests/conformance/stream has one.
#include "server_sync/server/stream/kafka/kafka_stream.h"

#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

KafkaOptions options() {
  KafkaOptions made;
  made.brokers = "127.0.0.1:1";  // nobody is there
  made.topic = "events";
  made.ack_timeout_ms = 300;
  return made;
}

TEST(KafkaStream, SettingsAreChecked) {
  KafkaOptions wrong = options();
  wrong.brokers.clear();
  EXPECT_EQ(open_kafka_stream(wrong).status().code(), Code::kInvalidArgument);
  wrong = options();
  wrong.topic.clear();
  EXPECT_EQ(open_kafka_stream(wrong).status().code(), Code::kInvalidArgument);
  wrong = options();
  wrong.settings["acks"] = "1";
  EXPECT_EQ(open_kafka_stream(wrong).status().place(), "acks");
  wrong = options();
  wrong.settings["no.such.setting"] = "secret-value";
  const Status status = open_kafka_stream(wrong).status();
  EXPECT_EQ(status.place(), "no.such.setting");
  EXPECT_EQ(status.to_string().find("secret-value"), std::string::npos);
}

TEST(KafkaStream, ABrokerThatIsAwayIsAnErrorInTime) {
  const auto stream = open_kafka_stream(options());
  ASSERT_TRUE(stream.ok()) << stream.status().to_string();
  StoredEvent event;
  event.event_id = "e1";
  const StoredEvent* const events[] = {&event};
  EXPECT_EQ((*stream)->publish("shop", events).code(), Code::kIo);
  EXPECT_EQ((*stream)->ping().code(), Code::kIo);
  EXPECT_TRUE((*stream)->publish("shop", {}).ok()) << "nothing to publish needs nobody";
}

}  // namespace
}  // namespace nearshelf::server
