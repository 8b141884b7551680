#include "server_sync/server/api/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace nearshelf::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

RequestReport report(std::string_view route, std::string_view method, int status, int milliseconds) {
  RequestReport made;
  made.route = route;
  made.method = method;
  made.status = status;
  made.elapsed = std::chrono::milliseconds(milliseconds);
  made.sent_bytes = 10;
  made.address = "203.0.113.7";
  return made;
}

TEST(Metrics, CountRequestsByRouteMethodAndStatus) {
  Metrics metrics("1.2.3");
  for (int i = 0; i < 3; ++i) metrics.on_request(report("/v1/events", "POST", 200, 7));
  metrics.on_request(report("", "MADE-UP", 404, 1));
  const std::string text = metrics.text({});
  EXPECT_THAT(text, HasSubstr("nearshelf_requests_total{method=\"POST\",route=\"/v1/events\",status=\"200\"} 3"));
  EXPECT_THAT(text, HasSubstr("nearshelf_requests_total{method=\"other\",route=\"none\",status=\"404\"} 1"));
  EXPECT_THAT(text, HasSubstr("nearshelf_request_seconds_count{route=\"/v1/events\"} 3"));
  EXPECT_THAT(text, HasSubstr("nearshelf_sent_bytes_total 40"));
  EXPECT_THAT(text, HasSubstr("version=\"1.2.3\""));
  EXPECT_THAT(text, Not(HasSubstr("203.0.113")));
}

TEST(Metrics, RefusalsDoNotMakeTheServerLookFast) {
  Metrics metrics("1");
  metrics.on_request(report("/v1/events", "POST", 200, 7));
  metrics.on_request(report("/v1/events", "POST", 503, 0));
  metrics.on_request(report("/v1/events", "POST", 429, 0));
  EXPECT_EQ(metrics.answers(503), 1u);
  EXPECT_EQ(metrics.answers(429), 1u);
  const LatencyCounts latency = metrics.event_latency();
  EXPECT_EQ(latency.count, 2u);
  EXPECT_NEAR(latency.sum_ms, 7, 0.01);
}

TEST(Metrics, LatencyBucketsAddUp) {
  Metrics metrics("1");
  for (const int ms : {0, 1, 3, 40, 20'000}) metrics.on_request(report("/v1/events", "POST", 200, ms));
  const LatencyCounts latency = metrics.event_latency();
  uint64_t sum = 0;
  for (const auto& bucket : latency.buckets) sum += bucket.count;
  EXPECT_EQ(sum, 5u);
  EXPECT_TRUE(std::isinf(latency.buckets.back().le_ms));
  EXPECT_EQ(latency.buckets.back().count, 1u);
}

TEST(Metrics, CountVerdictsConnectionsAndCommits) {
  Metrics metrics("1");
  const std::vector<protocol::EventOutcome> outcomes = {
      {protocol::Verdict::kStored, ""}, {protocol::Verdict::kStored, ""}, {protocol::Verdict::kErased, "x"}};
  metrics.on_outcomes(outcomes);
  metrics.on_connection(ConnectionEvent::kTimedOut);
  CommitReport commit;
  commit.batches = 4;
  commit.ok = false;
  metrics.on_commit(commit);
  LoadFigures load;
  load.queue.events = 12;
  load.connections = 5;
  const std::string text = metrics.text(load);
  EXPECT_THAT(text, HasSubstr("nearshelf_events_total{verdict=\"stored\"} 2"));
  EXPECT_THAT(text, HasSubstr("nearshelf_events_total{verdict=\"erased\"} 1"));
  EXPECT_THAT(text, HasSubstr("nearshelf_events_total{verdict=\"conflict\"} 0"));
  EXPECT_THAT(text, HasSubstr("nearshelf_connection_events_total{event=\"timed_out\"} 1"));
  EXPECT_THAT(text, HasSubstr("nearshelf_failed_commits_total 1"));
  EXPECT_THAT(text, HasSubstr("nearshelf_committed_batches_total 4"));
  EXPECT_THAT(text, HasSubstr("nearshelf_queue_events 12"));
  EXPECT_THAT(text, HasSubstr("nearshelf_connections 5"));
}

}  // namespace
}  // namespace nearshelf::server
