#include "sdk/engine/import.h"

#include <gtest/gtest.h>

#include <string>

#include "sdk/engine/export_format.h"

namespace nearshelf::engine {
namespace {

std::string document(const std::string& events, const std::string& sessions = "") {
  return R"({"format":"nearshelf-profile","format_version":2,"sessions":[)" + sessions + R"(],"events":[)" + events +
         "]}";
}

const std::string kView = R"({"event_id":"e1","kind":"view","time_ms":1000,"item_id":"sku-1"})";

std::string place_of(const std::string& json) {
  const auto result = read_export(json);
  EXPECT_FALSE(result.ok()) << json;
  EXPECT_EQ(result.status().code(), Code::kInvalidArgument) << json;
  EXPECT_FALSE(result.status().message().empty());
  return result.status().place();
}

TEST(Import, ReadsEveryField) {
  const auto result = read_export(document(
      R"({"event_id":"e1","kind":"view","time_ms":1000,"session_id":4,"item_id":"sku-1","dwell_ms":5,
          "scroll_percent":60,"price":9.95,"quantity":null},
         {"event_id":"e2","kind":"purchase","time_ms":2000,"item_id":"sku-1","quantity":2,"price":10},
         {"event_id":"e3","kind":"rating","time_ms":3000,"item_id":"sku-1","rating":4.5},
         {"event_id":"e4","kind":"search","time_ms":4000,"query":"regen\u00e4ntel"})",
      R"({"session_id":4,"started_ms":10,"last_active_ms":20,"event_count":7,"ended":false})"));
  ASSERT_TRUE(result.ok()) << result.status().to_string();
  const auto& events = result->events;
  ASSERT_EQ(events.size(), 4u);
  EXPECT_EQ(events[0].event.kind, store::EventKind::kView);
  EXPECT_EQ(events[0].session_id, 4);
  EXPECT_EQ(events[0].event.time_ms, 1000);
  EXPECT_EQ(events[0].event.dwell_ms, 5);
  EXPECT_EQ(events[0].event.scroll_percent, 60);
  EXPECT_EQ(events[0].event.price, 9.95);
  EXPECT_FALSE(events[0].event.quantity.has_value());
  EXPECT_EQ(events[1].event.quantity, 2);
  EXPECT_EQ(events[1].event.price, 10.0);
  EXPECT_EQ(events[1].session_id, 0);
  EXPECT_EQ(events[2].event.rating, 4.5);
  EXPECT_EQ(events[3].event.query, "regen\xc3\xa4ntel");
  const store::SessionRecord& session = result->sessions.at(4);
  EXPECT_EQ(session.started_ms, 10);
  EXPECT_EQ(session.last_active_ms, 20);
  EXPECT_EQ(session.event_count, 7u);
  EXPECT_TRUE(session.ended);
}

TEST(Import, PassesOverWhatItDoesNotKnow) {
  const auto result = read_export(
      R"({"later":{"events":[{"kind":9}],"format":3},"format":"nearshelf-profile","list":[[[1]],{"a":[{}]}],
          "format_version":2,"events":[{"event_id":"e1","kind":"view","time_ms":1,"item_id":"a","new":{"kind":5,"x":[1]},
          "other":[{"event_id":7}]}],"decisions":[{"time_ms":"x"}]})");
  ASSERT_TRUE(result.ok()) << result.status().to_string();
  ASSERT_EQ(result->events.size(), 1u);
  EXPECT_EQ(result->events[0].event.event_id, "e1");
}

TEST(Import, NamesWhatIsWrong) {
  EXPECT_EQ(place_of(""), "byte 0");
  EXPECT_EQ(place_of("[]"), "export");
  EXPECT_EQ(place_of("7"), "export");
  EXPECT_EQ(place_of("{}"), "format");
  EXPECT_EQ(place_of(R"({"format":"other"})"), "format");
  EXPECT_EQ(place_of(R"({"format":["nearshelf-profile"]})"), "format");
  EXPECT_EQ(place_of(R"({"format":"nearshelf-profile"})"), "format_version");
  EXPECT_EQ(place_of(R"({"format":"nearshelf-profile","format_version":1})"), "format_version");
  EXPECT_EQ(place_of(R"({"format":"nearshelf-profile","format_version":2})"), "events");
  EXPECT_EQ(place_of(R"({"events":{}})"), "events");
  EXPECT_EQ(place_of(R"({"events":7})"), "events");
  EXPECT_EQ(place_of(R"({"sessions":{"a":1}})"), "sessions");
  EXPECT_EQ(place_of(document("7")), "events[0]");
  EXPECT_EQ(place_of(document("[]")), "events[0]");
  EXPECT_EQ(place_of(document(kView + ",{}")), "events[1].event_id");
  EXPECT_EQ(place_of(document(R"({"event_id":"a b","kind":"view","time_ms":1,"item_id":"a"})")), "events[0].event_id");
  EXPECT_EQ(place_of(document(R"({"event_id":"e","kind":"view","item_id":"a"})")), "events[0].time_ms");
  EXPECT_EQ(place_of(document(R"({"event_id":"e","kind":"look","time_ms":1})")), "events[0].kind");
  EXPECT_EQ(place_of(document(R"({"event_id":"e","kind":1,"time_ms":1})")), "events[0].kind");
  EXPECT_EQ(place_of(document(R"({"event_id":"e","kind":"","time_ms":1})")), "events[0].kind");
  EXPECT_EQ(place_of(document(R"({"event_id":"e","kind":"view","time_ms":1.5,"item_id":"a"})")), "events[0].time_ms");
  EXPECT_EQ(place_of(document(R"({"event_id":"e","kind":"view","time_ms":1,"item_id":["a"]})")), "events[0].item_id");
  EXPECT_EQ(place_of(document(R"({"event_id":"e","kind":"view","time_ms":1,"item_id":"a","price":-1})")),
            "events[0].price");
  EXPECT_EQ(place_of(document(R"({"event_id":"e","kind":"view","time_ms":1,"item_id":"a","rating":1})")),
            "events[0].rating");
  EXPECT_EQ(place_of(document(R"({"event_id":"e","kind":"view","time_ms":99999999999999999999,"item_id":"a"})")),
            "events[0].time_ms");
  EXPECT_EQ(place_of(document(R"({"event_id":"e","kind":"view","time_ms":1,"item_id":"a","session_id":3})")),
            "events[0].session_id");
  EXPECT_EQ(place_of(document("", R"({"session_id":0})")), "sessions[0].session_id");
  EXPECT_EQ(place_of(document("", R"({"session_id":1},{"session_id":1})")), "sessions[1].session_id");
  EXPECT_EQ(place_of(document("", R"({"session_id":1,"started_ms":-1})")), "sessions[0].started_ms");
  EXPECT_EQ(place_of(document("", R"({"session_id":1,"event_count":-1})")), "sessions[0].event_count");
  const std::string cut = document(kView).substr(0, 100);
  EXPECT_EQ(place_of(cut), "byte 100");
  EXPECT_EQ(place_of(document(kView) + "x").substr(0, 5), "byte ");
}

TEST(Import, ANewerFormatIsToldFromAWrongOne) {
  const auto result = read_export(R"({"format":"nearshelf-profile","format_version":3,"events":[]})");
  EXPECT_EQ(result.status().code(), Code::kUnsupportedVersion);
}

TEST(Import, DepthIsNoDanger) {
  const std::string deep(2'000'000, '[');
  EXPECT_FALSE(read_export(R"({"x":)" + deep).ok());
}

TEST(Import, SizeIsBounded) {
  EXPECT_EQ(read_export(std::string(kMaxImportBytes + 1, ' ')).status().code(), Code::kLimit);
}

}  // namespace
}  // namespace nearshelf::engine
