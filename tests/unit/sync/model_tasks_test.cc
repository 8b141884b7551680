#include "sdk/sync/model_tasks.h"

#include <nlohmann/json.hpp>

#include "tests/unit/sync/sync_fixture.h"

namespace nearshelf::sync {
namespace {

std::string manifest(uint64_t version) {
  return nlohmann::json{{"format", "nearshelf-manifest"},
                        {"format_version", 1},
                        {"model",
                         {{"id", "m" + std::to_string(version)},
                          {"version", version},
                          {"url", "x.nsm"},
                          {"bytes", 3},
                          {"sha256", std::string(64, 'a')}}}}
      .dump();
}

Outcome answer(const std::string& body, std::string_view etag) {
  Outcome outcome;
  outcome.http_status = 200;
  outcome.etag = etag;
  outcome.body = {reinterpret_cast<const uint8_t*>(body.data()), body.size()};
  return outcome;
}

std::string etag_sent(const Request& request) {
  for (const auto& [name, value] : request.headers) {
    if (name == "If-None-Match") return value;
  }
  return "";
}

class ModelTasksTest : public SyncFixture {
 protected:
  Status take(uint64_t version, std::string_view etag, const ModelInUse& in_use) {
    const std::string body = manifest(version);
    return tasks_.take_manifest(*store_, answer(body, etag), in_use, 1000);
  }

  ModelTasks tasks_{"/shop/manifest.json"};
  const ModelInUse in_use_{true, "m7", 7};
  const ModelInUse none_;
};

TEST_F(ModelTasksTest, WithoutAnAddressNothingIsFetched) {
  EXPECT_FALSE(ModelTasks("").enabled());
  EXPECT_TRUE(tasks_.enabled());
}

TEST_F(ModelTasksTest, TheSameVersionOrAnOlderOneIsTheEndOfTheLook) {
  for (const uint64_t version : {7u, 6u, 1u}) {
    ASSERT_TRUE(take(version, "\"v\"", in_use_).ok());
    EXPECT_FALSE(tasks_.known());
    EXPECT_EQ(tasks_.checked_ms(), 1000);
  }
}

TEST_F(ModelTasksTest, ANewerVersionIsKnownAndTheLookGoesOn) {
  ASSERT_TRUE(take(8, "\"v8\"", in_use_).ok());
  ASSERT_TRUE(tasks_.known());
  EXPECT_EQ(tasks_.next().id, "m8");
  EXPECT_EQ(tasks_.model_request().url, "/shop/x.nsm");
  EXPECT_FALSE(tasks_.checked_ms().has_value());
  // A restart on the way asks for the manifest again.
  ModelTasks restarted("/shop/manifest.json");
  ASSERT_TRUE(restarted.restore(*store_).ok());
  EXPECT_FALSE(restarted.checked_ms().has_value());
  ASSERT_TRUE(tasks_.settle(*store_, 2000).ok());
  EXPECT_FALSE(tasks_.known());
  ASSERT_TRUE(restarted.restore(*store_).ok());
  EXPECT_EQ(restarted.checked_ms(), 2000);
  EXPECT_EQ(etag_sent(restarted.manifest_request(in_use_)), "\"v8\"");
}

TEST_F(ModelTasksTest, WithoutAUsableModelAnyVersionWillDoAndNoEtagIsSent) {
  ASSERT_TRUE(take(7, "\"v7\"", in_use_).ok());
  EXPECT_EQ(etag_sent(tasks_.manifest_request(in_use_)), "\"v7\"");
  EXPECT_EQ(etag_sent(tasks_.manifest_request(none_)), "");
  ASSERT_TRUE(take(3, "", none_).ok());
  EXPECT_TRUE(tasks_.known());
}

TEST_F(ModelTasksTest, AnUnchangedManifestKeepsItsEtag) {
  ASSERT_TRUE(take(7, "\"v7\"", in_use_).ok());
  ASSERT_TRUE(tasks_.keep(*store_, 5000).ok());
  EXPECT_EQ(tasks_.checked_ms(), 5000);
  EXPECT_EQ(etag_sent(tasks_.manifest_request(in_use_)), "\"v7\"");
}

TEST_F(ModelTasksTest, AnEtagThatWouldBreakAHeaderIsPassedOver) {
  for (const std::string& etag : {std::string("a\r\nX: y"), std::string("a b"), std::string(257, 'e')}) {
    ASSERT_TRUE(take(7, etag, in_use_).ok());
    EXPECT_EQ(etag_sent(tasks_.manifest_request(in_use_)), "") << etag;
  }
}

TEST_F(ModelTasksTest, ABadManifestChangesNothing) {
  EXPECT_EQ(tasks_.take_manifest(*store_, answer("{}", "\"x\""), in_use_, 1).code(), Code::kCorrupt);
  EXPECT_FALSE(tasks_.known());
  EXPECT_FALSE(tasks_.checked_ms().has_value());
}

TEST_F(ModelTasksTest, GivingUpAsksForTheManifestAnew) {
  ASSERT_TRUE(take(8, "\"v8\"", in_use_).ok());
  tasks_.give_up();
  EXPECT_FALSE(tasks_.known());
  EXPECT_EQ(etag_sent(tasks_.manifest_request(in_use_)), "");
}

}  // namespace
}  // namespace nearshelf::sync
