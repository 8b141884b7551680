#include "server_sync/publisher/artifact.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "tests/unit/publisher/shop.h"

namespace nearshelf::publisher {
namespace {

using ::testing::HasSubstr;

Artifact make(const ArtifactInput& input, std::optional<size_t> max_bytes = {}) {
  Result<Artifact> artifact = make_artifact(input, {max_bytes});
  EXPECT_TRUE(artifact.ok()) << artifact.status().to_string();
  return std::move(artifact).value();
}

std::vector<std::string> dropped_parts(const ArtifactReport& report) {
  std::vector<std::string> names;
  for (const PartSize& part : report.dropped) names.push_back(part.part);
  return names;
}

TEST(Artifact, CarriesAllParts) {
  const Shop shop;
  const Artifact artifact = make(shop.input());
  const model::Model& model = *artifact.model;
  EXPECT_EQ(model.item_count(), 200u);
  EXPECT_EQ(model.embeddings().dim, 32u);
  EXPECT_TRUE(model.embeddings().output_bias.empty());
  EXPECT_EQ(model.gru().hidden_size, 32u);
  EXPECT_EQ(model.neighbors().click_count, shop.past.items.size());
  EXPECT_EQ(model.catalog().title(7), "Item 7");
  EXPECT_EQ(model.blend(), shop.input().blend);
  EXPECT_EQ(model.session_timeout_ms(), 30 * kMinuteMs);
  uint64_t clicks = 0;
  for (const uint16_t count : model.popularity()) clicks += count;
  EXPECT_EQ(clicks, shop.dataset.click_count());

  const model::Provenance& provenance = model.provenance();
  EXPECT_EQ(provenance.model_id, "shop");
  EXPECT_EQ(provenance.version, 3u);
  EXPECT_EQ(provenance.seed, 42u);
  EXPECT_EQ(provenance.preset, "balanced");
  EXPECT_EQ(provenance.tool_version, "0.1.0");
  EXPECT_EQ(provenance.created_at_ms, 1'710'000'000'000);
  EXPECT_EQ(provenance.train_sessions, shop.dataset.session_count());
  EXPECT_EQ(provenance.train_clicks, shop.dataset.click_count());
  EXPECT_EQ(provenance.window_begin_ms, shop.dataset.end_times.front());
  EXPECT_EQ(provenance.window_end_ms, shop.dataset.end_times.back());
  EXPECT_EQ(provenance.metrics, shop.input().provenance.metrics);

  EXPECT_EQ(artifact.report.file_bytes, model.bytes().size());
  EXPECT_TRUE(artifact.report.dropped.empty());
  EXPECT_EQ(artifact.report.past_sessions->kept_sessions, shop.past.lengths.size());
  EXPECT_EQ(artifact.report.past_sessions->kept_clicks, shop.past.items.size());
  EXPECT_GT(artifact.report.network->embedding_error.mean_cosine, 0.9999);
}

TEST(Artifact, SameInputSameBytes) {
  const Shop shop;
  const Artifact a = make(shop.input());
  const Artifact b = make(shop.input());
  ASSERT_EQ(a.model->bytes().size(), b.model->bytes().size());
  EXPECT_EQ(std::memcmp(a.model->bytes().data(), b.model->bytes().data(), a.model->bytes().size()), 0);
}

TEST(Artifact, PartsCanBeLeftOut) {
  const Shop shop;
  ArtifactInput input = shop.input();
  input.gru = nullptr;
  EXPECT_FALSE(make(input).model->has_gru());
  EXPECT_TRUE(make(input).model->has_neighbors());
  input = shop.input();
  input.past_sessions = nullptr;
  EXPECT_FALSE(make(input).model->has_neighbors());
  const PastSessions none;
  input.past_sessions = &none;
  EXPECT_FALSE(make(input).model->has_neighbors());
  EXPECT_FALSE(make(input).report.past_sessions.has_value());
}

TEST(Artifact, DataWithoutTimesHasNoWindow) {
  Shop shop;
  shop.dataset.end_times.clear();
  EXPECT_EQ(make(shop.input()).model->provenance().window_end_ms, 0);
}

TEST(Artifact, AnySizeIsKept) {
  const Shop shop;
  const size_t full = make(shop.input()).report.file_bytes;
  size_t sessions_before = 0;
  size_t made = 0;
  for (size_t max_bytes = 2000; max_bytes < full + 2000; max_bytes += 500) {
    const Result<Artifact> artifact = make_artifact(shop.input(), {max_bytes});
    if (!artifact.ok()) {
      EXPECT_EQ(artifact.status().code(), Code::kLimit) << artifact.status().to_string();
      EXPECT_EQ(made, 0u) << "a larger size failed than one that worked";
      continue;
    }
    ++made;
    EXPECT_LE(artifact->report.file_bytes, max_bytes);
    EXPECT_EQ(artifact->report.file_bytes, artifact->model->bytes().size());
    EXPECT_EQ(artifact->report.max_bytes, max_bytes);
    sessions_before = artifact->report.past_sessions->kept_sessions;
  }
  EXPECT_EQ(sessions_before, shop.past.lengths.size());
  EXPECT_GT(made, 10u);
}

TEST(Artifact, TheSmallestSizeItNamesWorks) {
  const Shop shop;
  const Status status = make_artifact(shop.input(), {1000}).status();
  const std::string& message = status.message();
  const size_t at = message.find("this shop has ");
  ASSERT_NE(at, std::string::npos) << message;
  const size_t smallest = std::stoul(message.substr(at + 14));
  EXPECT_LE(make(shop.input(), smallest).report.file_bytes, smallest);
  EXPECT_FALSE(make_artifact(shop.input(), {smallest - 1}).ok());
}

TEST(Artifact, WhatIsDroppedIsReported) {
  // Few sessions, so that a whole network cannot be bought with them.
  const Shop shop(200, 40);
  const size_t full = make(shop.input()).report.file_bytes;
  const Artifact without_texts = make(shop.input(), full - 6000);
  EXPECT_EQ(dropped_parts(without_texts.report), (std::vector<std::string>{"images", "urls", "titles"}));
  EXPECT_EQ(without_texts.model->catalog().title(3), "");
  EXPECT_TRUE(without_texts.model->has_gru());
  const Artifact without_network = make(shop.input(), full - 20000);
  EXPECT_EQ(dropped_parts(without_network.report),
            (std::vector<std::string>{"images", "urls", "titles", "embeddings and gru"}));
  EXPECT_FALSE(without_network.model->has_gru());
  EXPECT_TRUE(without_network.model->has_neighbors());
  for (const PartSize& part : without_network.report.dropped) EXPECT_GT(part.bytes, 0u) << part.part;
}

TEST(Artifact, UsesNearlyAllOfTheBudgetForSessions) {
  const Shop shop(200, 6000);
  const Artifact full = make(shop.input());
  const size_t max_bytes = full.report.file_bytes - 5000;
  const Artifact pruned = make(shop.input(), max_bytes);
  EXPECT_TRUE(dropped_parts(pruned.report).empty());
  EXPECT_LT(pruned.report.past_sessions->kept_sessions, pruned.report.past_sessions->offered_sessions);
  EXPECT_GT(pruned.report.file_bytes + 2048, max_bytes);
}

TEST(Artifact, RefusesPartsOfAnotherShop) {
  const Shop shop;
  const trainer::GruModel other = make_gru(10, 32, 32);
  ArtifactInput input = shop.input();
  input.gru = &other;
  EXPECT_THAT(make_artifact(input).status().message(), HasSubstr("the network knows 10 items, the data 200"));
  input = shop.input();
  input.dataset = nullptr;
  EXPECT_EQ(make_artifact(input).status().code(), Code::kInvalidArgument);
  const auto expect_bad_sessions = [&shop](const PastSessions& sessions, const std::string& message) {
    ArtifactInput bad = shop.input();
    bad.past_sessions = &sessions;
    EXPECT_EQ(make_artifact(bad).status().code(), Code::kInvalidArgument);
    EXPECT_THAT(make_artifact(bad).status().message(), HasSubstr(message));
  };
  expect_bad_sessions({{2}, {1, 200}}, "not in the data");
  expect_bad_sessions({{2, 1}, {1, 2}}, "do not add up");
  expect_bad_sessions({{2, 0}, {1, 2}}, "no clicks");
}

TEST(Artifact, RefusesWhatADeviceWouldRefuse) {
  const Shop shop;
  ArtifactInput input = shop.input();
  input.provenance.model_id.clear();
  const Status status = make_artifact(input).status();
  EXPECT_EQ(status.code(), Code::kInvalidArgument);
  EXPECT_EQ(status.place(), "field provenance.model_id");
  input = shop.input();
  input.session_timeout_ms = 0;
  EXPECT_EQ(make_artifact(input).status().place(), "field session_timeout_ms");
  input = shop.input();
  input.blend = {{"gru", 0.1f}, {"gru", 0.2f}};
  EXPECT_EQ(make_artifact(input).status().place(), "field blend");
}

}  // namespace
}  // namespace nearshelf::publisher
