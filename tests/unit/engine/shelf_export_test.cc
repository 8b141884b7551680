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
