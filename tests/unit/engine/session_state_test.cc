#include "sdk/engine/session_state.h"

#include "tests/unit/engine/shelf_fixture.h"

namespace nearshelf::engine {
namespace {

using store::EventKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SessionStateTest : public ::testing::Test {
 protected:
  // Applies an event the way the shelf does, and stores both.
  void track(SessionState& state, EventKind kind, const std::string& item, const LoadedModel* model) {
    store::Event event;
    event.kind = kind;
    event.item_id = item;
    event.event_id = "e" + std::to_string(++tracked_);
    event.time_ms = tracked_;
    if (!state.record()) {
      state.begin(event.time_ms);
      state.set_id(store_->sessions().insert(*state.record()).value());
    }
    state.apply(event, false, model);
    ASSERT_TRUE(store_->sessions().update(*state.record()).ok());
    ASSERT_TRUE(store_->events().insert(event, state.record()->session_id).ok());
  }

  testing::FakePlatform platform_;
  std::unique_ptr<store::Store> store_ = store::Store::open({}, platform_.services()).value();
  std::shared_ptr<const LoadedModel> model_ = LoadedModel::open(testing::make_test_bytes()).value();
  int tracked_ = 0;
};

TEST_F(SessionStateTest, ThereIsNoSessionAtFirst) {
  const SessionState state = SessionState::restore(*store_, model_.get()).value();
  EXPECT_FALSE(state.record().has_value());
  EXPECT_THAT(state.items(), IsEmpty());
}

TEST_F(SessionStateTest, StepsMoveTheStateOfTheModel) {
  SessionState state;
  track(state, EventKind::kView, item_id(3), model_.get());
  const std::vector<float> first = state.record()->hidden;
  std::vector<float> expected(model_->hidden_size(), 0.0f);
  model_->advance(3, expected);
  EXPECT_EQ(first, expected);
  track(state, EventKind::kSearch, "", model_.get());
  track(state, EventKind::kImpression, item_id(5), model_.get());
  EXPECT_EQ(state.record()->hidden, first);
  track(state, EventKind::kClick, item_id(5), model_.get());
  EXPECT_NE(state.record()->hidden, first);
  EXPECT_THAT(state.items(), ElementsAre(3, 5));
  EXPECT_EQ(state.record()->event_count, 4u);
}

TEST_F(SessionStateTest, RestoringTakesTheStoredState) {
  SessionState state;
  for (const uint32_t item : {3u, 8u, 8u}) track(state, EventKind::kView, item_id(item), model_.get());
  // Another state than the replay would give tells them apart.
  store::SessionRecord record = *state.record();
  record.hidden[0] += 1.0f;
  ASSERT_TRUE(store_->sessions().update(record).ok());
  const SessionState restored = SessionState::restore(*store_, model_.get()).value();
  EXPECT_EQ(restored.record()->hidden, record.hidden);
  EXPECT_THAT(restored.items(), ElementsAre(3, 8, 8));
}

TEST_F(SessionStateTest, AStateOfAnotherModelIsReplayed) {
  SessionState state;
  for (const uint32_t item : {3u, 8u}) track(state, EventKind::kView, item_id(item), model_.get());
  testing::TestModelOptions options;
  options.seed = 2;
  options.model_id = "other";
  const auto other = LoadedModel::open(testing::make_test_bytes(options)).value();
  const SessionState restored = SessionState::restore(*store_, other.get()).value();
  std::vector<float> expected(other->hidden_size(), 0.0f);
  for (const uint32_t item : {3u, 8u}) other->advance(item, expected);
  EXPECT_EQ(restored.record()->hidden, expected);
  EXPECT_EQ(restored.record()->hidden_model_id, "other");
}

TEST_F(SessionStateTest, AStateOfTheWrongSizeIsReplayed) {
  SessionState state;
  track(state, EventKind::kView, item_id(3), model_.get());
  store::SessionRecord record = *state.record();
  record.hidden.resize(8);
  ASSERT_TRUE(store_->sessions().update(record).ok());
  EXPECT_EQ(SessionState::restore(*store_, model_.get()).value().record()->hidden, state.record()->hidden);
}

TEST_F(SessionStateTest, AStepWithoutAModelVoidsTheState) {
  SessionState state;
  track(state, EventKind::kView, item_id(3), model_.get());
  track(state, EventKind::kImpression, item_id(4), nullptr);
  EXPECT_FALSE(state.record()->hidden.empty());
  track(state, EventKind::kView, item_id(4), nullptr);
  EXPECT_TRUE(state.record()->hidden.empty());
  EXPECT_THAT(SessionState::restore(*store_, model_.get()).value().items(), ElementsAre(3, 4));
}

TEST_F(SessionStateTest, TheStepRuleGoesOnAfterRestoring) {
  SessionState state;
  track(state, EventKind::kClick, item_id(3), model_.get());
  SessionState restored = SessionState::restore(*store_, model_.get()).value();
  track(restored, EventKind::kView, item_id(3), model_.get());
  EXPECT_THAT(restored.items(), ElementsAre(3));
}

}  // namespace
}  // namespace nearshelf::engine
