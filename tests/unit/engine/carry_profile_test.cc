#include "sdk/engine/carry_profile.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/fake_platform.h"

namespace nearshelf::engine {
namespace {

class CarryProfileTest : public ::testing::Test {
 protected:
  std::unique_ptr<store::Store> make() { return store::Store::open({}, platform_.services()).value(); }
  static void add(store::Store& store, const std::string& id, int64_t session_id) {
    store::Event event;
    event.event_id = id;
    event.item_id = "sku-" + id;
    ASSERT_TRUE(store.events().insert(event, session_id).ok());
  }

  testing::FakePlatform platform_;
  std::unique_ptr<store::Store> from_ = make();
  std::unique_ptr<store::Store> to_ = make();
};

TEST_F(CarryProfileTest, SessionsKeepTheirIdsBehindThoseThatAreThere) {
  ASSERT_EQ(to_->sessions().insert({}).value(), 1);
  add(*to_, "old", 1);
  ASSERT_TRUE(from_->sessions().reserve_ids(4).ok());
  ASSERT_EQ(from_->sessions().insert({}).value(), 5);
  add(*from_, "new", 5);
  add(*from_, "late", 0);
  ASSERT_TRUE(carry_profile(*from_, *to_).ok());
  EXPECT_EQ(to_->events().find("new").value(), 5);
  EXPECT_EQ(to_->events().find("late").value(), 0);
  EXPECT_EQ(to_->sessions().latest().value()->session_id, 5);
  EXPECT_EQ(to_->events().after(0, 10).value().back().event.event_id, "late");
}

TEST_F(CarryProfileTest, IdsThatAreTakenAreGivenAnew) {
  for (int i = 1; i <= 3; ++i) ASSERT_EQ(to_->sessions().insert({}).value(), i);
  for (int i = 1; i <= 2; ++i) ASSERT_EQ(from_->sessions().insert({}).value(), i);
  add(*from_, "first", 1);
  add(*from_, "second", 2);
  ASSERT_TRUE(carry_profile(*from_, *to_).ok());
  EXPECT_EQ(to_->events().find("first").value(), 4);
  EXPECT_EQ(to_->events().find("second").value(), 5);
}

TEST_F(CarryProfileTest, AnEventIsThereOnce) {
  add(*to_, "same", 0);
  for (int i = 0; i < 1'500; ++i) add(*from_, std::to_string(i), 0);
  add(*from_, "same", 0);
  ASSERT_TRUE(carry_profile(*from_, *to_).ok());
  EXPECT_EQ(to_->events().count().value(), 1'501u);
}

}  // namespace
}  // namespace nearshelf::engine
