// Five times as much as the server can take: those it accepts stay fast, the others are told when to come again, and
// memory stays where it is. Ratios within one run; generous ones, because the machine may be busy with other tests.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <future>
#include <thread>

#include "tests/load/load.h"
#include "tests/server/run.h"
#include "tests/server/server_process.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::server_test {
namespace {

using ::testing::IsEmpty;

constexpr double kOverload = 5;
constexpr double kSeconds = 4;
constexpr size_t kBatchEvents = 50;
constexpr size_t kCommonConnections = 10;  // 500 events: what the queue always takes

class ServerOverloadTest : public ::testing::Test {
 protected:
  void SetUp() override {
    token_ = server_.make_token("device");
    ASSERT_FALSE(token_.empty()) << server_.log();
    ASSERT_TRUE(server_.start()) << server_.log();
  }

  // Sends new events for kSeconds: so many batches a second, or as many as are answered.
  load::LoadReport run(size_t connections, double per_second, double most_per_second) {
    load::TrafficOptions traffic_options;
    traffic_options.seed = ++seed_;
    traffic_options.now_ms = now_ms();
    traffic_options.batch_events = kBatchEvents;
    traffic_options.sends = static_cast<size_t>(most_per_second * kSeconds) * kBatchEvents;
    const load::Traffic traffic(traffic_options);
    load::LoadOptions options;
    options.token = token_;
    options.connections = connections;
    options.per_second = per_second;
    options.seconds = kSeconds;
    options.obey_retry_after = false;  // many devices that know nothing of each other
    load::Load load(traffic, options);
    load.set_port(server_.port());
    std::future<load::LoadReport> running = std::async(std::launch::async, [&] { return load.run(); });
    resident_.clear();
    while (running.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready) {
      resident_.push_back(server_.resident_bytes());
    }
    return running.get();
  }

  testing::TempDir directory_;
  ServerProcess server_{directory_.path()};
  std::string token_;
  uint64_t seed_ = 0;
  std::vector<size_t> resident_;
};

TEST_F(ServerOverloadTest, AcceptedStayFastAndTheRestIsToldWhenToComeAgain) {
  const load::LoadReport full = run(kCommonConnections, 0, 8000);
  const double capacity = static_cast<double>(full.batches) / full.seconds;
  ASSERT_GT(full.batches, 50u) << server_.log();
  const load::LoadReport calm = run(32, capacity / 5, capacity);
  const load::LoadReport flood = run(400, capacity * kOverload, capacity * 3);

  const auto middle = resident_.begin() + static_cast<std::ptrdiff_t>(resident_.size() / 2);
  const size_t early = *std::max_element(resident_.begin(), middle);
  const size_t late = *std::max_element(middle, resident_.end());
  const double ratio = flood.percentile_ms(0.99) / calm.percentile_ms(0.99);
  std::printf(
      "capacity %.0f batches/s; offered %.0f/s (%.1f times), accepted %.0f/s, refused %zu, late %zu\n"
      "p50/p99 ms: calm %.2f/%.2f, full %.2f/%.2f, overloaded %.2f/%.2f (p99 %.2f times calm)\n"
      "resident MiB: first half %zu, second half %zu\n",
      capacity, static_cast<double>(flood.requests) / flood.seconds,
      static_cast<double>(flood.requests) / flood.seconds / capacity,
      static_cast<double>(flood.batches) / flood.seconds, flood.refused(), flood.late, calm.percentile_ms(0.5),
      calm.percentile_ms(0.99), full.percentile_ms(0.5), full.percentile_ms(0.99), flood.percentile_ms(0.5),
      flood.percentile_ms(0.99), ratio, early >> 20, late >> 20);

  EXPECT_THAT(full.wrong, IsEmpty());
  EXPECT_THAT(calm.wrong, IsEmpty());
  EXPECT_THAT(flood.wrong, IsEmpty()) << "an answer that is neither 200 nor 429 or 503 with Retry-After";
  EXPECT_EQ(flood.broken, 0u);
  EXPECT_GT(flood.refused(), 0u);
  EXPECT_EQ(full.refused(), 0u);
  // Speed is judged where somebody asks for it (the nightly preset does): beside other work it says nothing.
  if (const auto most = static_cast<double>(setting("NEARSHELF_OVERLOAD_RATIO", 0)); most > 0) {
    EXPECT_LT(ratio, most);
    // To refuse costs so little that the work goes on.
    EXPECT_GT(static_cast<double>(flood.batches) / flood.seconds, capacity / 4);
  }
  EXPECT_LT(late, early + early / 4 + (16 << 20));
  EXPECT_EQ(server_.end(SIGTERM), 0) << server_.log();
}

}  // namespace
}  // namespace nearshelf::server_test
