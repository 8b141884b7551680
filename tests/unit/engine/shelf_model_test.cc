// Models coming and going under a shelf.
#include <filesystem>

#include "sdk/store/sqlite.h"
#include "tests/unit/engine/shelf_fixture.h"

namespace nearshelf::engine {
namespace {

using store::EventKind;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::TestModelOptions;

class ShelfModelTest : public ShelfFixture {
 protected:
  // A later model of the same shop with more items.
  static TestModelOptions larger() {
    TestModelOptions options;
    options.seed = 2;
    options.item_count = 200;
    options.model_id = "larger";
    options.version = 2;
    return options;
  }
  void damage_stored_model() {
    const auto raw = store::Connection::open(options_.store.path, 0).value();
    ASSERT_TRUE(raw->execute("UPDATE model_block SET bytes = zeroblob(length(bytes)) WHERE byte_offset > 0").ok());
  }
};

TEST_F(ShelfModelTest, WithoutAModelEventsAreKeptAndRecommendingSaysWhy) {
  const auto shelf = open();
  EXPECT_FALSE(view(*shelf, item_id(3)).item_known);
  EXPECT_EQ(shelf->recommend({}).status().code(), Code::kFailedPrecondition);
  EXPECT_EQ(shelf->model().status().code(), Code::kFailedPrecondition);
  EXPECT_THAT(shelf->model().status().message(), HasSubstr("no model is installed yet"));
}

TEST_F(ShelfModelTest, TheSessionSoFarCountsUnderTheFirstModel) {
  const auto shelf = open();
  view(*shelf, item_id(3));
  view(*shelf, item_id(17));
  ASSERT_TRUE(install(*shelf, {}).ok());
  EXPECT_EQ(shelf->session().context_items, 2u);
  EXPECT_EQ(ranking_of(recommend(*shelf)), ranking_of(recommend_after({item_id(3), item_id(17)})));
}

TEST_F(ShelfModelTest, ANewModelReplaysTheSessionWithTheItemsItKnows) {
  const auto shelf = open_with_model();
  const std::string later = item_id(150);  // only the larger model knows it
  view(*shelf, item_id(3));
  EXPECT_FALSE(view(*shelf, later).item_known);
  view(*shelf, item_id(17));
  ASSERT_TRUE(install(*shelf, larger()).ok());
  const auto expected = ranking_of(recommend_after({item_id(3), later, item_id(17)}, larger()));
  EXPECT_EQ(ranking_of(recommend(*shelf)), expected);
  EXPECT_EQ(shelf->session().context_items, 3u);
}

TEST_F(ShelfModelTest, ARestartBeforeTheNextEventReplaysToo) {
  {
    const auto shelf = open_with_model();
    view(*shelf, item_id(3));
    view(*shelf, item_id(150));
    ASSERT_TRUE(install(*shelf, larger()).ok());
  }
  const auto shelf = open();
  EXPECT_EQ(ranking_of(recommend(*shelf)), ranking_of(recommend_after({item_id(3), item_id(150)}, larger())));
}

TEST_F(ShelfModelTest, PurchasesOfItemsUnknownBeforeAreLeftOut) {
  const auto shelf = open_with_model();
  track(*shelf, make_event(EventKind::kPurchase, item_id(150)));
  ASSERT_TRUE(install(*shelf, larger()).ok());
  EXPECT_THAT(ids_of(recommend(*shelf, {.count = 200})), Not(Contains(item_id(150))));
}

TEST_F(ShelfModelTest, TheSameModelAgainIsFine) {
  const auto shelf = open_with_model();
  EXPECT_TRUE(install(*shelf, {}).ok());
}

TEST_F(ShelfModelTest, AnotherModelWithTheSameIdIsRefused) {
  const auto shelf = open_with_model();
  TestModelOptions other;
  other.seed = 9;
  EXPECT_EQ(install(*shelf, other).code(), Code::kFailedPrecondition);
  EXPECT_EQ(ranking_of(recommend(*shelf)), ranking_of(recommend_after({})));
}

TEST_F(ShelfModelTest, AnOlderModelIsRefused) {
  const auto shelf = open_with_model(larger());
  const Status status = install(*shelf, {});
  EXPECT_EQ(status.code(), Code::kFailedPrecondition);
  EXPECT_THAT(status.message(), HasSubstr("older"));
  EXPECT_EQ(shelf->model().value()->id(), "larger");
}

TEST_F(ShelfModelTest, DamagedBytesAreRefusedAndTheFormerModelStays) {
  const auto shelf = open_with_model();
  auto bytes = testing::make_test_bytes(larger());
  EXPECT_EQ(shelf->install_model(bytes.span().first(bytes.size() / 2)).code(), Code::kCorrupt);
  EXPECT_EQ(shelf->install_model({}).code(), Code::kCorrupt);
  EXPECT_EQ(shelf->model().value()->id(), "test-model");
}

TEST_F(ShelfModelTest, ModelsWithoutAGruWork) {
  TestModelOptions model;
  model.with_gru = false;
  const auto shelf = open_with_model(model);
  view(*shelf, item_id(3));
  EXPECT_EQ(ranking_of(recommend(*shelf)), ranking_of(recommend_after({item_id(3)}, model)));
  EXPECT_FALSE(recommend(*shelf).items.empty());
}

TEST_F(ShelfModelTest, ADamagedStoredModelLeavesTheProfileInUse) {
  {
    const auto shelf = open_with_model();
    view(*shelf, item_id(3));
  }
  damage_stored_model();
  {
    const auto shelf = open();
    EXPECT_THAT(warnings_, Contains(HasSubstr("the stored model cannot be used")));
    EXPECT_EQ(shelf->recommend({}).status().code(), Code::kFailedPrecondition);
    EXPECT_THAT(shelf->recommend({}).status().message(), HasSubstr("install it again"));
    view(*shelf, item_id(17));
  }
  const auto shelf = open();
  EXPECT_EQ(shelf->session().event_count, 2u);
  TestModelOptions older;
  older.version = 0;
  older.model_id = "older";
  EXPECT_EQ(install(*shelf, older).code(), Code::kFailedPrecondition);
  ASSERT_TRUE(install(*shelf, {}).ok());
  // The event tracked without a model counts too, although the stored state was of this very model.
  EXPECT_EQ(ranking_of(recommend(*shelf)), ranking_of(recommend_after({item_id(3), item_id(17)})));
}

TEST_F(ShelfModelTest, AModelHandleOutlivesItsReplacementAndTheShelf) {
  auto shelf = open_with_model();
  const auto model = shelf->model().value();
  ASSERT_TRUE(install(*shelf, larger()).ok());
  shelf.reset();
  EXPECT_EQ(ranking_of(model->recommend_after(std::vector<std::string>{item_id(3)}, {}).value()),
            ranking_of(recommend_after({item_id(3)})));
}

TEST_F(ShelfModelTest, ACorruptDatabaseIsKeptAndRebuiltWhenAsked) {
  open_with_model().reset();
  std::filesystem::resize_file(options_.store.path, 5'000);
  EXPECT_EQ(Shelf::open(options_, platform_.services()).status().code(), Code::kCorrupt);
  options_.store.rebuild_if_corrupt = true;
  const auto shelf = open();
  EXPECT_THAT(warnings_, Contains(HasSubstr(".corrupt-")));
  view(*shelf, item_id(3));
  EXPECT_TRUE(install(*shelf, {}).ok());
}

}  // namespace
}  // namespace nearshelf::engine
