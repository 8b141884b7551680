// Processes that are killed while they track, hand out tasks and take outcomes back. What the server was given is kept
// in a file, which a kill does not reach.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "sdk/engine/shelf.h"
#include "tests/support/fake_platform.h"
#include "tests/support/fake_sync_server.h"
#include "tests/support/slowness.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::engine {
namespace {

using testing::FakePlatform;
using testing::FakeSyncServer;

int kill_points() {
  const char* points = std::getenv("NEARSHELF_KILL_POINTS");
  return points ? std::atoi(points) : 25;
}

std::unique_ptr<Shelf> open(const std::string& path, FakePlatform& platform) {
  ShelfOptions options;
  options.store.path = path;
  options.store.busy_timeout_ms = 5'000;  // the system may still be taking the killed process apart
  options.sync.emplace();
  options.sync->key = "k";
  options.sync->batch_events = 3;
  platform::Platform services = platform.services();
  // Real bytes: the ids of erase requests must differ from run to run.
  services.random = platform::host_platform().value().random;
  auto shelf = Shelf::open(options, services);
  EXPECT_TRUE(shelf.ok()) << shelf.status().to_string();
  return shelf.ok() ? std::move(shelf).value() : nullptr;
}

bool decide(Shelf& shelf, uint32_t granted) {
  privacy::Decision decision;
  decision.granted = granted;
  decision.policy_version = "1";
  return shelf.set_consent(decision, {}).ok();
}

bool track(Shelf& shelf, const std::string& id) {
  store::Event event;
  event.event_id = id;
  event.item_id = "item";
  return shelf.track(event, {}).ok();
}

// A line of what happened: "t<id>" tracked under consent, "b<bytes>" a batch arrived, "w" withdrawn, "g" about to
// grant. One write a record, so that a kill leaves whole ones and perhaps one torn at the end.
void record(int file, char kind, const std::string& content) {
  const auto size = static_cast<uint32_t>(content.size());
  std::string bytes(1, kind);
  bytes.append(reinterpret_cast<const char*>(&size), sizeof(size)).append(content);
  if (::write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) ::_exit(1);
}

std::vector<std::pair<char, std::string>> read_records(const std::string& path) {
  const std::string bytes = testing::read_text(path);
  std::vector<std::pair<char, std::string>> records;
  for (size_t at = 0; at + 5 <= bytes.size();) {
    uint32_t size = 0;
    std::memcpy(&size, bytes.data() + at + 1, sizeof(size));
    if (at + 5 + size > bytes.size()) break;
    records.emplace_back(bytes[at], bytes.substr(at + 5, size));
    at += 5 + size;
  }
  return records;
}

// Hands out one task and does with it what chance says.
void sync_once(Shelf& shelf, FakePlatform& platform, FakeSyncServer& server, int file, std::mt19937& random) {
  auto next = shelf.next_task(random() % 2 ? sync::Moment::kLeaving : sync::Moment::kNormal);
  if (!next.ok()) ::_exit(1);
  if (!next->task) {
    platform.clock.now += kMinuteMs;
    return;
  }
  testing::FakeAnswer answer;
  if (next->task->kind == sync::TaskKind::kEvents) {
    record(file, 'b', next->task->request.body);
    answer = server.events(next->task->request.body);
  } else {
    answer = server.erase(next->task->request.body);
  }
  sync::Outcome outcome;
  if (random() % 3 != 0) {  // otherwise the reply is lost
    outcome.http_status = answer.http_status;
    outcome.body = {reinterpret_cast<const uint8_t*>(answer.body.data()), answer.body.size()};
  }
  if (!shelf.finish_task(next->task->id, outcome).ok()) ::_exit(1);
}

// What the child has recorded goes into a file of its own.
template <typename Work>
void run_and_kill(int delay_us, const std::string& records, Work work) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const int file = ::open(records.c_str(), O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (file < 0) ::_exit(1);
    work(file);
    ::_exit(0);
  }
  // The first record says that the work is under way.
  std::error_code absent;
  for (int i = 0; i < 20'000; ++i) {
    const auto size = std::filesystem::file_size(records, absent);
    if (!absent && size > 0) break;
    ::usleep(500);
  }
  ::usleep(static_cast<useconds_t>(delay_us * testing::slowness()));
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself";
}

TEST(SyncKill, WhatWasTrackedIsStoredOnceWhateverWasKilled) {
  const testing::TempDir dir;
  FakePlatform platform;
  std::mt19937 random(3);
  const std::string path = dir.file("shelf.db");
  const auto records = [&dir](int run) { return dir.file("records-" + std::to_string(run)); };
  ASSERT_TRUE(decide(*open(path, platform), privacy::kAllPurposes));
  for (int run = 0; run < kill_points(); ++run) {
    const uint32_t seed = static_cast<uint32_t>(random());
    ASSERT_NO_FATAL_FAILURE(run_and_kill(static_cast<int>(random() % 20'000), records(run), [&](int file) {
      std::mt19937 chance(seed);
      FakeSyncServer server;
      const auto shelf = open(path, platform);
      if (!shelf) ::_exit(1);
      for (int i = 0;; ++i) {
        const std::string id = std::to_string(run) + "-" + std::to_string(i);
        if (!track(*shelf, id)) ::_exit(1);
        record(file, 't', id);
        if (chance() % 2) sync_once(*shelf, platform, server, file, chance);
      }
    }));
  }
  // The server as it is after all this, and what still waits on the device.
  FakeSyncServer server;
  std::set<std::string> tracked;
  for (int run = 0; run < kill_points(); ++run) {
    for (const auto& [kind, content] : read_records(records(run))) {
      if (kind == 't') tracked.insert(content);
      if (kind != 'b') continue;
      ASSERT_EQ(server.events(content).http_status, 200);
    }
  }
  const auto shelf = open(path, platform);
  for (int i = 0; i < 100'000 && shelf->sync_info()->queued_events > 0; ++i) {
    auto next = shelf->next_task(sync::Moment::kNormal).value();
    if (!next.task) {
      platform.clock.now += std::max<int64_t>(next.wait_ms, 1);
      continue;
    }
    const auto answer = server.events(next.task->request.body);
    sync::Outcome outcome;
    outcome.http_status = answer.http_status;
    outcome.body = {reinterpret_cast<const uint8_t*>(answer.body.data()), answer.body.size()};
    ASSERT_TRUE(shelf->finish_task(next.task->id, outcome).ok());
  }
  ASSERT_EQ(shelf->sync_info()->queued_events, 0u);
  for (const std::string& id : tracked) ASSERT_TRUE(server.stored().contains(id)) << id;
  // At most the one event of a run that was being tracked is there without having been acknowledged.
  EXPECT_LE(server.stored().size(), tracked.size() + static_cast<size_t>(kill_points()));
  EXPECT_EQ(server.conflicts(), 0u);
  EXPECT_EQ(shelf->sync_info()->dropped_events, 0u);
}

TEST(SyncKill, NothingIsSentUnderAWithdrawnConsent) {
  const testing::TempDir dir;
  FakePlatform platform;
  std::mt19937 random(4);
  const std::string path = dir.file("shelf.db");
  const auto records = [&dir](int run) { return dir.file("records-" + std::to_string(run)); };
  for (int run = 0; run < kill_points(); ++run) {
    const uint32_t seed = static_cast<uint32_t>(random());
    ASSERT_NO_FATAL_FAILURE(run_and_kill(static_cast<int>(random() % 60'000), records(run), [&](int file) {
      std::mt19937 chance(seed);
      FakeSyncServer server;
      const auto shelf = open(path, platform);
      if (!shelf) ::_exit(1);
      bool granted = (shelf->consent().effective & privacy::kMeasurement) != 0;
      record(file, granted ? 'g' : 'w', "");
      for (int i = 0;; ++i) {
        const std::string id = std::to_string(run) + "-" + std::to_string(i);
        // By its name an event says whether it may ever arrive.
        if (!track(*shelf, (granted ? "yes-" : "no-") + id)) ::_exit(1);
        sync_once(*shelf, platform, server, file, chance);
        if (chance() % 8 != 0) continue;
        granted = !granted;
        if (granted) record(file, 'g', "");
        if (!decide(*shelf, granted ? uint32_t{privacy::kAllPurposes} : 0)) ::_exit(1);
        if (!granted) record(file, 'w', "");
      }
    }));
    const auto shelf = open(path, platform);
    const bool granted = (shelf->consent().effective & privacy::kMeasurement) != 0;
    if (!granted) {
      ASSERT_EQ(shelf->sync_info()->queued_events, 0u);
      const auto next = shelf->next_task(sync::Moment::kLeaving).value();
      ASSERT_TRUE(!next.task || next.task->kind == sync::TaskKind::kErase);
    }
  }
  FakeSyncServer server;
  size_t batches = 0;
  for (int run = 0; run < kill_points(); ++run) {
    bool withdrawn = false;
    for (const auto& [kind, content] : read_records(records(run))) {
      if (kind == 'w') withdrawn = true;
      if (kind == 'g') withdrawn = false;
      if (kind != 'b') continue;
      ++batches;
      ASSERT_FALSE(withdrawn);
      ASSERT_EQ(server.events(content).http_status, 200);
    }
  }
  EXPECT_GT(batches, 0u);
  for (const auto& [id, stored] : server.stored()) ASSERT_EQ(id.substr(0, 4), "yes-") << id;
}

}  // namespace
}  // namespace nearshelf::engine
