#include "sdk/store/key_values.h"

#include <gtest/gtest.h>

#include <limits>

#include "sdk/store/migrations.h"

namespace nearshelf::store {
namespace {

class KeyValuesTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(migrate(*connection_).ok()); }

  std::unique_ptr<Connection> connection_ = Connection::open("", 0).value();
  KeyValues values_{*connection_};
};

TEST_F(KeyValuesTest, AnAbsentKeyIsEmpty) { EXPECT_FALSE(values_.integer("a").value().has_value()); }

TEST_F(KeyValuesTest, APutReplaces) {
  ASSERT_TRUE(values_.put("a", 1).ok());
  ASSERT_TRUE(values_.put("b", 2).ok());
  ASSERT_TRUE(values_.put("a", 3).ok());
  EXPECT_EQ(values_.integer("a").value(), 3);
  EXPECT_EQ(values_.integer("b").value(), 2);
}

TEST_F(KeyValuesTest, EveryIntegerComesBack) {
  for (const int64_t value : {std::numeric_limits<int64_t>::min(), int64_t{-1}, int64_t{0}, int64_t{0x0102030405060708},
                              std::numeric_limits<int64_t>::max()}) {
    ASSERT_TRUE(values_.put("a", value).ok());
    EXPECT_EQ(values_.integer("a").value(), value);
  }
}

TEST_F(KeyValuesTest, TextComesBackToo) {
  EXPECT_FALSE(values_.text("a").value().has_value());
  ASSERT_TRUE(values_.put_text("a", "W/\"x\"").ok());
  ASSERT_TRUE(values_.put_text("b", "").ok());
  EXPECT_EQ(values_.text("a").value(), "W/\"x\"");
  EXPECT_EQ(values_.text("b").value(), "");
  ASSERT_TRUE(values_.put_text("a", "y").ok());
  EXPECT_EQ(values_.text("a").value(), "y");
}

TEST_F(KeyValuesTest, AValueOfTheWrongSizeIsCorrupt) {
  ASSERT_TRUE(connection_->execute("INSERT INTO kv(key, value) VALUES('a', x'0102')").ok());
  EXPECT_EQ(values_.integer("a").status().code(), Code::kCorrupt);
  EXPECT_EQ(values_.integer("a").status().place(), "kv.a");
}

}  // namespace
}  // namespace nearshelf::store
