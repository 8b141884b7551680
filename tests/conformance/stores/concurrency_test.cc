// Many writers at once, of one server and of several; readers and erasures among them.
#include <gmock/gmock.h>

#include <atomic>
#include <set>
#include <thread>

#include "server_sync/server/store/audit_verify.h"
#include "tests/conformance/stores/store_suite.h"

namespace nearshelf::server::testing {
namespace {

using protocol::Verdict;

class ConcurrencyTest : public StoreTest {
 protected:
  // Runs work(store, thread) on threads of their own; every second one has a store of its own, as another server has.
  template <typename Work>
  void run(int threads, Work work) {
    std::vector<std::unique_ptr<EventStore>> stores;
    std::vector<std::thread> running;
    for (int i = 0; i < threads; ++i) {
      if (i % 2 == 1) stores.push_back(open());
      EventStore* store = i % 2 == 1 ? stores.back().get() : store_.get();
      running.emplace_back([=] { work(*store, i); });
    }
    for (std::thread& thread : running) thread.join();
  }
};

TEST_F(ConcurrencyTest, AnEventThatAllSendIsStoredOnce) {
  std::atomic<int> stored = 0;
  std::atomic<int> failed = 0;
  run(6, [&](EventStore& store, int thread) {
    for (int round = 0; round < 20; ++round) {
      std::vector<AppendEvent> events;
      for (int i = 0; i < 10; ++i) {
        // All send all events, in orders of their own.
        events.push_back(event("e" + std::to_string(round * 10 + (i * (thread + 1) * 3 + thread) % 10)));
      }
      AppendBatch one = batch(std::move(events));
      one.receipts[0].decided_at_ms += round % 5;
      const auto outcomes = store.append(std::span(&one, 1), kNow);
      if (!outcomes.ok()) {
        ++failed;
        ADD_FAILURE() << outcomes.status().to_string();
        continue;
      }
      for (const auto& outcome : outcomes->front().events) stored += outcome.verdict == Verdict::kStored;
    }
  });
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(static_cast<size_t>(stored), ids_of(1).size());
  std::set<std::string> unique;
  for (const std::string& id : ids_of(1)) EXPECT_TRUE(unique.insert(id).second) << id;
  EXPECT_EQ(unique.size(), static_cast<size_t>(stored));
  // Five receipts, whoever came first, in one chain without a gap.
  const auto report = verify_audit(*store_, "shop");
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->error, "");
  EXPECT_EQ(report->entries, 5u);
  EXPECT_EQ(counted_as_stored(), unique.size());
}

TEST_F(ConcurrencyTest, NothingComesInBehindAnErasure) {
  constexpr int kPeople = 8;
  run(4, [&](EventStore& store, int thread) {
    for (int round = 0; round < 40; ++round) {
      const int person = round % kPeople;
      if (thread == 0 && round >= 20) {
        const EraseRequest request{"shop", "r" + std::to_string(round), EraseScope::kAll, {pseudonym(person)}};
        const auto erased = store.erase(request, kNow);
        EXPECT_TRUE(erased.ok()) << erased.status().to_string();
        continue;
      }
      const AppendBatch one = batch({event(std::to_string(thread) + "-" + std::to_string(round), person)});
      const auto outcomes = store.append(std::span(&one, 1), kNow);
      EXPECT_TRUE(outcomes.ok()) << outcomes.status().to_string();
      EXPECT_TRUE(store.read_sessions(everything(), [](const StoredEvent&, std::string_view) { return true; }).ok());
    }
  });
  for (int person = 0; person < kPeople; ++person) EXPECT_THAT(ids_of(person), ::testing::IsEmpty()) << person;
  EXPECT_EQ(verify_audit(*store_, "shop")->error, "");
}

TEST_F(ConcurrencyTest, AReaderDoesNotKeepAWriterWaiting) {
  append(batch({event("a"), event("b")}));
  // Within the reading itself, so that a store that locks would never end.
  bool wrote = false;
  ASSERT_TRUE(store_
                  ->read_sessions(everything(),
                                  [&](const StoredEvent&, std::string_view) {
                                    if (wrote) return true;
                                    std::thread([&] { append(batch({event("c")})); }).join();
                                    return wrote = true;
                                  })
                  .ok());
  EXPECT_TRUE(wrote);
  EXPECT_EQ(ids_of(1).size(), 3u);
}

}  // namespace
}  // namespace nearshelf::server::testing
