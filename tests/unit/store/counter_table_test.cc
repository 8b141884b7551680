#include "sdk/store/counter_table.h"

#include <gtest/gtest.h>

#include "sdk/store/migrations.h"

namespace nearshelf::store {
namespace {

TEST(CounterTable, CountsByName) {
  const auto connection = Connection::open("", 0).value();
  ASSERT_TRUE(migrate(*connection).ok());
  CounterTable counters(*connection);
  EXPECT_EQ(counters.get("a").value(), 0);
  ASSERT_TRUE(counters.add("a", 3).ok());
  ASSERT_TRUE(counters.add("a", 4).ok());
  ASSERT_TRUE(counters.set("b", -9).ok());
  ASSERT_TRUE(counters.set("b", -8).ok());
  EXPECT_EQ(counters.get("a").value(), 7);
  EXPECT_EQ(counters.get("b").value(), -8);
  ASSERT_TRUE(counters.remove_all().ok());
  EXPECT_EQ(counters.get("a").value(), 0);
}

}  // namespace
}  // namespace nearshelf::store
