#include "server_sync/publisher/inspect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_model.h"

namespace nearshelf::publisher {
namespace {

using ::testing::HasSubstr;
using testing::make_test_model;
using testing::TestModelOptions;

TEST(Inspect, TellsEverything) {
  TestModelOptions options;
  options.blend = {{"gru", 0.5f}};
  const auto model = make_test_model(options);
  const auto json = inspect_json(*model);
  EXPECT_EQ(json["format"]["major"], 1);
  EXPECT_EQ(json["file_bytes"], model->bytes().size());
  EXPECT_EQ(json["provenance"]["model_id"], "test-model");
  EXPECT_EQ(json["provenance"]["created_at"], "2023-11-14T22:13:20Z");
  EXPECT_EQ(json["provenance"]["metrics"]["blended.hit_rate@20"], 0.5);
  EXPECT_EQ(json["catalog"]["items"], 120);
  EXPECT_EQ(json["catalog"]["first_id"], "10");
  EXPECT_EQ(json["catalog"]["last_id"], "367");
  EXPECT_EQ(json["catalog"]["categories"], 5);
  EXPECT_EQ(json["catalog"]["brands"], 3);
  EXPECT_EQ(json["catalog"]["items_with_price"], 112);
  EXPECT_EQ(json["network"]["hidden_size"], 32);
  EXPECT_EQ(json["network"]["query_layer"], true);
  EXPECT_EQ(json["past_sessions"]["sessions"], 200);
  EXPECT_EQ(json["past_sessions"]["clicks"], model->neighbors().click_count);
  EXPECT_EQ(json["priors"]["trend"], true);
  EXPECT_EQ(json["blend"]["gru"], 0.5);
  EXPECT_EQ(json["session_timeout_ms"], 1'800'000);
  for (const auto& check : json["checks"]) EXPECT_EQ(check["ok"], true) << check;
}

TEST(Inspect, NamesWhatIsMissing) {
  TestModelOptions options;
  options.with_gru = false;
  options.with_neighbors = false;
  options.with_priors = false;
  options.with_attributes = false;
  const auto json = inspect_json(*make_test_model(options));
  EXPECT_TRUE(json["network"].is_null());
  EXPECT_TRUE(json["past_sessions"].is_null());
  EXPECT_TRUE(json["priors"].is_null());
  EXPECT_EQ(json["catalog"]["categories"], 0);
  size_t missing = 0;
  for (const auto& check : json["checks"]) missing += check["ok"] == false;
  EXPECT_EQ(missing, 3u);
  const std::string text = inspect_text(json);
  EXPECT_THAT(text, HasSubstr("session model    none"));
  EXPECT_THAT(text, HasSubstr("MISSING"));
}

TEST(Inspect, TextFitsATerminal) {
  const auto json = inspect_json(*make_test_model());
  const std::string text = inspect_text(json);
  EXPECT_THAT(text, HasSubstr("Model test-model (format 1.0)"));
  EXPECT_THAT(text, HasSubstr("120, ids 10 to 367"));
  EXPECT_THAT(text, HasSubstr("GRU of 32 units over 32 dimensions"));
  EXPECT_THAT(text, HasSubstr("embeddings"));
  size_t begin = 0;
  for (size_t end = text.find('\n'); end != std::string::npos; begin = end + 1, end = text.find('\n', begin)) {
    EXPECT_LE(end - begin, 120u) << text.substr(begin, end - begin);
  }
  EXPECT_EQ(begin, text.size());
}

}  // namespace
}  // namespace nearshelf::publisher
