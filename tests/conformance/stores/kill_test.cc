// A process that appends is killed at random moments. What it was told to be stored is there, exactly once.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>

#include "server_sync/server/store/audit_verify.h"
#include "tests/conformance/stores/store_suite.h"

namespace nearshelf::server::testing {
namespace {

using protocol::Verdict;

class KillTest : public StoreTest {};

constexpr int kEvents = 20;  // of a batch

int kills() {
  const char* points = std::getenv("NEARSHELF_KILL_POINTS");
  return points ? std::min(std::atoi(points), 200) : 10;
}

std::string id_of(int run, int batch, int event) {
  return std::to_string(run) + "-" + std::to_string(batch) + "-" + std::to_string(event);
}

AppendBatch batch_of(int run, int number) {
  std::vector<AppendEvent> events;
  for (int i = 0; i < kEvents; ++i) events.push_back(event(id_of(run, number, i), run % 5));
  AppendBatch made = batch(std::move(events));
  made.receipts[0].decided_at_ms += run * 1000 + number;
  return made;
}

// Appends until it is killed, with a byte for every batch that was acknowledged.
[[noreturn]] void append_forever(Backend& backend, int run, int out) {
  const auto store = backend.open();
  if (!store.ok()) ::_exit(1);
  for (int number = 0;; ++number) {
    const AppendBatch one = batch_of(run, number);
    if (!(*store)->append(std::span(&one, 1), kNow).ok()) ::_exit(2);
    if (::write(out, "+", 1) != 1) ::_exit(3);
  }
}

// How many batches were acknowledged before the kill.
int run_and_kill(Backend& backend, int run, int delay_us) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    append_forever(backend, run, ends[1]);
  }
  ::close(ends[1]);
  char buffer[4096];
  ssize_t acknowledged = ::read(ends[0], buffer, 1);  // it is under way
  ::usleep(static_cast<useconds_t>(delay_us));
  ::kill(child, SIGKILL);
  for (ssize_t got = 0; (got = ::read(ends[0], buffer, sizeof(buffer))) > 0;) acknowledged += got;
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return static_cast<int>(acknowledged);
}

TEST_F(KillTest, WhatWasAcknowledgedIsStoredExactlyOnce) {
  std::mt19937 random(7);
  store_.reset();              // no connection is shared with a child
  std::map<int, int> batches;  // of a run, that have to be there
  for (int run = 0; run < kills(); ++run) {
    const int acknowledged = run_and_kill(*backend_, run, static_cast<int>(random() % 60'000));
    ASSERT_GT(acknowledged, 0) << "the child could not append";
    store_ = open();
    ASSERT_TRUE(store_);
    // The device sends the last batch again: it does not know whether it was stored.
    const AppendOutcome again = append(batch_of(run, acknowledged));
    const std::vector<Verdict> found = verdicts(again);
    ASSERT_EQ(found.size(), size_t{kEvents});
    ASSERT_TRUE(std::all_of(found.begin(), found.end(), [&](Verdict one) {
      return one == found[0] && (one == Verdict::kStored || one == Verdict::kDuplicate);
    })) << "a batch was torn";
    batches[run] = acknowledged + 1;
    ASSERT_EQ(verify_audit(*store_, "shop")->error, "");
    store_.reset();
  }
  store_ = open();
  std::map<std::string, int> stored;
  for (const StoredEvent& one : sessions()) ++stored[one.event_id];
  size_t expected = 0;
  for (const auto& [run, count] : batches) {
    for (int number = 0; number < count; ++number) {
      for (int i = 0; i < kEvents; ++i) ASSERT_EQ(stored[id_of(run, number, i)], 1) << id_of(run, number, i);
      expected += kEvents;
    }
  }
  EXPECT_EQ(stored.size(), expected);
  EXPECT_EQ(counted_as_stored(), expected) << "the statistics are in the same transaction";
}

}  // namespace
}  // namespace nearshelf::server::testing
