#include "sdk/store/consent_table.h"

#include <gtest/gtest.h>

#include "sdk/store/migrations.h"

namespace nearshelf::store {
namespace {

class ConsentTableTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(migrate(*connection_).ok()); }

  std::unique_ptr<Connection> connection_ = Connection::open("", 0).value();
  ConsentTable consent_{*connection_};
};

TEST_F(ConsentTableTest, NothingIsDecidedAtFirst) {
  EXPECT_FALSE(consent_.latest().value().has_value());
  EXPECT_FALSE(consent_.find(1).value().has_value());
  EXPECT_TRUE(consent_.all().value().empty());
}

TEST_F(ConsentTableTest, EveryFieldComesBack) {
  DecisionRecord record;
  record.decided_ms = 1'700'000'000'123;
  record.policy_version = "2024-05";
  record.granted = 7;
  record.effective = 5;
  record.global_privacy_control = true;
  EXPECT_EQ(consent_.append(record).value(), 1);
  const DecisionRecord read = *consent_.latest().value();
  EXPECT_EQ(read.decision_id, 1);
  EXPECT_EQ(read.decided_ms, record.decided_ms);
  EXPECT_EQ(read.policy_version, "2024-05");
  EXPECT_EQ(read.granted, 7u);
  EXPECT_EQ(read.effective, 5u);
  EXPECT_TRUE(read.global_privacy_control);
}

TEST_F(ConsentTableTest, TheLastDecisionIsInForceWhateverTheClockSaid) {
  DecisionRecord record;
  record.policy_version = "1";
  for (const TimeMs time : {500, 100, 300}) {
    record.decided_ms = time;
    ASSERT_TRUE(consent_.append(record).ok());
  }
  EXPECT_EQ(consent_.latest().value()->decided_ms, 300);
  EXPECT_EQ(consent_.find(2).value()->decided_ms, 100);
  ASSERT_EQ(consent_.all().value().size(), 3u);
  EXPECT_EQ(consent_.all().value().front().decided_ms, 500);
}

}  // namespace
}  // namespace nearshelf::store
