#include "sdk/base/status.h"

#include <gtest/gtest.h>

#include <memory>
#include <set>

namespace nearshelf {
namespace {

TEST(Status, DefaultIsOk) {
  const Status status;
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(status.code(), Code::kOk);
  EXPECT_EQ(status.to_string(), "OK");
  EXPECT_TRUE(ok_status().ok());
}

TEST(Status, CodesHaveTheNumbersAndNamesOfTheAbi) {
  EXPECT_EQ(static_cast<int>(Code::kInvalidArgument), 1);
  EXPECT_EQ(static_cast<int>(Code::kInternal), 12);
  EXPECT_EQ(static_cast<int>(Code::kWrongKey), 13);
  std::set<std::string_view> names;
  for (int i = 0; i <= 13; ++i) names.insert(code_name(static_cast<Code>(i)));
  EXPECT_EQ(names.size(), 14u);
  EXPECT_FALSE(names.contains("UNKNOWN"));
  EXPECT_EQ(code_name(Code::kNoSpace), "NO_SPACE");
  EXPECT_EQ(code_name(static_cast<Code>(14)), "UNKNOWN");
}

TEST(Status, HelpersSetTheirCode) {
  EXPECT_EQ(invalid_argument("m").code(), Code::kInvalidArgument);
  EXPECT_EQ(corrupt("m").code(), Code::kCorrupt);
  EXPECT_EQ(io_error("m").code(), Code::kIo);
  EXPECT_EQ(failed_precondition("m").code(), Code::kFailedPrecondition);
  EXPECT_EQ(internal_error("m").code(), Code::kInternal);
}

TEST(Status, TextHasCodePlaceAndMessage) {
  EXPECT_EQ(invalid_argument("session id is empty", "clicks.csv:17").to_string(),
            "INVALID_ARGUMENT: clicks.csv:17: session id is empty");
  EXPECT_EQ(corrupt("bad magic").to_string(), "CORRUPT: bad magic");
  EXPECT_EQ(Status(Code::kBusy, "").to_string(), "BUSY");
}

TEST(Status, AtPutsTheOuterPlaceInFront) {
  const Status inner = corrupt("not finite", "field gru.hidden_size");
  const Status outer = inner.at("shop.nsm");
  EXPECT_EQ(outer.place(), "shop.nsm, field gru.hidden_size");
  EXPECT_EQ(outer.code(), Code::kCorrupt);
  EXPECT_EQ(outer.message(), "not finite");
  EXPECT_EQ(corrupt("m").at("shop.nsm").place(), "shop.nsm");
  EXPECT_TRUE(ok_status().at("shop.nsm").ok());
  EXPECT_EQ(ok_status().at("shop.nsm").place(), "");
}

Result<int> parse_digit(char c) {
  if (c < '0' || c > '9') return invalid_argument("not a digit");
  return c - '0';
}

Result<int> add_digits(char a, char b) {
  NEARSHELF_ASSIGN_OR_RETURN(const int x, parse_digit(a));
  NEARSHELF_ASSIGN_OR_RETURN(const int y, parse_digit(b));
  return x + y;
}

Status check_digit(char c, bool* reached_end) {
  NEARSHELF_RETURN_IF_ERROR(parse_digit(c).status());
  *reached_end = true;
  return ok_status();
}

TEST(Result, HoldsAValueOrAStatus) {
  EXPECT_TRUE(parse_digit('7').ok());
  EXPECT_EQ(*parse_digit('7'), 7);
  EXPECT_TRUE(parse_digit('7').status().ok());
  EXPECT_FALSE(parse_digit('x').ok());
  EXPECT_EQ(parse_digit('x').status().code(), Code::kInvalidArgument);
}

TEST(Result, MacrosPassErrorsOn) {
  EXPECT_EQ(*add_digits('3', '4'), 7);
  EXPECT_EQ(add_digits('3', 'x').status().message(), "not a digit");
  EXPECT_FALSE(add_digits('x', '4').ok());
  bool reached_end = false;
  EXPECT_FALSE(check_digit('x', &reached_end).ok());
  EXPECT_FALSE(reached_end);
  EXPECT_TRUE(check_digit('1', &reached_end).ok());
  EXPECT_TRUE(reached_end);
}

TEST(Result, MovesValuesThatCannotBeCopied) {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(5));
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(**result, 5);
  const std::unique_ptr<int> value = std::move(result).value();
  EXPECT_EQ(*value, 5);
}

}  // namespace
}  // namespace nearshelf
