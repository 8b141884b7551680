// Repeated events, lost replies, other orders and two restarts: what is stored is what was different.
// NEARSHELF_LOAD_EVENTS says how many events are sent (50,000).
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <future>
#include <thread>

#include "tests/load/load.h"
#include "tests/server/backend.h"
#include "tests/server/run.h"

namespace nearshelf::server_test {
namespace {

using protocol::Verdict;
using ::testing::IsEmpty;

size_t count(const load::LoadReport& report, Verdict verdict) { return report.verdicts[static_cast<size_t>(verdict)]; }

class ServerExactlyOnceTest : public BackendTest {};

TEST_P(ServerExactlyOnceTest, StoresEachEventOnceWhateverTheNetworkDoes) {
  load::TrafficOptions traffic_options;
  traffic_options.now_ms = now_ms();
  traffic_options.sends = static_cast<size_t>(setting("NEARSHELF_LOAD_EVENTS", 50'000));
  traffic_options.duplicates = 0.3;
  traffic_options.reorder = true;
  traffic_options.events_per_device = 40;
  const load::Traffic traffic(traffic_options);

  load::LoadOptions options;
  options.token = token_;
  options.connections = 12;
  options.lost_replies = 0.1;
  load::Load load(traffic, options);
  ASSERT_TRUE(server_->start()) << server_->log();
  load.set_port(server_->port());
  std::future<load::LoadReport> running = std::async(std::launch::async, [&] { return load.run(); });

  // Once in order, once in the middle of a sentence.
  size_t restarts = 0;
  for (const int signal : {SIGTERM, SIGKILL}) {
    const size_t goal = traffic.batches() * ++restarts / 3;
    while (load.batches_acknowledged() < goal &&
           running.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready) {
    }
    EXPECT_EQ(server_->end(signal), signal == SIGTERM ? 0 : 128 + signal) << server_->log();
    if (!server_->start()) break;
    load.set_port(server_->port());
  }
  const load::LoadReport report = running.get();
  EXPECT_EQ(server_->end(SIGTERM), 0);

  const StoredEvents stored = read_stored(traffic_options.seed);
  EXPECT_EQ(stored.check(std::vector<bool>(traffic.unique(), true)), "");
  EXPECT_EQ(stored.counted, static_cast<int64_t>(traffic.unique()));
  EXPECT_EQ(stored.keys, static_cast<int64_t>(traffic.unique()));
  EXPECT_EQ(stored.quarantined, 0);
  EXPECT_EQ(report.batches, traffic.batches());
  EXPECT_EQ(count(report, Verdict::kStored) + count(report, Verdict::kDuplicate), traffic_options.sends);
  EXPECT_GE(count(report, Verdict::kDuplicate), traffic_options.sends - traffic.unique());
  EXPECT_GT(report.lost, traffic.batches() / 20);
  EXPECT_THAT(report.wrong, IsEmpty());
  std::printf("%zu events sent (%zu different) in %zu requests, %zu replies lost, 2 restarts, %.1f s: %zu stored\n",
              traffic_options.sends, traffic.unique(), report.requests, report.lost, report.seconds,
              stored.times.size());
}

INSTANTIATE_TEST_SUITE_P(Each, ServerExactlyOnceTest, ::testing::Values(Backend::kSqlite, Backend::kPostgres),
                         backend_name);

}  // namespace
}  // namespace nearshelf::server_test
