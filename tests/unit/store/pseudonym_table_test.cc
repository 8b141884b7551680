#include "sdk/store/pseudonym_table.h"

#include <gtest/gtest.h>

#include "sdk/store/migrations.h"

namespace nearshelf::store {
namespace {

class PseudonymTableTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(migrate(*connection_).ok()); }

  static PseudonymBytes bytes(uint8_t value) {
    PseudonymBytes result;
    result.fill(value);
    return result;
  }

  std::unique_ptr<Connection> connection_ = Connection::open("", 0).value();
  PseudonymTable pseudonyms_{*connection_};
};

TEST_F(PseudonymTableTest, KeepsOneSecret) {
  EXPECT_FALSE(pseudonyms_.secret().value().has_value());
  ASSERT_TRUE(pseudonyms_.set_secret(bytes(7)).ok());
  EXPECT_EQ(pseudonyms_.secret().value(), bytes(7));
  // Another one would make what was sent unreachable: the old one has to be removed on purpose.
  EXPECT_FALSE(pseudonyms_.set_secret(bytes(8)).ok());
  EXPECT_EQ(pseudonyms_.secret().value(), bytes(7));
}

TEST_F(PseudonymTableTest, HasOnePseudonymAPeriod) {
  EXPECT_EQ(pseudonyms_.add(30, 655, bytes(1)).value(), 1);
  EXPECT_EQ(pseudonyms_.add(30, 655, bytes(1)).value(), 1);
  EXPECT_EQ(pseudonyms_.add(30, 656, bytes(2)).value(), 2);
  EXPECT_EQ(pseudonyms_.add(7, 655, bytes(3)).value(), 3);
  const auto all = pseudonyms_.all().value();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[2].days, 7u);
  EXPECT_EQ(all[2].period, 655);
  EXPECT_EQ(all[2].bytes, bytes(3));
  EXPECT_EQ(pseudonyms_.find(2).value()->bytes, bytes(2));
  EXPECT_FALSE(pseudonyms_.find(4).value().has_value());
}

TEST_F(PseudonymTableTest, RemembersWhichWereHandedOut) {
  ASSERT_TRUE(pseudonyms_.add(30, 655, bytes(1)).ok());
  ASSERT_TRUE(pseudonyms_.add(30, 656, bytes(2)).ok());
  ASSERT_TRUE(pseudonyms_.mark_handed_out(2).ok());
  EXPECT_FALSE(pseudonyms_.find(1).value()->handed_out);
  EXPECT_TRUE(pseudonyms_.find(2).value()->handed_out);
}

TEST_F(PseudonymTableTest, RemovesTheSecretWithThem) {
  ASSERT_TRUE(pseudonyms_.set_secret(bytes(7)).ok());
  ASSERT_TRUE(pseudonyms_.add(30, 655, bytes(1)).ok());
  ASSERT_TRUE(pseudonyms_.remove_all().ok());
  EXPECT_FALSE(pseudonyms_.secret().value().has_value());
  EXPECT_TRUE(pseudonyms_.all().value().empty());
  EXPECT_EQ(pseudonyms_.add(30, 655, bytes(4)).value(), 2);  // ids are not used again
}

}  // namespace
}  // namespace nearshelf::store
