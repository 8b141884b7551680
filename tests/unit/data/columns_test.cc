#include "server_sync/data/columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace nearshelf::data {
namespace {

using ::testing::HasSubstr;

using Header = std::vector<std::string_view>;

TEST(Columns, PlainNamesIgnoreCaseAndPunctuation) {
  EXPECT_EQ(plain_name("Session_ID"), "sessionid");
  EXPECT_EQ(plain_name(" event-time 2 "), "eventtime2");
  EXPECT_EQ(plain_name("\xc3\xa4"), "");
}

TEST(Columns, CommonNamesAreFound) {
  const Header header = {"event_time", "event_type", "product_id", "price", "user_id", "user_session"};
  const Result<EventColumns> columns = find_event_columns(header, {});
  ASSERT_TRUE(columns.ok()) << columns.status().to_string();
  EXPECT_EQ(columns->session, 5u) << "a session id goes before a user id";
  EXPECT_EQ(columns->item, 2u);
  EXPECT_EQ(columns->time, 0u);
  EXPECT_EQ(columns->event, 1u);
}

TEST(Columns, GivenNamesGoBeforeCommonOnes) {
  const Header header = {"session", "basket", "item", "time"};
  EventColumnNames names;
  names.session = "Basket";
  const Result<EventColumns> columns = find_event_columns(header, names);
  ASSERT_TRUE(columns.ok());
  EXPECT_EQ(columns->session, 1u);
  EXPECT_FALSE(columns->event.has_value());
}

TEST(Columns, AMissingColumnIsNamedWithThoseThereAreAndTheFlag) {
  const Header header = {"session", "item", "price"};
  const Status missing = find_event_columns(header, {}).status();
  EXPECT_EQ(missing.code(), Code::kInvalidArgument);
  EXPECT_THAT(missing.message(), HasSubstr("no column for the time among \"session\", \"item\", \"price\""));
  EXPECT_THAT(missing.message(), HasSubstr("--time-column"));
  EventColumnNames names;
  names.event = "kind";
  names.time = "price";
  EXPECT_THAT(find_event_columns(header, names).status().message(), HasSubstr("no column \"kind\" (--event-column)"));
}

TEST(Columns, LongListsAreCutInMessages) {
  const Header header(20, "x");
  EXPECT_THAT(list_columns(header), HasSubstr("and 8 more"));
}

}  // namespace
}  // namespace nearshelf::data
