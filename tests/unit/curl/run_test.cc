#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "nearshelf/nearshelf_curl.h"
#include "sdk/schema/events_generated.h"
#include "tests/support/http_server.h"
#include "tests/support/temp_dir.h"

namespace nearshelf {
namespace {

using ::testing::HasSubstr;

nsh_string text(const std::string& value) { return {value.data(), value.size()}; }

class CurlRunTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_NE(server_.port(), 0);
    nsh_curl_options_init(&options_);
    options_.server_url = text(url_);
    options_.allow_http = 1;
    options_.moment = NSH_MOMENT_LEAVING;
    options_.log = [](void* log, nsh_log_level, const char* message) { *static_cast<std::string*>(log) += message; };
    options_.log_user_data = &log_;
    nsh_sync_options sync;
    nsh_sync_options_init(&sync);
    const std::string key = "device-key";
    sync.key = text(key);
    nsh_shelf_options options;
    nsh_shelf_options_init(&options);
    options.sync = &sync;
    ASSERT_EQ(nsh_shelf_open(&options, &shelf_, nullptr), NSH_STATUS_OK);
    nsh_consent consent;
    nsh_consent_init(&consent);
    consent.granted = NSH_PURPOSE_ALL;
    const std::string policy = "1";
    consent.policy_version = text(policy);
    ASSERT_EQ(nsh_shelf_set_consent(shelf_, &consent, nullptr), NSH_STATUS_OK);
  }
  void TearDown() override { nsh_shelf_close(shelf_); }

  void track(int count) {
    for (int i = 0; i < count; ++i) {
      nsh_event event;
      nsh_event_init(&event);
      event.kind = NSH_EVENT_VIEW;
      const std::string item = std::to_string(i);
      event.item_id = text(item);
      ASSERT_EQ(nsh_shelf_track(shelf_, &event, nullptr, nullptr), NSH_STATUS_OK);
    }
  }
  void answer_events(size_t verdicts) {
    flatbuffers::FlatBufferBuilder builder;
    builder.Finish(schema::sync::CreateReply(builder, builder.CreateVector(std::vector<uint8_t>(verdicts, 0))));
    testing::write_text(dir_.file("events.reply"),
                        std::string(reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()));
  }
  nsh_sync_info info() {
    nsh_sync_info info = {};
    info.struct_size = sizeof(info);
    EXPECT_EQ(nsh_shelf_get_sync_info(shelf_, &info, nullptr), NSH_STATUS_OK);
    return info;
  }
  std::string refused() {
    nsh_error error;
    EXPECT_EQ(nsh_curl_run(shelf_, &options_, nullptr, &error), NSH_STATUS_INVALID_ARGUMENT);
    EXPECT_EQ(error.code, NSH_STATUS_INVALID_ARGUMENT);
    return error.place;
  }

  testing::TempDir dir_;
  testing::HttpServer server_{dir_.path()};
  std::string url_ = server_.url() + "/below/";
  std::string log_;
  nsh_curl_options options_;
  nsh_shelf* shelf_ = nullptr;
};

TEST_F(CurlRunTest, SendsWhatWaits) {
  track(7);
  answer_events(7);
  int64_t wait_ms = 0;
  nsh_error error;
  ASSERT_EQ(nsh_curl_run(shelf_, &options_, &wait_ms, &error), NSH_STATUS_OK) << error.message;
  EXPECT_EQ(error.code, NSH_STATUS_OK);
  EXPECT_EQ(wait_ms, -1);
  EXPECT_EQ(info().queued_events, 0u);
  EXPECT_EQ(info().acknowledged_events, 7u);
  const std::string log = testing::read_text(dir_.file("log"));
  EXPECT_THAT(log, HasSubstr("\"path\": \"/below/v1/events\""));
  EXPECT_THAT(log, HasSubstr("Bearer device-key"));
  EXPECT_THAT(log, HasSubstr("application/vnd.nearshelf.events"));
}

TEST_F(CurlRunTest, ABusyServerIsLeftAlone) {
  track(1);
  int64_t wait_ms = 0;
  ASSERT_EQ(nsh_curl_run(shelf_, &options_, &wait_ms, nullptr), NSH_STATUS_OK);
  EXPECT_GT(wait_ms, 100'000);
  EXPECT_EQ(info().queued_events, 1u);
  EXPECT_EQ(info().last_http_status, 503);
}

TEST_F(CurlRunTest, NobodyThereIsNoFailureButIsLogged) {
  track(1);
  options_.max_tasks = 1;
  const std::string nobody = "http://127.0.0.1:1";
  options_.server_url = text(nobody);
  ASSERT_EQ(nsh_curl_run(shelf_, &options_, nullptr, nullptr), NSH_STATUS_OK);
  EXPECT_EQ(info().queued_events, 1u);
  EXPECT_THAT(log_, HasSubstr("http://127.0.0.1:1/v1/events: "));
  EXPECT_EQ(log_.find("device-key"), std::string::npos);
}

TEST_F(CurlRunTest, IsCancelledBeforeAnythingIsSent) {
  track(1);
  options_.cancelled = [](void*) -> int32_t { return 1; };
  EXPECT_EQ(nsh_curl_run(shelf_, &options_, nullptr, nullptr), NSH_STATUS_CANCELLED);
  EXPECT_EQ(testing::read_text(dir_.file("log")), "");
}

TEST_F(CurlRunTest, BadOptionsAreNamed) {
  EXPECT_EQ(nsh_curl_run(nullptr, &options_, nullptr, nullptr), NSH_STATUS_INVALID_ARGUMENT);
  EXPECT_EQ(nsh_curl_run(shelf_, nullptr, nullptr, nullptr), NSH_STATUS_INVALID_ARGUMENT);
  options_.allow_http = 0;
  EXPECT_EQ(refused(), "options.server_url");
  options_.allow_http = 1;
  options_.moment = 7;
  EXPECT_EQ(refused(), "options.moment");
  options_.moment = NSH_MOMENT_NORMAL;
  options_.connect_timeout_ms = 0;
  EXPECT_EQ(refused(), "options.connect_timeout_ms");
  options_.connect_timeout_ms = 1;
  options_.ca_file = {nullptr, 3};
  EXPECT_EQ(refused(), "options.ca_file");
  options_.struct_size = 8;
  EXPECT_EQ(refused(), "options");
}

}  // namespace
}  // namespace nearshelf
