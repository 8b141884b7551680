// The sync of a whole shelf: against a server that does anything it likes, and the way of a model to the device.
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "sdk/privacy/minimise.h"
#include "tests/support/fake_sync_server.h"
#include "tests/unit/engine/shelf_fixture.h"

namespace nearshelf::engine {
namespace {

using sync::Moment;
using sync::TaskKind;

std::span<const uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

class ShelfSyncTest : public ShelfFixture {
 protected:
  ShelfSyncTest() {
    options_.sync.emplace();
    options_.sync->key = "device-key";
    options_.sync->manifest = "/shop/manifest.json";
  }

  static void decide(Shelf& shelf, uint32_t granted) {
    privacy::Decision decision;
    decision.granted = granted;
    decision.policy_version = "1";
    const Status decided = shelf.set_consent(decision, {});
    ASSERT_TRUE(decided.ok()) << decided.to_string();
  }
  sync::Task next(Shelf& shelf, TaskKind kind) {
    auto found = shelf.next_task(Moment::kNormal).value();
    EXPECT_TRUE(found.task.has_value()) << "waits for " << found.wait_ms;
    if (!found.task) return {};
    EXPECT_EQ(found.task->kind, kind);
    return std::move(*found.task);
  }
  static Status finish(Shelf& shelf, const sync::Task& task, int http_status, std::span<const uint8_t> body = {}) {
    sync::Outcome outcome;
    outcome.http_status = http_status;
    outcome.body = body;
    return shelf.finish_task(task.id, outcome);
  }

  std::string hex(const platform::Sha256& hash) {
    std::string text;
    for (const uint8_t byte : hash) {
      text += "0123456789abcdef"[byte >> 4];
      text += "0123456789abcdef"[byte & 15];
    }
    return text;
  }
  std::string manifest_of(const testing::TestModelOptions& model, std::span<const uint8_t> bytes) {
    return nlohmann::json{{"format", "nearshelf-manifest"},
                          {"format_version", 1},
                          {"model",
                           {{"id", model.model_id},
                            {"version", model.version},
                            {"url", "models/x.nsm"},
                            {"bytes", bytes.size()},
                            {"sha256", hex(platform_.services().crypto->sha256(bytes))}}}}
        .dump();
  }
  // Looks for a model and fetches what `manifest` names; returns what came of it.
  Status fetch(Shelf& shelf, const std::string& manifest, std::span<const uint8_t> artifact) {
    const Status looked = finish(shelf, next(shelf, TaskKind::kManifest), 200, bytes_of(manifest));
    if (!looked.ok()) return looked;
    return finish(shelf, next(shelf, TaskKind::kModel), 200, artifact);
  }
  static uint64_t version_of(Shelf& shelf) { return shelf.model().value()->model().provenance().version; }

  testing::FakeSyncServer server_;
};

testing::TestModelOptions model_of(uint64_t version) {
  testing::TestModelOptions options;
  options.version = version;
  options.model_id = "model-" + std::to_string(version);
  return options;
}

TEST_F(ShelfSyncTest, ANewerModelComesByItself) {
  const auto shelf = open_with_model(model_of(1));
  const auto artifact = testing::make_test_bytes(model_of(2));
  ASSERT_TRUE(fetch(*shelf, manifest_of(model_of(2), artifact.span()), artifact.span()).ok());
  EXPECT_EQ(version_of(*shelf), 2u);
  EXPECT_EQ(shelf->next_task(Moment::kNormal)->wait_ms, 6 * kHourMs);
}

TEST_F(ShelfSyncTest, AnOlderModelIsNotEvenFetched) {
  const auto shelf = open_with_model(model_of(5));
  const auto artifact = testing::make_test_bytes(model_of(4));
  const std::string manifest = manifest_of(model_of(4), artifact.span());
  ASSERT_TRUE(finish(*shelf, next(*shelf, TaskKind::kManifest), 200, bytes_of(manifest)).ok());
  EXPECT_FALSE(shelf->next_task(Moment::kNormal)->task.has_value());
  EXPECT_EQ(version_of(*shelf), 5u);
}

TEST_F(ShelfSyncTest, AModelWithOtherBytesThanPromisedIsRefusedAndTheLastOneServes) {
  const auto shelf = open_with_model(model_of(1));
  const auto artifact = testing::make_test_bytes(model_of(2));
  const std::string manifest = manifest_of(model_of(2), artifact.span());
  std::vector<uint8_t> wrong(artifact.span().begin(), artifact.span().end());
  wrong[wrong.size() / 2] ^= 1;
  EXPECT_EQ(fetch(*shelf, manifest, wrong).code(), Code::kCorrupt);
  platform_.clock.now += kHourMs;
  EXPECT_EQ(fetch(*shelf, manifest, artifact.span().first(1000)).code(), Code::kCorrupt);
  EXPECT_EQ(version_of(*shelf), 1u);
  EXPECT_FALSE(recommend(*shelf).items.empty());
  platform_.clock.now += kHourMs;
  EXPECT_TRUE(fetch(*shelf, manifest, artifact.span()).ok());
  EXPECT_EQ(version_of(*shelf), 2u);
}

TEST_F(ShelfSyncTest, AManifestThatLiesAboutTheVersionInstallsNothing) {
  const auto shelf = open_with_model(model_of(5));
  const auto artifact = testing::make_test_bytes(model_of(4));
  testing::TestModelOptions claimed = model_of(4);
  claimed.version = 9;
  EXPECT_EQ(fetch(*shelf, manifest_of(claimed, artifact.span()), artifact.span()).code(), Code::kCorrupt);
  EXPECT_EQ(version_of(*shelf), 5u);
  EXPECT_FALSE(shelf->next_task(Moment::kNormal)->task.has_value());  // and is not fetched again
}

TEST_F(ShelfSyncTest, AClockThatWasSetBackAfterTheDecisionLosesNothing) {
  const auto shelf = open();
  decide(*shelf, privacy::kPersonalization | privacy::kMeasurement);
  const TimeMs decided = platform_.clock.now;
  platform_.clock.now -= 3 * 24 * 60 * 60 * 1000;
  view(*shelf, item_id(3));
  EXPECT_EQ(shelf->sync_info().value().queued_events, 1u);
  const auto exported = nlohmann::json::parse(shelf->export_profile().value());
  EXPECT_EQ(exported["queue"][0]["time_ms"].get<TimeMs>(), privacy::coarse_time(decided)) << "or a server refuses it";
  EXPECT_EQ(exported["events"][0]["time_ms"].get<TimeMs>(), platform_.clock.now)
      << "the shopper's own copy says what was";
}

TEST_F(ShelfSyncTest, WhatHappenedBeforeTheDecisionIsNotSent) {
  const auto shelf = open();
  decide(*shelf, privacy::kPersonalization | privacy::kMeasurement);
  track(*shelf, make_event(store::EventKind::kView, item_id(3)), platform_.clock.now - 60'000);
  EXPECT_EQ(shelf->sync_info().value().queued_events, 0u);
  track(*shelf, make_event(store::EventKind::kView, item_id(4)), platform_.clock.now);
  EXPECT_EQ(shelf->sync_info().value().queued_events, 1u);
}

TEST_F(ShelfSyncTest, AWithdrawalLeavesNothingToSendButTheErasure) {
  const auto shelf = open_with_model(model_of(1));
  ASSERT_TRUE(finish(*shelf, next(*shelf, TaskKind::kManifest), 304).ok());
  decide(*shelf, privacy::kAllPurposes);
  for (int i = 0; i < 60; ++i) view(*shelf, item_id(0));
  const sync::Task under_way = next(*shelf, TaskKind::kEvents);
  decide(*shelf, privacy::kPersonalization);
  EXPECT_EQ(shelf->sync_info()->queued_events, 0u);
  view(*shelf, item_id(1));
  const testing::FakeAnswer late = server_.events(under_way.request.body);
  EXPECT_TRUE(finish(*shelf, under_way, late.http_status, bytes_of(late.body)).ok());
  EXPECT_EQ(server_.stored().size(), 60u);
  const sync::Task erasure = next(*shelf, TaskKind::kErase);
  const testing::FakeAnswer erased = server_.erase(erasure.request.body);
  ASSERT_TRUE(finish(*shelf, erasure, erased.http_status, bytes_of(erased.body)).ok());
  EXPECT_TRUE(server_.stored().empty());
  EXPECT_FALSE(shelf->next_task(Moment::kLeaving)->task.has_value());
}

// Months of events under a pseudonym each, of which a withdrawal has to reach all, also those of long ago.
TEST_F(ShelfSyncTest, AWithdrawalReachesEveryPastPseudonymWhateverIsInItsWay) {
  options_.sync->manifest.clear();
  decision_.reset();
  for (int month = 0; month < 5; ++month) {
    const auto shelf = open();
    decide(*shelf, privacy::kAllPurposes);
    view(*shelf, item_id(0));
    platform_.clock.now += kHourMs;
    const sync::Task batch = next(*shelf, TaskKind::kEvents);
    const testing::FakeAnswer taken = server_.events(batch.request.body);
    const int http_status = month == 2 ? 0 : taken.http_status;  // of the third the answer is lost
    ASSERT_TRUE(finish(*shelf, batch, http_status, bytes_of(taken.body)).ok());
    platform_.clock.now += 31 * kDayMs;
  }
  std::set<std::string> pseudonyms;
  for (const auto& [id, stored] : server_.stored()) pseudonyms.insert(stored.pseudonym);
  EXPECT_EQ(pseudonyms.size(), 5u);
  decide(*open(), 0);
  for (const int status : {0, 500, 403, 200}) {
    const auto shelf = open();
    EXPECT_EQ(shelf->sync_info()->pending_erasures, 1u);
    ASSERT_TRUE(finish(*shelf, next(*shelf, TaskKind::kErase), status, bytes_of("not the receipt")).ok());
    EXPECT_EQ(server_.stored().size(), 5u);
    platform_.clock.now += 2 * kHourMs;
  }
  const auto shelf = open();
  const sync::Task erasure = next(*shelf, TaskKind::kErase);
  const testing::FakeAnswer erased = server_.erase(erasure.request.body);
  ASSERT_TRUE(finish(*shelf, erasure, erased.http_status, bytes_of(erased.body)).ok());
  EXPECT_TRUE(server_.stored().empty());
  EXPECT_EQ(shelf->sync_info()->pending_erasures, 0u);
}

TEST_F(ShelfSyncTest, WhatDoesNotFitIntoTheQueueWhileOfflineIsTheOldestAndIsReportedOnce) {
  constexpr uint64_t kTracked = store::kMaxQueuedEvents + 137;
  options_.store.path.clear();  // in memory: this is about the queue, not the disk
  options_.sync->manifest.clear();
  decision_.reset();
  const auto shelf = open();
  decide(*shelf, privacy::kMeasurement);
  for (uint64_t i = 0; i < kTracked; ++i) {
    track(*shelf, make_event(store::EventKind::kView, item_id(0), "e" + std::to_string(i)));
  }
  EXPECT_EQ(shelf->sync_info()->queued_events, store::kMaxQueuedEvents);
  EXPECT_EQ(shelf->sync_info()->dropped_events, 137u);
  for (int i = 0; shelf->sync_info()->queued_events > 0; ++i) {
    ASSERT_LT(i, 1000);
    const auto found = shelf->next_task(Moment::kNormal).value();
    if (!found.task) {
      platform_.clock.now += std::max<int64_t>(found.wait_ms, 1);
      continue;
    }
    const testing::FakeAnswer taken = server_.events(found.task->request.body);
    ASSERT_TRUE(finish(*shelf, *found.task, i % 3 == 0 ? 0 : taken.http_status, bytes_of(taken.body)).ok());
  }
  EXPECT_EQ(server_.stored().size(), store::kMaxQueuedEvents);
  EXPECT_FALSE(server_.stored().contains("e136"));
  EXPECT_TRUE(server_.stored().contains("e137"));
  EXPECT_EQ(server_.reported_dropped(), 137u);
  EXPECT_GT(server_.duplicates(), 0u);
}

// Tracks, sends, fails, restarts and turns the clock at random, and then lets the server be good.
class HostileServer : public ShelfSyncTest, public ::testing::WithParamInterface<std::tuple<uint64_t, bool>> {
 protected:
  // Decides nothing, unlike open().
  std::unique_ptr<Shelf> start() {
    auto shelf = Shelf::open(options_, platform_.services());
    EXPECT_TRUE(shelf.ok()) << shelf.status().to_string();
    return shelf.ok() ? std::move(shelf).value() : nullptr;
  }

  void act() {
    const auto chance = [this](uint32_t n) { return random_() % n == 0; };
    if (!chance(3)) {
      const std::string id = "e" + std::to_string(tracked_.size());
      track(*shelf_, make_event(store::EventKind::kView, item_id(static_cast<uint32_t>(random_() % 100)), id));
      tracked_.insert(id);
    }
    if (chance(4)) {
      auto found = shelf_->next_task(chance(2) ? Moment::kLeaving : Moment::kNormal).value();
      if (found.task) tasks_.push_back(std::move(*found.task));
    }
    if (!tasks_.empty() && chance(4)) settle(random_() % tasks_.size());
    if (chance(40)) {  // also with tasks under way, of which the server may have taken some
      tasks_.clear();
      shelf_.reset();
      shelf_ = start();
    }
    if (chance(20)) platform_.clock.now += static_cast<TimeMs>(random_() % (2 * kHourMs));
    if (chance(60)) platform_.clock.now -= static_cast<TimeMs>(random_() % (3 * kHourMs));
  }

  void settle(size_t index) {
    const sync::Task task = std::move(tasks_[index]);
    tasks_.erase(tasks_.begin() + static_cast<std::ptrdiff_t>(index));
    if (task.kind != TaskKind::kEvents) {
      EXPECT_TRUE(finish(*shelf_, task, 404).ok());
      return;
    }
    const bool refuses = std::get<1>(GetParam());
    static constexpr int kFailures[] = {0, 401, 404, 408, 429, 500, 503, 302};
    static constexpr int kRefusals[] = {400, 413, 415, 422};
    switch (random_() % 6) {
      case 0:
      case 1: {  // as it should be
        const auto answer = server_.events(task.request.body);
        EXPECT_TRUE(finish(*shelf_, task, answer.http_status, bytes_of(answer.body)).ok());
        break;
      }
      case 2:  // the reply is lost, or is one to something else
        server_.events(task.request.body);
        EXPECT_TRUE(finish(*shelf_, task, random_() % 2 ? 0 : 200, bytes_of("<html>")).ok());
        break;
      case 3: EXPECT_TRUE(finish(*shelf_, task, refuses ? kRefusals[random_() % 4] : 503).ok()); break;
      case 4: shelf_->release_task(task.id); break;
      default: EXPECT_TRUE(finish(*shelf_, task, kFailures[random_() % std::size(kFailures)]).ok());
    }
  }

  // Until nothing waits any more.
  void drain() {
    tasks_.clear();
    shelf_.reset();
    shelf_ = start();
    for (int i = 0; i < 5000 && shelf_->sync_info()->queued_events > 0; ++i) {
      auto found = shelf_->next_task(Moment::kNormal).value();
      if (!found.task) {
        ASSERT_GT(found.wait_ms, 0);
        platform_.clock.now += found.wait_ms;
        continue;
      }
      tasks_.assign(1, std::move(*found.task));
      const auto answer = server_.events(tasks_[0].request.body);
      // Models are not what this is about: their answer, too, is one to a batch, and is refused.
      ASSERT_TRUE(finish(*shelf_, tasks_[0], answer.http_status, bytes_of(answer.body)).ok());
    }
    ASSERT_EQ(shelf_->sync_info()->queued_events, 0u);
  }

  std::mt19937_64 random_{std::get<0>(GetParam())};
  std::unique_ptr<Shelf> shelf_;
  std::vector<sync::Task> tasks_;
  std::set<std::string> tracked_;
};

TEST_P(HostileServer, StoredIsUniqueIsTrackedButForWhatIsCountedAsDropped) {
  options_.sync->batch_events = 5;
  shelf_ = start();
  decide(*shelf_, privacy::kAllPurposes);
  for (int i = 0; i < 800; ++i) act();
  ASSERT_NO_FATAL_FAILURE(drain());
  size_t missing = 0;
  for (const std::string& id : tracked_) missing += !server_.stored().contains(id);
  for (const auto& [id, stored] : server_.stored()) EXPECT_TRUE(tracked_.contains(id)) << id;
  EXPECT_EQ(server_.conflicts(), 0u);
  const uint64_t dropped = shelf_->sync_info()->dropped_events;
  if (std::get<1>(GetParam())) {
    EXPECT_LE(missing, dropped);
  } else {
    EXPECT_EQ(missing, 0u);
    EXPECT_EQ(dropped, 0u);
  }
  // What was given up has been told once, whatever was lost: the last of it with one more event.
  view(*shelf_, item_id(0));
  platform_.clock.now += kHourMs;
  ASSERT_NO_FATAL_FAILURE(drain());
  EXPECT_EQ(server_.reported_dropped(), dropped);
  EXPECT_GT(server_.duplicates(), 0u);  // or nothing was lost on the way, and nothing was tested
}

INSTANTIATE_TEST_SUITE_P(Seeds, HostileServer, ::testing::Combine(::testing::Values(1, 2, 3), ::testing::Bool()));

}  // namespace
}  // namespace nearshelf::engine
