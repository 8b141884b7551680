// POST /v1/events.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "server_sync/protocol/codec.h"
#include "tests/unit/server/api/route_harness.h"

namespace nearshelf::server {
namespace {

using ::testing::HasSubstr;

class EventRoutes : public RouteHarness {
 protected:
  Response send(std::string body, std::string type = "application/json") {
    return ask("POST", "/v1/events", std::move(body), {{"content-type", std::move(type)}});
  }
  static std::string verdict(const Response& response) {
    const auto outcomes = protocol::decode_reply(protocol::Format::kJson, response.body);
    return outcomes.ok() ? std::to_string(static_cast<int>(outcomes->at(0).verdict)) + outcomes->at(0).reason : "none";
  }
};

TEST_F(EventRoutes, StoresWhatItSaysItStored) {
  const Response response = send(json_batch("e-1"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header_of(response, "Content-Type"), "application/json");
  EXPECT_EQ(header_of(response, "Cache-Control"), "no-store");
  EXPECT_EQ(verdict(response), "0");
  EXPECT_EQ(store_.rows("shop").size(), 1u);
  EXPECT_EQ(verdict(send(json_batch("e-1"))), "1");
  EXPECT_THAT(metrics_.text({}), HasSubstr("nearshelf_events_total{verdict=\"duplicate\"} 1"));
}

TEST_F(EventRoutes, AnswersInTheFormatOfTheBatch) {
  const auto decoded = protocol::decode_batch(protocol::Format::kJson, json_batch("e-1"));
  ASSERT_TRUE(decoded.ok()) << decoded.status().to_string();
  const std::string body = protocol::encode_batch(protocol::Format::kFlatBuffers, decoded->batch);
  const Response response = send(body, std::string(protocol::kFlatBuffersType));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header_of(response, "Content-Type"), protocol::kFlatBuffersType);
  EXPECT_TRUE(protocol::decode_reply(protocol::Format::kFlatBuffers, response.body).ok());
}

TEST_F(EventRoutes, ABodyThatIsNoBatchIsRefusedWhole) {
  EXPECT_EQ(send("{}").status, 400);
  EXPECT_EQ(send("nonsense").status, 400);
  EXPECT_EQ(send("nonsense", std::string(protocol::kFlatBuffersType)).status, 400);
  EXPECT_EQ(send(std::string(300'000, ' ')).status, 413);
  EXPECT_TRUE(store_.rows("shop").empty());
}

TEST_F(EventRoutes, ABadEventIsNamed) {
  EXPECT_THAT(verdict(send(json_batch("e-1", ",\"price\":-5"))), HasSubstr("4event.price"));
}

TEST_F(EventRoutes, AStoreThatFailsIsNoReasonToForget) {
  store_.fail_with(io_error("disk on fire"));
  const Response response = send(json_batch("e-1"));
  EXPECT_EQ(response.status, 503);
  EXPECT_FALSE(header_of(response, "Retry-After").empty());
  store_.fail_with(ok_status());
  EXPECT_EQ(verdict(send(json_batch("e-1"))), "0");
}

TEST_F(EventRoutes, MadeUpDecisionsDoNotFillTheAuditLog) {
  const auto entries = [&] {
    size_t count = 0;
    EXPECT_TRUE(store_.read_audit("shop", [&](const AuditEntry&) { return ++count > 0; }).ok());
    return count;
  };
  const auto decided = [](int number) {
    std::string batch = json_batch("e-" + std::to_string(number));
    const std::string version = R"("policy_version":"1")";
    return batch.replace(batch.find(version), version.size(), R"("policy_version":"v)" + std::to_string(number) + '"');
  };
  int taken = 0;
  Response last;
  for (int i = 0; i < 50; ++i) {
    last = send(decided(i));
    taken += last.status == 200;
  }
  EXPECT_EQ(last.status, 429);
  EXPECT_THAT(last.body, HasSubstr("RECEIPT_RATE"));
  EXPECT_EQ(header_of(last, "Retry-After"), "60");
  EXPECT_EQ(taken, 5);
  EXPECT_EQ(entries(), 5u);
  EXPECT_EQ(store_.rows("shop").size(), 5u) << "nothing is stored without its receipt";
  std::string known = decided(3);
  EXPECT_EQ(verdict(send(known.replace(known.find("e-3"), 3, "new"))), "0") << "who was known before goes on";
}

TEST_F(EventRoutes, MadeUpReportsAreLimitedAsDecisionsAre) {
  const auto reported = [](int number) {
    std::string batch = json_batch("e-" + std::to_string(number));
    return batch.insert(1, R"("dropped":1,"dropped_report":)" + std::to_string(number) + ',');
  };
  EXPECT_EQ(send(reported(1)).status, 200);  // and the decision
  for (int i = 2; i < 5; ++i) EXPECT_EQ(send(reported(i)).status, 200);
  EXPECT_EQ(send(reported(5)).status, 429);
  EXPECT_EQ(send(reported(3)).status, 200);
}

TEST_F(EventRoutes, AQueueThatIsFullRefusesBeforeABatchIsRead) {
  Router::Found found = router_.find("POST", *parse_target("/v1/events"));
  const Route& route = *std::get<Router::Match>(found).route;
  EXPECT_FALSE(route.refuse());
  store_.close_gate();
  const auto submit = [&](size_t events) {
    AppendBatch batch;
    batch.tenant = "shop";
    for (size_t i = 0; i < events; ++i) batch.events.emplace_back().event.event_id = "e-" + std::to_string(i);
    return committer_->submit(std::move(batch), [](const Result<AppendOutcome>&) {});
  };
  ASSERT_TRUE(submit(1).ok());
  store_.wait_for_append();
  ASSERT_TRUE(submit(999).ok());
  const std::optional<Response> refusal = route.refuse();
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->status, 503);
  EXPECT_EQ(header_of(*refusal, "Retry-After"), "1");
  store_.open_gate();
  committer_->drain();
}

TEST_F(EventRoutes, AServerThatStopsSaysTryAgain) {
  committer_->stop();
  const Response response = send(json_batch("e-1"));
  EXPECT_EQ(response.status, 503);
  EXPECT_FALSE(header_of(response, "Retry-After").empty());
}

}  // namespace
}  // namespace nearshelf::server
