#include "sdk/store/erase_table.h"

#include <gtest/gtest.h>

#include "sdk/store/migrations.h"

namespace nearshelf::store {
namespace {

class EraseTableTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(migrate(*connection_).ok()); }

  void append(const std::string& id, EraseScope scope, size_t pseudonym_count) {
    EraseRequest request;
    request.request_id = id;
    request.scope = scope;
    request.requested_ms = 1'000;
    request.pseudonyms.resize(pseudonym_count);
    for (size_t i = 0; i < pseudonym_count; ++i) request.pseudonyms[i].fill(static_cast<uint8_t>(i + 1));
    ASSERT_TRUE(erasures_.append(request).ok());
  }

  std::unique_ptr<Connection> connection_ = Connection::open("", 0).value();
  EraseTable erasures_{*connection_};
};

TEST_F(EraseTableTest, TheOldestComesFirstWithAllItNeeds) {
  EXPECT_FALSE(erasures_.oldest().value().has_value());
  append("first", EraseScope::kModelImprovement, 2);
  append("second", EraseScope::kAll, 1);
  const EraseRequest request = *erasures_.oldest().value();
  EXPECT_EQ(request.sequence, 1);
  EXPECT_EQ(request.request_id, "first");
  EXPECT_EQ(request.scope, EraseScope::kModelImprovement);
  EXPECT_EQ(request.requested_ms, 1'000);
  ASSERT_EQ(request.pseudonyms.size(), 2u);
  EXPECT_EQ(request.pseudonyms[1][31], 2);
  EXPECT_FALSE(request.acknowledged_ms.has_value());
  EXPECT_EQ(erasures_.pending().value(), 2u);
}

TEST_F(EraseTableTest, AReceiptTakesThePseudonymsPlace) {
  append("first", EraseScope::kAll, 3);
  append("second", EraseScope::kAll, 1);
  ASSERT_TRUE(erasures_.acknowledge(1, 2'000, "{\"signed\":true}").ok());
  EXPECT_EQ(erasures_.oldest().value()->request_id, "second");
  EXPECT_EQ(erasures_.pending().value(), 1u);
  const auto all = erasures_.all().value();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].acknowledged_ms, 2'000);
  EXPECT_EQ(all[0].receipt, "{\"signed\":true}");
  EXPECT_TRUE(all[0].pseudonyms.empty());
}

TEST_F(EraseTableTest, ASecondAcknowledgementChangesNothing) {
  append("first", EraseScope::kAll, 1);
  ASSERT_TRUE(erasures_.acknowledge(1, 2'000, "first").ok());
  ASSERT_TRUE(erasures_.acknowledge(1, 3'000, "second").ok());
  EXPECT_EQ(erasures_.all().value()[0].receipt, "first");
}

}  // namespace
}  // namespace nearshelf::store
