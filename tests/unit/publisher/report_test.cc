#include "server_sync/publisher/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/publisher/shop.h"

namespace nearshelf::publisher {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ArtifactReport report_of(const ArtifactInput& input, std::optional<size_t> max_bytes = {}) {
  Result<Artifact> artifact = make_artifact(input, {max_bytes});
  EXPECT_TRUE(artifact.ok()) << artifact.status().to_string();
  return std::move(artifact).value().report;
}

TEST(Report, JsonHasAllFigures) {
  const Shop shop;
  const ArtifactReport report = report_of(shop.input());
  const auto json = report_json(report);
  EXPECT_EQ(json["file_bytes"], report.file_bytes);
  EXPECT_TRUE(json["max_bytes"].is_null());
  size_t sum = 0;
  for (const auto& part : json["parts"]) sum += part["bytes"].get<size_t>();
  EXPECT_EQ(sum, report.file_bytes);
  EXPECT_TRUE(json["dropped"].empty());
  EXPECT_EQ(json["network"]["dim"], 32);
  EXPECT_EQ(json["network"]["quantization_error"]["rms"], report.network->embedding_error.rms);
  EXPECT_EQ(json["past_sessions"]["kept_sessions"], shop.past.lengths.size());
  EXPECT_EQ(json["losses"]["bad_prices"], 0);
}

TEST(Report, TextSaysWhatWasDroppedAndLost) {
  Shop shop(200, 40);
  shop.dataset.attributes[0].title = "\xFF";
  shop.dataset.attributes[0].price = -1.0f;
  const ArtifactReport full = report_of(shop.input());
  EXPECT_THAT(report_text(full), HasSubstr("1 texts were not UTF-8"));
  EXPECT_THAT(report_text(full), HasSubstr("1 prices were negative"));
  EXPECT_THAT(report_text(full), Not(HasSubstr("left out")));
  EXPECT_THAT(report_text(full), Not(HasSubstr("rare")));
  const std::string text = report_text(report_of(shop.input(), full.file_bytes - 7000));
  EXPECT_THAT(text, HasSubstr("left out         images, which would take"));
  EXPECT_THAT(text, HasSubstr("40 of 40 kept"));
  EXPECT_THAT(text, HasSubstr("cosine"));
}

TEST(Report, LeavesOutWhatIsNotThere) {
  const Shop shop;
  ArtifactInput input = shop.input();
  input.gru = nullptr;
  input.past_sessions = nullptr;
  const auto json = report_json(report_of(input));
  EXPECT_FALSE(json.contains("network"));
  EXPECT_FALSE(json.contains("past_sessions"));
  EXPECT_THAT(report_text(report_of(input)), Not(HasSubstr("Quantization")));
}

}  // namespace
}  // namespace nearshelf::publisher
