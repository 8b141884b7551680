#include "server_sync/protocol/json_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace nearshelf::protocol {
namespace {

using Json = nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Status error_of(std::string_view text, size_t max_depth = 8) { return parse_json(text, max_depth).status(); }

TEST(JsonParser, GivesWhatNlohmannGives) {
  const std::string text =
      R"( {"a":[1,-2,3.5,true,false,null,"x\u00e9"],"b":{"c":{},"d":[[],[{}]]},"":0,"big":18446744073709551615} )";
  const auto parsed = parse_json(text, 8);
  ASSERT_TRUE(parsed.ok()) << parsed.status().to_string();
  EXPECT_EQ(*parsed, Json::parse(text));
  EXPECT_TRUE((*parsed)["big"].is_number_unsigned());
  EXPECT_EQ(*parse_json("7", 1), Json(7));
}

TEST(JsonParser, NamesTheByteWhereItStopsToBeJson) {
  EXPECT_EQ(error_of("{\"a\":1,}").place(), "byte 8");
  EXPECT_EQ(error_of("").place(), "byte 1");
  EXPECT_EQ(error_of("{} {}").place(), "byte 4");
  for (const char* text : {"[1", "{'a':1}", "nul", "01", "[1 2]", "\"\xff\"", "\"\\ud800\"", "NaN", "/**/1", "[1,]"}) {
    const Status status = error_of(text);
    EXPECT_EQ(status.code(), Code::kInvalidArgument) << text;
    EXPECT_THAT(status.message(), StartsWith("not JSON: ")) << text;
    EXPECT_THAT(status.place(), StartsWith("byte ")) << text;
  }
}

TEST(JsonParser, DoesNotRepeatWhatCame) {
  EXPECT_THAT(error_of("[\"secret\" \"secret\"]").message(), Not(HasSubstr("secret")));
  EXPECT_LT(error_of("[1" + std::string(5000, '0') + "e999999]").message().size(), 300u);
}

TEST(JsonParser, RefusesANameThatStandsThereTwice) {
  EXPECT_EQ(error_of(R"({"a":1,"b":2,"a":1})").place(), "a");
  EXPECT_EQ(error_of(R"({"a":{"x":1},"events":[{"id":1},{"id":1,"price":1,"price":2}]})").place(), "events[1].price");
  EXPECT_EQ(error_of(R"({"a":{"b":{"c":0,"c":0}}})").place(), "a.b.c");
  EXPECT_EQ(error_of(R"({"\u0061":1,"a":1})").place(), "a");
  EXPECT_EQ(error_of("{\"" + std::string(300, 'k') + "\":1,\"" + std::string(300, 'k') + "\":1}").place(),
            "a name of 300 bytes");
  EXPECT_EQ(error_of(R"({"":1,"":1})").place(), "a name of 0 bytes");
  EXPECT_EQ(error_of(R"({"a\nb":1,"a\nb":1})").place(), "a name of 3 bytes");
  EXPECT_TRUE(error_of(R"([{"a":1},{"a":1}])").ok());
}

TEST(JsonParser, RefusesMoreLevelsThanAllowed) {
  EXPECT_TRUE(error_of("[[1]]", 2).ok());
  EXPECT_EQ(error_of("[[[1]]]", 2).place(), "[0][0]");
  EXPECT_EQ(error_of(R"({"a":[0,{"b":[]}]})", 3).place(), "a[1].b");
  EXPECT_EQ(error_of(std::string(200'000, '['), 8).code(), Code::kInvalidArgument);
}

}  // namespace
}  // namespace nearshelf::protocol
