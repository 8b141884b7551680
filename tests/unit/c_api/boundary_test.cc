#include "sdk/c_api/boundary.h"

#include <gtest/gtest.h>

#include <new>
#include <stdexcept>
#include <string>

namespace nearshelf::c_api {
namespace {

TEST(Report, CopiesAStatus) {
  nsh_error error;
  EXPECT_EQ(report(corrupt("broken", "byte 4"), &error), NSH_STATUS_CORRUPT);
  EXPECT_EQ(error.code, NSH_STATUS_CORRUPT);
  EXPECT_STREQ(error.message, "broken");
  EXPECT_STREQ(error.place, "byte 4");
  EXPECT_EQ(report(ok_status(), &error), NSH_STATUS_OK);
  EXPECT_STREQ(error.message, "");
  EXPECT_STREQ(error.place, "");
  EXPECT_EQ(report(corrupt("broken"), nullptr), NSH_STATUS_CORRUPT);
}

TEST(Report, CutsLongTexts) {
  nsh_error error;
  report(corrupt(std::string(1000, 'a'), std::string(1000, 'b')), &error);
  EXPECT_EQ(std::string(error.message), std::string(sizeof(error.message) - 1, 'a'));
  EXPECT_EQ(std::string(error.place), std::string(sizeof(error.place) - 1, 'b'));
}

TEST(Report, CutsBetweenCharacters) {
  nsh_error error;
  std::string message(sizeof(error.message) - 3, 'a');
  report(corrupt(message + "\xE2\x84\x96"), &error);  // its three bytes would need the place of the NUL
  EXPECT_EQ(std::string(error.message), message);
  message.pop_back();
  report(corrupt(message + "\xE2\x84\x96"), &error);
  EXPECT_EQ(std::string(error.message), message + "\xE2\x84\x96");
}

TEST(Guarded, TurnsExceptionsIntoStatuses) {
  nsh_error error;
  EXPECT_EQ(guarded(&error, []() -> Status { throw std::bad_alloc(); }), NSH_STATUS_OUT_OF_MEMORY);
  EXPECT_EQ(error.code, NSH_STATUS_OUT_OF_MEMORY);
  EXPECT_EQ(guarded(&error, []() -> Status { throw std::runtime_error("what"); }), NSH_STATUS_INTERNAL);
  EXPECT_STREQ(error.message, "what");
  EXPECT_EQ(guarded(&error, []() -> Status { throw 7; }), NSH_STATUS_INTERNAL);
  EXPECT_EQ(guarded(nullptr, []() -> Status { throw 7; }), NSH_STATUS_INTERNAL);
  EXPECT_EQ(guarded(&error, [] { return invalid_argument("no", "x"); }), NSH_STATUS_INVALID_ARGUMENT);
  EXPECT_EQ(guarded(&error, [] { return ok_status(); }), NSH_STATUS_OK);
}

TEST(ReadString, CopiesAndChecks) {
  std::string output = "old";
  EXPECT_TRUE(read_string({nullptr, 0}, "x", output).ok());
  EXPECT_EQ(output, "");
  EXPECT_TRUE(read_string({"a\0b", 3}, "x", output).ok());
  EXPECT_EQ(output, std::string("a\0b", 3));
  EXPECT_EQ(read_string({nullptr, 1}, "x", output).place(), "x");
}

TEST(ReadStrings, ChecksTheListAndEachEntry) {
  const nsh_string input[] = {{"a", 1}, {"", 0}};
  std::vector<std::string> output = {"old"};
  EXPECT_TRUE(read_strings(nullptr, 0, 5, "x", output).ok());
  EXPECT_TRUE(output.empty());
  EXPECT_TRUE(read_strings(input, 2, 2, "x", output).ok());
  EXPECT_EQ(output, (std::vector<std::string>{"a", ""}));
  EXPECT_EQ(read_strings(input, 2, 1, "x", output).code(), Code::kLimit);
  EXPECT_EQ(read_strings(nullptr, 1, 5, "x", output).code(), Code::kInvalidArgument);
}

struct Sized {
  size_t struct_size;
  int value;
};
struct Newer {
  Sized base;
  char added[8];
};

TEST(Sized, InputsOfANewerHeaderMayNotSetWhatIsUnknown) {
  Newer newer = {{sizeof(Newer), 1}, {}};
  EXPECT_TRUE(check_input(&newer.base, "x").ok());
  newer.added[7] = 1;
  EXPECT_EQ(check_input(&newer.base, "x").code(), Code::kUnsupportedVersion);
  newer.base.struct_size = sizeof(Sized);
  EXPECT_TRUE(check_input(&newer.base, "x").ok());
  newer.base.struct_size = sizeof(Sized) - 1;
  EXPECT_EQ(check_input(&newer.base, "x").code(), Code::kInvalidArgument);
  EXPECT_EQ(check_input<Sized>(nullptr, "x").code(), Code::kInvalidArgument);
}

TEST(Sized, OutputsKeepTheirSizeAndGetZerosBeyond) {
  Newer newer = {{sizeof(Newer), 1}, {'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x'}};
  ASSERT_TRUE(check_output(&newer.base, "x").ok());
  write_output(Sized{0, 5}, &newer.base);
  EXPECT_EQ(newer.base.struct_size, sizeof(Newer));
  EXPECT_EQ(newer.base.value, 5);
  EXPECT_EQ(newer.added[0], 0);
  EXPECT_EQ(newer.added[7], 0);
}

}  // namespace
}  // namespace nearshelf::c_api
