// Repeated events, lost replies, other orders and two restarts: what is stored is what was different.
// NEARSHELF_LOAD_EVENTS says how many events are sent (50,000).
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <future>
#include <thread>

#include "tests/load/load.h"
#include "tests/server/run.h"
#include "tests/server/server_process.h"
#include "tests/server/stored_events.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::server_test {
namespace {

using protocol::Verdict;
using ::testing::IsEmpty;

size_t count(const load::LoadReport& report, Verdict verdict) { return report.verdicts[static_cast<size_t>(verdict)]; }

TEST(ServerExactlyOnceTest, StoresEachEventOnceWhateverTheNetworkDoes) {
  load::TrafficOptions traffic_options;
  traffic_options.now_ms = now_ms();
  traffic_options.sends = static_cast<size_t>(setting("NEARSHELF_LOAD_EVENTS", 50'000));
  traffic_options.duplicates = 0.3;
  traffic_options.reorder = true;
  traffic_options.events_per_device = 40;
  const load::Traffic traffic(traffic_options);

  testing::TempDir directory;
  ServerProcess server(directory.path());
  load::LoadOptions options;
  options.token = server.make_token("device");
  ASSERT_FALSE(options.token.empty()) << server.log();
  options.connections = 12;
  options.lost_replies = 0.1;
  load::Load load(traffic, options);
  ASSERT_TRUE(server.start()) << server.log();
  load.set_port(server.port());
  std::future<load::LoadReport> running = std::async(std::launch::async, [&] { return load.run(); });

  // Once in order, once in the middle of a sentence.
  size_t restarts = 0;
  for (const int signal : {SIGTERM, SIGKILL}) {
    const size_t goal = traffic.batches() * ++restarts / 3;
    while (load.batches_acknowledged() < goal &&
           running.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready) {
    }
    EXPECT_EQ(server.end(signal), signal == SIGTERM ? 0 : 128 + signal) << server.log();
    if (!server.start()) break;
    load.set_port(server.port());
  }
  const load::LoadReport report = running.get();
  EXPECT_EQ(server.end(SIGTERM), 0);

  const StoredEvents stored = read_sqlite(server.data() + "/events.sqlite", traffic_options.seed);
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

}  // namespace
}  // namespace nearshelf::server_test
