#include "server_sync/server/stream/kafka/event_message.h"

#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

StoredEvent event() {
  StoredEvent made;
  made.event_id = "e1";
  made.pseudonym.fill(0xab);
  made.session = 0xfedcba9876543210u;
  made.position = 3;
  made.kind = 1;
  made.purposes = protocol::kMeasurement;
  made.time_ms = 10;
  made.received_ms = 20;
  return made;
}

TEST(EventMessage, TheKeyIsWhatMakesAnEventUnique) { EXPECT_EQ(message_key("shop", event()), "shop/e1"); }

TEST(EventMessage, FieldsThatAreNotThereAreLeftOut) {
  EXPECT_EQ(message_value("shop", event()),
            R"({"id":"e1","kind":"view","position":3,"pseudonym":")" +
                std::string("abababababababababababababababababababababababababababababababab") +
                R"(","purposes":["measurement"],"received_ms":20,"session":"fedcba9876543210","tenant":"shop",)" +
                R"("time_ms":10})");
}

TEST(EventMessage, EveryFieldIsThere) {
  StoredEvent full = event();
  full.item_id = "\xc3\xa4\"";
  full.dwell_ms = 1;
  full.scroll_percent = 2;
  full.quantity = 3;
  full.price = 19.9;
  full.rating = 0.5;
  const std::string value = message_value("shop", full);
  for (const char* part : {"\"item_id\":\"\xc3\xa4\\\"\"", "\"dwell_ms\":1", "\"scroll_percent\":2", "\"quantity\":3",
                           "\"price\":19.9", "\"rating\":0.5"}) {
    EXPECT_NE(value.find(part), std::string::npos) << value << " has no " << part;
  }
}

}  // namespace
}  // namespace nearshelf::server
