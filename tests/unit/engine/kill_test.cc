// Processes that are killed while they track events or install models. What they were told to be durable must be there.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <random>
#include <set>
#include <string>

#include "sdk/engine/shelf.h"
#include "tests/support/fake_platform.h"
#include "tests/support/slowness.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_model.h"

namespace nearshelf::engine {
namespace {

using testing::FakePlatform;
using testing::TempDir;
using testing::TestModelOptions;

int kill_points() {
  const char* points = std::getenv("NEARSHELF_KILL_POINTS");
  return points ? std::atoi(points) : 25;
}

std::string event_id(int run, int event) { return std::to_string(run) + "-" + std::to_string(event); }

TestModelOptions model_options(uint64_t version) {
  TestModelOptions options;
  options.seed = version;
  options.item_count = 2'000;
  options.model_id = "model ";
  options.model_id += std::to_string(version);
  options.version = version;
  return options;
}

using Key = std::optional<store::SealKey>;

std::unique_ptr<Shelf> open(const std::string& path, FakePlatform& platform, const Key& key = {}) {
  ShelfOptions options;
  options.store.key = key;
  options.store.path = path;
  options.store.busy_timeout_ms = 5'000;  // the system may still be taking the killed process apart
  auto shelf = Shelf::open(options, platform.services());
  EXPECT_TRUE(shelf.ok()) << shelf.status().to_string();
  if (!shelf.ok()) return nullptr;
  privacy::Decision decision;
  decision.granted = privacy::kPersonalization;
  decision.policy_version = "1";
  const Status decided = shelf.value()->set_consent(decision, {});
  EXPECT_TRUE(decided.ok()) << decided.to_string();
  return std::move(shelf).value();
}

// Runs `work` in a child process, which reports acknowledged steps by writing to its descriptor, and kills it after
// `delay_us` of them having begun. Returns what it reported.
template <typename Work>
std::string run_and_kill(int delay_us, Work work) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  EXPECT_GE(child, 0);
  if (child == 0) {
    ::close(ends[0]);
    work(ends[1]);
    ::_exit(0);
  }
  ::close(ends[1]);
  std::string reported;
  char buffer[4096];
  // The first report says that the work is under way.
  if (const ssize_t got = ::read(ends[0], buffer, sizeof(buffer)); got > 0) {
    reported.append(buffer, static_cast<size_t>(got));
  }
  ::usleep(static_cast<useconds_t>(delay_us * testing::slowness()));
  ::kill(child, SIGKILL);
  for (ssize_t got = 0; (got = ::read(ends[0], buffer, sizeof(buffer))) > 0;) {
    reported.append(buffer, static_cast<size_t>(got));
  }
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return reported;
}

void report(int descriptor) {
  if (::write(descriptor, "+", 1) != 1) ::_exit(1);
}

void check_integrity(const std::string& path, FakePlatform& platform, const Key& key = {}) {
  store::StoreOptions options;
  options.key = key;
  options.path = path;
  const auto store = store::Store::open(options, platform.services());
  ASSERT_TRUE(store.ok()) << store.status().to_string();
  const Status status = store.value()->check();
  ASSERT_TRUE(status.ok()) << status.to_string();
}

class TrackKill : public ::testing::TestWithParam<Key> {};
INSTANTIATE_TEST_SUITE_P(Files, TrackKill, ::testing::Values(std::nullopt, store::SealKey{1, 2, 3}),
                         [](const auto& file) { return file.param ? "Sealed" : "Plain"; });

TEST_P(TrackKill, NoAcknowledgedEventIsLost) {
  const TempDir dir;
  FakePlatform platform;
  std::mt19937 random(1);
  std::string path;
  uint64_t events_before = 0;
  for (int run = 0; run < kill_points(); ++run) {
    if (run % 50 == 0) {  // a new database from time to time, so that making one is killed too
      path = dir.file("shelf-" + std::to_string(run) + ".db");
      events_before = 0;
    }
    const std::string reported = run_and_kill(static_cast<int>(random() % 20'000), [&](int descriptor) {
      const auto shelf = open(path, platform, GetParam());
      if (!shelf) ::_exit(1);
      for (int i = 0; i < 100'000; ++i) {
        store::Event event;
        event.event_id = event_id(run, i);
        event.item_id = std::to_string(i % 100);
        if (!shelf->track(event, platform.clock.now + i).ok()) ::_exit(1);
        report(descriptor);
      }
    });
    ASSERT_FALSE(reported.empty());
    {
      const auto shelf = open(path, platform, GetParam());
      ASSERT_TRUE(shelf);
      const uint64_t acknowledged = events_before + reported.size();
      const uint64_t stored = shelf->info().value().event_count;
      // At most the one event that was being tracked is there without having been acknowledged.
      ASSERT_TRUE(stored == acknowledged || stored == acknowledged + 1) << stored << " of " << acknowledged;
      ASSERT_EQ(shelf->session().event_count, stored);
      for (size_t i = 0; i < reported.size(); ++i) {
        store::Event again;
        again.event_id = event_id(run, static_cast<int>(i));
        again.item_id = "0";
        ASSERT_TRUE(shelf->track(again, platform.clock.now).value().duplicate) << again.event_id;
      }
      events_before = stored;
    }
    ASSERT_NO_FATAL_FAILURE(check_integrity(path, platform, GetParam()));
  }
}

TEST(Kill, AnInstallationIsAllOrNothing) {
  const TempDir dir;
  FakePlatform platform;
  std::mt19937 random(2);
  const std::string path = dir.file("shelf.db");
  const auto first = testing::make_test_bytes(model_options(1));
  ASSERT_TRUE(open(path, platform)->install_model(first.span()).ok());
  uint64_t version = 1;
  for (int run = 0; run < kill_points(); ++run) {
    const std::string reported = run_and_kill(static_cast<int>(random() % 30'000), [&](int descriptor) {
      const auto shelf = open(path, platform);
      if (!shelf) ::_exit(1);
      for (uint64_t next = version + 1;; ++next) {
        const auto bytes = testing::make_test_bytes(model_options(next));
        report(descriptor);  // about to install
        if (!shelf->install_model(bytes.span()).ok()) ::_exit(1);
        report(descriptor);  // acknowledged
      }
    });
    ASSERT_FALSE(reported.empty());
    const uint64_t acknowledged = version + reported.size() / 2;
    const uint64_t begun = version + (reported.size() + 1) / 2;
    {
      const auto shelf = open(path, platform);
      ASSERT_TRUE(shelf);
      const auto model = shelf->model();
      ASSERT_TRUE(model.ok()) << model.status().to_string();
      version = model.value()->model().provenance().version;
      ASSERT_GE(version, acknowledged);
      ASSERT_LE(version, begun);
      const auto expected = testing::make_test_bytes(model_options(version));
      const auto bytes = model.value()->model().bytes();
      ASSERT_TRUE(std::equal(bytes.begin(), bytes.end(), expected.span().begin(), expected.span().end()));
    }
    ASSERT_NO_FATAL_FAILURE(check_integrity(path, platform));
  }
}

}  // namespace
}  // namespace nearshelf::engine
