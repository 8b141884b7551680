// Random batches with duplicates, conflicts, reordering and erasures, against a model of a few lines.
#include <gmock/gmock.h>

#include <map>
#include <random>
#include <set>

#include "server_sync/server/store/audit_verify.h"
#include "tests/conformance/stores/store_suite.h"

namespace nearshelf::server::testing {
namespace {

using protocol::Verdict;

class PropertyTest : public StoreTest {};

// What a store is, said as simply as possible.
class Model {
 public:
  Verdict append(const AppendEvent& entry) {
    const StoredEvent& event = entry.event;
    const auto erased = tombstones_.find(event.pseudonym);
    if (erased != tombstones_.end() && erased->second == EraseScope::kAll) return Verdict::kErased;
    const auto [place, added] = events_.emplace(event.event_id, entry);
    if (!added) {
      return place->second.event.body_hash == event.body_hash ? Verdict::kDuplicate : Verdict::kConflict;
    }
    if (erased != tombstones_.end()) place->second.event.purposes &= protocol::kMeasurement;
    return entry.quarantine.empty() ? Verdict::kStored : Verdict::kQuarantined;
  }

  void erase(const Bytes32& person, EraseScope scope) {
    const auto [place, added] = tombstones_.emplace(person, scope);
    if (!added && scope == EraseScope::kAll) place->second = scope;
    if (scope == EraseScope::kAll) {
      std::erase_if(events_, [&](const auto& one) { return one.second.event.pseudonym == person; });
    } else {
      for (auto& [id, one] : events_) {
        if (one.event.pseudonym == person) one.event.purposes &= protocol::kMeasurement;
      }
    }
  }

  void retain(TimeMs before_ms) {
    std::erase_if(events_, [&](const auto& one) { return one.second.event.time_ms < before_ms; });
  }

  // "id purposes" of what is in the events, "!id" in the quarantine.
  std::set<std::string> all() const {
    std::set<std::string> names;
    for (const auto& [id, one] : events_) {
      names.insert((one.quarantine.empty() ? "" : "!") + id + " " + std::to_string(one.event.purposes));
    }
    return names;
  }

 private:
  std::map<std::string, AppendEvent> events_;
  std::map<Bytes32, EraseScope> tombstones_;
};

constexpr int kPeople = 12;

AppendEvent random_event(std::mt19937& random) {
  const int person = static_cast<int>(random() % kPeople);
  // Few ids, so that most come again; a body is one of two, so that some are conflicts.
  AppendEvent entry =
      event("e" + std::to_string(random() % 400), person, kNow - static_cast<TimeMs>(random() % 40) * kDayMs);
  entry.event.purposes = random() % 2 ? kBoth : protocol::kMeasurement;
  entry.event.item_id = random() % 8 ? "one" : "two";
  seal(&entry);
  if (random() % 7 == 0) entry.quarantine = "rate";
  return entry;
}

TEST_F(PropertyTest, TheStoreDoesWhatTheModelDoes) {
  std::mt19937 random(20261125);
  Model model;
  for (int round = 0; round < 60; ++round) {
    std::vector<AppendBatch> batches;
    for (size_t i = 0; i < 1 + random() % 4; ++i) {
      std::vector<AppendEvent> events;
      for (size_t k = 0; k < random() % 30; ++k) events.push_back(random_event(random));
      batches.push_back(batch(std::move(events)));
    }
    const auto outcomes = store_->append(batches, kNow);
    ASSERT_TRUE(outcomes.ok()) << outcomes.status().to_string();
    for (size_t i = 0; i < batches.size(); ++i) {
      for (size_t k = 0; k < batches[i].events.size(); ++k) {
        ASSERT_EQ((*outcomes)[i].events[k].verdict, model.append(batches[i].events[k]))
            << round << " " << i << " " << k;
      }
    }
    if (round % 6 == 5) {
      const int person = static_cast<int>(random() % kPeople);
      const EraseScope scope = random() % 2 ? EraseScope::kAll : EraseScope::kModelImprovement;
      ASSERT_TRUE(store_->erase({"shop", "r" + std::to_string(round), scope, {pseudonym(person)}}, kNow).ok());
      model.erase(pseudonym(person), scope);
    }
    if (round % 25 == 24) {
      ASSERT_TRUE(store_->apply_retention("shop", {.events_ms = 30 * kDayMs, .quarantine_ms = 30 * kDayMs}, kNow).ok());
      model.retain(kNow - 30 * kDayMs);
      store_ = open();
      ASSERT_TRUE(store_);
    }
    std::vector<Bytes32> people;
    for (int person = 0; person < kPeople; ++person) people.push_back(pseudonym(person));
    std::multiset<std::string> stored;
    ASSERT_TRUE(store_
                    ->read_pseudonyms("shop", people,
                                      [&](const StoredEvent& one, std::string_view quarantine) {
                                        stored.insert((quarantine.empty() ? "" : "!") + one.event_id + " " +
                                                      std::to_string(one.purposes));
                                        return true;
                                      })
                    .ok());
    const std::set<std::string> expected = model.all();
    ASSERT_EQ(stored, std::multiset<std::string>(expected.begin(), expected.end())) << round;
    // The other way to read them gives the same, less the quarantine.
    std::multiset<std::string> in_sessions;
    for (const StoredEvent& one : sessions()) in_sessions.insert(one.event_id + " " + std::to_string(one.purposes));
    std::erase_if(stored, [](const std::string& name) { return name[0] == '!'; });
    ASSERT_EQ(in_sessions, stored) << round;
  }
  EXPECT_EQ(verify_audit(*store_, "shop")->error, "");
}

}  // namespace
}  // namespace nearshelf::server::testing
