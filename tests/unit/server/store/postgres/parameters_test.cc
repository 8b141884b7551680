#include "server_sync/server/store/postgres/parameters.h"

#include <gtest/gtest.h>

namespace nearshelf::server::postgres {
namespace {

std::string value(const Parameters& parameters, int index) {
  return std::string(parameters.values()[index], static_cast<size_t>(parameters.lengths()[index]));
}

TEST(Parameters, NumbersAreBigEndianInTheirWidth) {
  Parameters parameters;
  parameters.integer(-2).integer(3, kInt4).integer(1, kInt2).text("ab").bytes({});
  ASSERT_EQ(parameters.size(), 5);
  EXPECT_EQ(value(parameters, 0), std::string("\xff\xff\xff\xff\xff\xff\xff\xfe", 8));
  EXPECT_EQ(value(parameters, 1), std::string("\0\0\0\3", 4));
  EXPECT_EQ(value(parameters, 2), std::string("\0\1", 2));
  EXPECT_EQ(value(parameters, 3), "ab");
  EXPECT_EQ(value(parameters, 4), "");
  EXPECT_NE(parameters.values()[4], nullptr) << "an empty value is not null";
  EXPECT_EQ(parameters.types()[0], 20u);
  EXPECT_EQ(parameters.formats()[0], 1);
}

TEST(Parameters, ArraysHaveTheirHeadAndNulls) {
  Array array(kInt2);
  array.integer(int64_t{5});
  array.null();
  Parameters parameters;
  parameters.array(array);
  EXPECT_EQ(parameters.types()[0], 1005u);
  EXPECT_EQ(value(parameters, 0), std::string("\0\0\0\1\0\0\0\1\0\0\0\x15\0\0\0\2\0\0\0\1"
                                              "\0\0\0\2\0\5\xff\xff\xff\xff",
                                              30));
}

TEST(Parameters, AnEmptyArrayHasNoDimension) {
  Parameters parameters;
  parameters.array(Array(kText));
  EXPECT_EQ(value(parameters, 0), std::string("\0\0\0\0\0\0\0\0\0\0\0\x19", 12));
}

TEST(Parameters, ACopyPointsIntoItself) {
  Parameters first;
  first.text("a");
  Parameters copy(first);
  copy.text("b");
  first = Parameters();
  EXPECT_EQ(value(copy, 0), "a");
  EXPECT_EQ(value(copy, 1), "b");
}

}  // namespace
}  // namespace nearshelf::server::postgres
