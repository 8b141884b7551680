// kill -9 at random moments under load: what was acknowledged is there, once. NEARSHELF_SERVER_KILLS says how often
// (10).
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <future>
#include <random>
#include <thread>

#include "tests/load/load.h"
#include "tests/server/backend.h"
#include "tests/server/run.h"

namespace nearshelf::server_test {
namespace {

using ::testing::IsEmpty;

constexpr size_t kBatchEvents = 20;
constexpr size_t kBatchesBetweenKills = 60;

// Waits until the load has got a random bit further, and a moment more, so that any step of the server may be hit.
bool wait_for_progress(const load::Load& load, std::mt19937_64& random) {
  const size_t goal = load.batches_acknowledged() + 1 + random() % kBatchesBetweenKills;
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (load.batches_acknowledged() < goal) {
    if (std::chrono::steady_clock::now() > limit) return false;
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  std::this_thread::sleep_for(std::chrono::microseconds(random() % 8000));
  return true;
}

class ServerKillTest : public BackendTest {};

TEST_P(ServerKillTest, NoAcknowledgedEventIsLostAndNoneIsStoredTwice) {
  const auto kills = static_cast<size_t>(setting("NEARSHELF_SERVER_KILLS", 10));
  load::TrafficOptions traffic_options;
  traffic_options.now_ms = now_ms();
  traffic_options.batch_events = kBatchEvents;
  traffic_options.events_per_device = 40;
  traffic_options.sends = (kills + 2) * 4 * kBatchesBetweenKills * kBatchEvents;
  const load::Traffic traffic(traffic_options);
  load::LoadOptions options;
  options.token = token_;
  options.connections = 6;
  options.lost_replies = 0.1;
  options.per_second = 500;
  load::Load load(traffic, options);

  std::mt19937_64 random(std::random_device{}());
  ASSERT_TRUE(server_->start()) << server_->log();
  load.set_port(server_->port());
  std::future<load::LoadReport> running = std::async(std::launch::async, [&] { return load.run(); });
  for (size_t i = 0; i < kills; ++i) {
    const bool progress = wait_for_progress(load, random);
    EXPECT_TRUE(progress) << "the load stands still before kill " << i << "\n" << server_->log();
    EXPECT_EQ(server_->end(SIGKILL), 128 + SIGKILL);
    if (!progress || i + 1 == kills) break;
    if (!server_->start()) break;
    load.set_port(server_->port());
  }
  load.stop();
  const load::LoadReport report = running.get();

  // The log of the last kill is still there: what is read is what a restarted server would find.
  const StoredEvents stored = read_stored(traffic_options.seed);
  EXPECT_EQ(stored.check(report.acknowledged), "");
  EXPECT_EQ(stored.counted, static_cast<int64_t>(stored.times.size()));
  EXPECT_EQ(stored.keys, stored.counted + stored.quarantined);
  EXPECT_THAT(report.wrong, IsEmpty());
  EXPECT_GT(report.broken, 0u) << "no kill hit a request";
  EXPECT_FALSE(server_->command({"audit", "verify"}).empty()) << server_->log();
  std::printf(
      "%zu kills, %zu requests: %zu batches acknowledged, %zu replies lost, %zu connections broken; %zu events "
      "stored\n",
      kills, report.requests, report.batches, report.lost, report.broken, stored.times.size());
}

INSTANTIATE_TEST_SUITE_P(Each, ServerKillTest, ::testing::Values(Backend::kSqlite, Backend::kPostgres), backend_name);

}  // namespace
}  // namespace nearshelf::server_test
