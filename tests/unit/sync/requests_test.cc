#include "sdk/sync/requests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sdk/sync/limits.h"

namespace nearshelf::sync {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(Requests, EventsGoOutAsFlatBuffersUnderTheKey) {
  const Request request = events_request("k1", "body");
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "/v1/events");
  EXPECT_EQ(request.body, "body");
  EXPECT_THAT(request.headers,
              ElementsAre(Pair("Authorization", "Bearer k1"), Pair("Content-Type", "application/vnd.nearshelf.events"),
                          Pair("Accept", "application/vnd.nearshelf.events")));
  EXPECT_EQ(request.max_response_bytes, kMaxReplyBytes);
  EXPECT_GT(request.timeout_ms, 0u);
}

TEST(Requests, ErasuresGoOutAsJsonUnderTheKeyIfThereIsOne) {
  EXPECT_THAT(erase_request("k1", "{}").headers,
              ElementsAre(Pair("Authorization", "Bearer k1"), Pair("Content-Type", "application/json"),
                          Pair("Accept", "application/json")));
  EXPECT_EQ(erase_request("k1", "{}").url, "/v1/erase");
  EXPECT_EQ(erase_request("", "{}").headers.front().first, "Content-Type");
}

TEST(Requests, ManifestsAndModelsAreFetchedWithoutTheKey) {
  EXPECT_THAT(manifest_request("/m.json", "").headers, ElementsAre(Pair("Accept", "application/json")));
  EXPECT_THAT(manifest_request("/m.json", "\"abc\"").headers,
              ElementsAre(Pair("Accept", "application/json"), Pair("If-None-Match", "\"abc\"")));
  ManifestModel model;
  model.url = "https://cdn.example/x.nsm";
  model.bytes = 1234;
  const Request request = model_request(model);
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.url, "https://cdn.example/x.nsm");
  EXPECT_EQ(request.max_response_bytes, 1234u);
  EXPECT_THAT(request.headers, IsEmpty());
  EXPECT_TRUE(request.body.empty());
}

}  // namespace
}  // namespace nearshelf::sync
