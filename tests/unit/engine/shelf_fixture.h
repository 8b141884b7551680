// A shelf in a temporary file, with a clock and random bytes that tests decide, for a shopper who agreed to its being
// kept.
#ifndef NEARSHELF_TESTS_UNIT_ENGINE_SHELF_FIXTURE_H_
#define NEARSHELF_TESTS_UNIT_ENGINE_SHELF_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sdk/engine/shelf.h"
#include "tests/support/fake_platform.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_model.h"

namespace nearshelf::engine {

// Ids of test models are the numbers 10, 13, 16...
inline std::string item_id(uint32_t dense) { return std::to_string(10 + 3 * dense); }

// Ids and exact scores.
inline std::vector<std::pair<std::string, float>> ranking_of(const Recommendations& recommendations) {
  std::vector<std::pair<std::string, float>> ranking;
  for (const RecommendedItem& item : recommendations.items) ranking.emplace_back(item.id, item.score);
  return ranking;
}

inline std::vector<std::string> ids_of(const Recommendations& recommendations) {
  std::vector<std::string> ids;
  for (const RecommendedItem& item : recommendations.items) ids.push_back(item.id);
  return ids;
}

class ShelfFixture : public ::testing::Test {
 protected:
  ShelfFixture() {
    options_.store.path = dir_.file("shelf.db");
    options_.store.busy_timeout_ms = 0;
    options_.log = [this](LogLevel level, std::string_view message) {
      if (level >= LogLevel::kWarning) warnings_.emplace_back(message);
    };
  }

  std::unique_ptr<Shelf> open() {
    auto shelf = Shelf::open(options_, platform_.services());
    EXPECT_TRUE(shelf.ok()) << shelf.status().to_string();
    if (!shelf.ok()) return nullptr;
    if (decision_) decide(**shelf, *decision_);
    return std::move(shelf).value();
  }
  std::unique_ptr<Shelf> open_with_model(const testing::TestModelOptions& model = {}) {
    auto shelf = open();
    EXPECT_TRUE(install(*shelf, model).ok());
    return shelf;
  }
  static privacy::Decision make_decision(uint32_t granted, bool gpc = false) {
    privacy::Decision decision;
    decision.granted = granted;
    decision.global_privacy_control = gpc;
    decision.policy_version = "2024-05";
    return decision;
  }
  static void decide(Shelf& shelf, uint32_t granted) {
    const Status decided = shelf.set_consent(make_decision(granted), {});
    EXPECT_TRUE(decided.ok()) << decided.to_string();
  }
  static Status install(Shelf& shelf, const testing::TestModelOptions& model) {
    return shelf.install_model(testing::make_test_bytes(model).span());
  }

  static store::Event make_event(store::EventKind kind, const std::string& item, const std::string& id = "") {
    store::Event event;
    event.kind = kind;
    event.item_id = item;
    event.event_id = id;
    return event;
  }
  static TrackResult track(Shelf& shelf, const store::Event& event, std::optional<TimeMs> time = {}) {
    const auto result = shelf.track(event, time);
    EXPECT_TRUE(result.ok()) << result.status().to_string();
    return result.ok() ? result.value() : TrackResult{};
  }
  static TrackResult view(Shelf& shelf, const std::string& item) {
    return track(shelf, make_event(store::EventKind::kView, item));
  }
  static Recommendations recommend(Shelf& shelf, const RecommendOptions& options = {}) {
    auto result = shelf.recommend(options);
    EXPECT_TRUE(result.ok()) << result.status().to_string();
    return result.ok() ? std::move(result).value() : Recommendations{};
  }
  // What a session of just these items is recommended.
  static Recommendations recommend_after(const std::vector<std::string>& items,
                                         const testing::TestModelOptions& model = {}) {
    const auto loaded = LoadedModel::open(testing::make_test_bytes(model)).value();
    return loaded->recommend_after(items, {}).value();
  }

  testing::TempDir dir_;
  testing::FakePlatform platform_;
  ShelfOptions options_;
  std::optional<uint32_t> decision_ = privacy::kPersonalization;  // taken whenever a shelf is opened; empty = none is
  std::vector<std::string> warnings_;
};

}  // namespace nearshelf::engine

#endif  // NEARSHELF_TESTS_UNIT_ENGINE_SHELF_FIXTURE_H_
