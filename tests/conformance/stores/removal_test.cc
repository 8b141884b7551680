// Erasing at a shopper's wish, and retention.
#include <gmock/gmock.h>

#include "tests/conformance/stores/store_suite.h"

namespace nearshelf::server::testing {
namespace {

using protocol::Verdict;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class RemovalTest : public StoreTest {
 protected:
  EraseRequest request(const std::string& id, std::vector<int> people, EraseScope scope = EraseScope::kAll) {
    EraseRequest made{"shop", id, scope, {}};
    for (const int person : people) made.pseudonyms.push_back(pseudonym(person));
    return made;
  }

  EraseOutcome erase(const EraseRequest& wish, TimeMs now_ms = kNow) {
    const auto outcome = store_->erase(wish, now_ms);
    EXPECT_TRUE(outcome.ok()) << outcome.status().to_string();
    return outcome.ok() ? *outcome : EraseOutcome{};
  }
};

TEST_F(RemovalTest, ErasedIsGoneAndStaysAway) {
  append(batch({event("a", 1), quarantined(event("q", 1), "robot"), event("b", 2), event("c", 3)}));
  const EraseOutcome outcome = erase(request("r1", {1, 2}));
  EXPECT_EQ(outcome.events, 2u);
  EXPECT_EQ(outcome.quarantined, 1u);
  EXPECT_EQ(outcome.erased_at_ms, kNow);
  EXPECT_THAT(ids_of(1), IsEmpty());
  EXPECT_THAT(ids_of(2), IsEmpty());
  EXPECT_THAT(ids_of(3), ElementsAre("c"));
  // A batch that was still under way, and one that was sent again.
  const AppendOutcome late = append(batch({event("late", 1), event("a", 1), event("d", 3)}));
  EXPECT_THAT(verdicts(late), ElementsAre(Verdict::kErased, Verdict::kErased, Verdict::kStored));
  EXPECT_NE(late.events[0].reason, "");
  EXPECT_THAT(late.unstreamed, ElementsAre(2));
  EXPECT_THAT(ids_of(1), IsEmpty());
}

TEST_F(RemovalTest, AnErasedIdIsFreeForOthers) {
  append(batch({event("a", 1)}));
  erase(request("r1", {1}));
  EXPECT_THAT(verdicts(append(batch({event("a", 2)}))), ElementsAre(Verdict::kStored));
}

TEST_F(RemovalTest, TheSameRequestIsAnsweredAsTheFirstTime) {
  append(batch({event("a", 1), event("b", 2)}));
  erase(request("r1", {1, 2}), kNow);
  const EraseOutcome again = erase(request("r1", {2, 1}), kNow + kDayMs);
  EXPECT_EQ(again.events, 2u);
  EXPECT_EQ(again.erased_at_ms, kNow);
  EXPECT_EQ(store_->erase(request("r1", {1}), kNow).status().code(), Code::kFailedPrecondition);
  EXPECT_EQ(store_->erase(request("r1", {1, 2}, EraseScope::kModelImprovement), kNow).status().code(),
            Code::kFailedPrecondition);
  EXPECT_EQ(audit().size(), 2u);  // the receipt and one erasure
  EXPECT_THAT(audit().back().body, HasSubstr("\"erasure\""));
}

TEST_F(RemovalTest, ModelImprovementAloneTakesThePurposeOff) {
  AppendEvent plain = event("m", 1);
  plain.event.purposes = protocol::kMeasurement;
  append(batch({event("a", 1), plain, quarantined(event("q", 1), "rate"), event("b", 2)}));
  const EraseOutcome outcome = erase(request("r1", {1}, EraseScope::kModelImprovement));
  EXPECT_EQ(outcome.events, 1u);
  EXPECT_EQ(outcome.quarantined, 1u);
  EXPECT_THAT(ids_of(1), UnorderedElementsAre("a", "m", "!q"));
  SessionFilter filter = everything();
  filter.purposes = protocol::kModelImprovement;
  ASSERT_EQ(sessions(filter).size(), 1u);
  EXPECT_EQ(sessions(filter)[0].event_id, "b");
  // What was still under way is counted, and not trained on.
  EXPECT_THAT(verdicts(append(batch({event("late", 1), event("a", 1)}))),
              ElementsAre(Verdict::kStored, Verdict::kDuplicate));
  EXPECT_EQ(sessions(filter).size(), 1u);
  EXPECT_EQ(sessions().size(), 4u);
}

TEST_F(RemovalTest, TheLargerScopeWins) {
  append(batch({event("a", 1)}));
  erase(request("r1", {1}));
  erase(request("r2", {1}, EraseScope::kModelImprovement));
  EXPECT_THAT(verdicts(append(batch({event("b", 1)}))), ElementsAre(Verdict::kErased));
  erase(request("r3", {2}, EraseScope::kModelImprovement));
  erase(request("r4", {2}));
  EXPECT_THAT(verdicts(append(batch({event("c", 2)}))), ElementsAre(Verdict::kErased));
}

TEST_F(RemovalTest, AnotherTenantKeepsItsOwn) {
  append(batch({event("a", 1)}, "shop"));
  append(batch({event("a", 1)}, "other"));
  erase(request("r1", {1}));
  EXPECT_THAT(ids_of(1, "other"), ElementsAre("a"));
}

TEST_F(RemovalTest, RetentionDeletesWhatIsOldAndReports) {
  std::vector<AppendEvent> events;
  for (int i = 0; i < 500; ++i) {
    events.push_back(event("e" + std::to_string(i), i % 7, kNow - i * kDayMs));
    if (i % 100 == 99) {
      append(batch(events));
      events.clear();
    }
  }
  append(batch({quarantined(event("q1", 1, kNow - 20 * kDayMs), "rate"), quarantined(event("q2", 1), "rate")}));
  append(batch({event("x", 1, kNow - 400 * kDayMs)}, "other"));
  const RetentionPolicy policy{.events_ms = 90 * kDayMs, .quarantine_ms = 10 * kDayMs};
  const auto report = store_->apply_retention("shop", policy, kNow);
  ASSERT_TRUE(report.ok()) << report.status().to_string();
  EXPECT_EQ(report->events, 409u);  // what is exactly as old as allowed stays
  EXPECT_EQ(report->quarantined, 1u);
  EXPECT_EQ(report->oldest_event_ms, kNow - 90 * kDayMs);
  EXPECT_EQ(sessions().size(), 91u);
  EXPECT_THAT(ids_of(1, "other"), ElementsAre("x"));
  EXPECT_THAT(audit().back().body, HasSubstr("\"retention\""));
  EXPECT_THAT(audit().back().body, HasSubstr("\"events\":409"));
  const auto again = store_->apply_retention("shop", policy, kNow);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->events, 0u);
  // Nothing is left of what went, also not its id.
  EXPECT_THAT(verdicts(append(batch({event("e499", 3, kNow - 499 * kDayMs)}))), ElementsAre(Verdict::kStored));
}

TEST_F(RemovalTest, RetentionOfNothingHasAReport) {
  const auto report = store_->apply_retention("shop", {.events_ms = 1, .quarantine_ms = 1}, kNow);
  ASSERT_TRUE(report.ok()) << report.status().to_string();
  EXPECT_EQ(report->events, 0u);
  EXPECT_EQ(report->oldest_event_ms, 0);
}

}  // namespace
}  // namespace nearshelf::server::testing
