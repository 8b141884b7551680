#include <nlohmann/json.hpp>
#include <string>

#include "tests/unit/engine/shelf_fixture.h"

namespace nearshelf::engine {
namespace {

using nlohmann::json;
using store::EventKind;

class ShelfExportTest : public ShelfFixture {
 protected:
  static json export_of(Shelf& shelf) {
    const auto text = shelf.export_profile();
    EXPECT_TRUE(text.ok()) << text.status().to_string();
    return json::parse(text.value());
  }
};

TEST_F(ShelfExportTest, HasAllThatIsKnown) {
  options_.sync.emplace().key = "key";
  const auto shelf = open_with_model();
  decide(*shelf, privacy::kAllPurposes);
  store::Event event = make_event(EventKind::kPurchase, item_id(3), "id-1");
  event.price = 0.1;
  event.quantity = 2;
  track(*shelf, event);
  store::Event search = make_event(EventKind::kSearch, "");
  search.query = "caf\xc3\xa9 \"x\"";
  track(*shelf, search);
  const json all = export_of(*shelf);
  EXPECT_EQ(all.at("format"), "nearshelf-profile");
  EXPECT_EQ(all.at("format_version"), 2);
  EXPECT_EQ(all.at("exported_at_ms"), platform_.clock.now);
  EXPECT_EQ(all.at("events").at(0), (json{{"event_id", "id-1"},
                                          {"kind", "purchase"},
                                          {"time_ms", platform_.clock.now},
                                          {"session_id", 1},
                                          {"item_id", item_id(3)},
                                          {"quantity", 2},
                                          {"price", 0.1}}));
  EXPECT_EQ(all.at("events").at(1).at("query"), "caf\xc3\xa9 \"x\"");
  EXPECT_EQ(all.at("sessions").at(0).at("event_count"), 2);
  ASSERT_EQ(all.at("decisions").size(), 2u);
  EXPECT_EQ(all.at("decisions").at(1).at("effective"), (json{"personalization", "measurement", "model_improvement"}));
  EXPECT_EQ(all.at("pseudonyms").at(0).at("pseudonym").get<std::string>().size(), 64u);
  EXPECT_EQ(all.at("pseudonyms").at(0).at("handed_out"), false);
  EXPECT_LE(all.at("pseudonyms").at(0).at("from_ms"), platform_.clock.now);
  EXPECT_GT(all.at("pseudonyms").at(0).at("until_ms"), platform_.clock.now);
  EXPECT_EQ(all.at("queued_events"), 1);
  EXPECT_EQ(all.at("dropped_events"), 0);
}

TEST_F(ShelfExportTest, HasWhatWaitsToBeSentAsItWillBeSent) {
  options_.sync.emplace().key = "key";
  decision_.reset();
  std::string session;
  {
    const auto shelf = open();
    decide(*shelf, privacy::kMeasurement);  // so that the profile ends with this shelf
    store::Event event = make_event(EventKind::kView, "sku-1", "id-1");
    event.price = 0.5;
    event.dwell_ms = 77;
    track(*shelf, event);
    track(*shelf, make_event(EventKind::kClick, "sku-1", "id-2"));
  }
  const json all = export_of(*open());
  EXPECT_TRUE(all.at("events").empty());
  ASSERT_EQ(all.at("queue").size(), 2u);
  json first = all.at("queue").at(0);
  EXPECT_EQ(first.at("session").get<std::string>().size(), 16u);
  EXPECT_EQ(first.at("session"), all.at("queue").at(1).at("session"));
  first.erase("session");
  EXPECT_EQ(first, (json{{"event_id", "id-1"},
                         {"kind", "view"},
                         {"time_ms", platform_.clock.now / kMinuteMs * kMinuteMs},
                         {"item_id", "sku-1"},
                         {"price", 0.5},
                         {"queued_ms", platform_.clock.now},
                         {"position", 0},
                         {"purposes", {"measurement"}}}));
  EXPECT_EQ(all.at("queued_events"), 2);
  EXPECT_EQ(all.at("acknowledged_events"), 0);
}

TEST_F(ShelfExportTest, HasErasuresWithWhatTheyNameUntilTheyHaveTheirReceipt) {
  options_.sync.emplace().key = "key";
  const auto shelf = open();
  decide(*shelf, privacy::kAllPurposes);
  view(*shelf, "sku-1");
  ASSERT_TRUE(shelf->next_task(sync::Moment::kLeaving)->task.has_value());  // handed out
  const json pseudonym = export_of(*shelf).at("pseudonyms").at(0).at("pseudonym");
  decide(*shelf, privacy::kPersonalization);
  json all = export_of(*shelf);
  EXPECT_TRUE(all.at("pseudonyms").empty());
  ASSERT_EQ(all.at("erase_requests").size(), 1u);
  const json& waiting = all.at("erase_requests").at(0);
  EXPECT_EQ(waiting.at("pseudonyms"), json::array({pseudonym}));
  EXPECT_FALSE(waiting.contains("acknowledged_ms"));
  const auto erasure = shelf->next_task(sync::Moment::kNormal).value();
  ASSERT_TRUE(erasure.task && erasure.task->kind == sync::TaskKind::kErase);
  const std::string receipt = json{{"request_id", waiting.at("request_id")}, {"signature", "s"}}.dump();
  sync::Outcome outcome;
  outcome.http_status = 200;
  outcome.body = {reinterpret_cast<const uint8_t*>(receipt.data()), receipt.size()};
  ASSERT_TRUE(shelf->finish_task(erasure.task->id, outcome).ok());
  all = export_of(*shelf);
  EXPECT_EQ(all.at("erase_requests").at(0).at("receipt"), receipt);
  EXPECT_EQ(all.at("erase_requests").at(0).at("acknowledged_ms"), platform_.clock.now);
  EXPECT_FALSE(all.at("erase_requests").at(0).contains("pseudonyms"));
}

// An export with something in each of its lists is one that an import takes, and what it takes comes out again.
TEST_F(ShelfExportTest, EveryFieldOfEveryKindMakesTheRoundTrip) {
  options_.sync.emplace().key = "key";
  json before;
  {
    const auto shelf = open();
    decide(*shelf, privacy::kAllPurposes);
    view(*shelf, "sku-0");
    ASSERT_TRUE(shelf->next_task(sync::Moment::kLeaving)->task.has_value());
    decide(*shelf, privacy::kPersonalization);  // an erase request
    decide(*shelf, privacy::kAllPurposes);
    for (int kind = 1; kind <= 8; ++kind) {
      const auto event_kind = static_cast<EventKind>(kind);
      store::Event event = make_event(event_kind, event_kind == EventKind::kSearch ? "" : "sku-1");
      if (event_kind == EventKind::kSearch) event.query = "a \"b\" \\ \xe2\x82\xac";
      if (event_kind == EventKind::kView) event.dwell_ms = 1'234, event.scroll_percent = 99;
      if (event_kind == EventKind::kPurchase) event.quantity = 3, event.price = 0.1 + 0.2;
      if (event_kind == EventKind::kRating) event.rating = 3.7;
      track(*shelf, event);
      platform_.clock.now += 20 * kMinuteMs;  // several sessions
    }
    track(*shelf, make_event(EventKind::kView, "sku-late", "late"),
          platform_.clock.now - 90 * kDayMs);  // of no session
    ASSERT_TRUE(shelf->end_session().ok());
    before = export_of(*shelf);
  }
  for (const char* list : {"sessions", "events", "decisions", "pseudonyms", "erase_requests", "queue"}) {
    EXPECT_FALSE(before.at(list).empty()) << list;
  }
  options_.store.path = dir_.file("other.db");
  options_.sync.reset();
  const auto shelf = open();
  const Status imported = shelf->import_profile(before.dump());
  ASSERT_TRUE(imported.ok()) << imported.to_string();
  const json after = export_of(*shelf);
  EXPECT_EQ(after.at("events"), before.at("events"));
  EXPECT_EQ(after.at("sessions"), before.at("sessions"));
  EXPECT_TRUE(after.at("queue").empty());
}

TEST_F(ShelfExportTest, AlsoShowsWhatIsInMemoryOnly) {
  decision_.reset();
  const auto shelf = open();
  view(*shelf, "sku-1");
  EXPECT_EQ(export_of(*shelf).at("events").size(), 1u);
  EXPECT_TRUE(export_of(*shelf).at("decisions").empty());
}

TEST_F(ShelfExportTest, AnotherDeviceTakesItUp) {
  std::string text;
  std::vector<std::pair<std::string, float>> expected;
  {
    const auto shelf = open_with_model();
    for (const uint32_t item : {3u, 17u}) view(*shelf, item_id(item));
    track(*shelf, make_event(EventKind::kPurchase, item_id(40), "bought"));
    ASSERT_TRUE(shelf->end_session().ok());
    expected = ranking_of(recommend(*shelf));
    text = shelf->export_profile().value();
  }
  options_.store.path = dir_.file("other.db");
  options_.sync.emplace().key = "key";
  const auto shelf = open_with_model();
  decide(*shelf, privacy::kAllPurposes);
  ASSERT_TRUE(shelf->import_profile(text).ok());
  EXPECT_EQ(ranking_of(recommend(*shelf)), expected);
  const json before = json::parse(text);
  json after = export_of(*shelf);
  EXPECT_EQ(after.at("events"), before.at("events"));
  EXPECT_EQ(after.at("sessions"), before.at("sessions"));
  EXPECT_EQ(after.at("queued_events"), 0);  // it was another device's to send
  // Again changes nothing.
  ASSERT_TRUE(shelf->import_profile(text).ok());
  after["exported_at_ms"] = 0;
  json again = export_of(*shelf);
  again["exported_at_ms"] = 0;
  EXPECT_EQ(again, after);
}

TEST_F(ShelfExportTest, AnImportLiesBehindTheRunningSession) {
  std::string text;
  {
    const auto other = Shelf::open({}, platform_.services()).value();
    track(*other, make_event(EventKind::kView, item_id(3), "far"));
    text = other->export_profile().value();
  }
  const auto shelf = open_with_model();
  view(*shelf, item_id(17));
  ASSERT_TRUE(shelf->import_profile(text).ok());
  EXPECT_EQ(shelf->info().value().event_count, 2u);
  EXPECT_FALSE(shelf->session().active);
  EXPECT_EQ(view(*shelf, item_id(5)).session_id, 3);
  EXPECT_EQ(ranking_of(recommend(*shelf)), ranking_of(recommend_after({item_id(5)})));
}

TEST_F(ShelfExportTest, ABadImportChangesNothing) {
  const auto shelf = open();
  const int64_t session = view(*shelf, "sku-1").session_id;
  std::string text = shelf->export_profile().value();
  text.replace(text.find("view"), 4, "look");
  EXPECT_EQ(shelf->import_profile(text).place(), "events[0].kind");
  EXPECT_EQ(shelf->info().value().event_count, 1u);
  EXPECT_EQ(view(*shelf, "sku-1").session_id, session);
}

TEST_F(ShelfExportTest, AnImportNeedsConsent) {
  const auto shelf = open();
  const std::string text = shelf->export_profile().value();
  decide(*shelf, privacy::kMeasurement);
  EXPECT_EQ(shelf->import_profile(text).code(), Code::kFailedPrecondition);
}

}  // namespace
}  // namespace nearshelf::engine
