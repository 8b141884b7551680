#include "server_sync/protocol/json_fields.h"

#include <gtest/gtest.h>

#include <limits>
#include <utility>

namespace nearshelf::protocol {
namespace {

using Json = nlohmann::json;

template <typename Read>
std::string error_of(const std::string& text, Read read) {
  const Json json = Json::parse(text);
  JsonFields fields(json, "at");
  read(fields);
  const Status status = fields.finish();
  return status.ok() ? "" : status.place() + ": " + status.message();
}

TEST(JsonFields, ReadsEachTypeAndLeavesDefaults) {
  const Json json = Json::parse(R"({"s":"x","b":true,"u":18446744073709551615,"i":-5,"d":2,"l":[1]})");
  JsonFields fields(json, "");
  std::string s;
  bool b = false;
  uint64_t u = 0;
  int64_t i = 0;
  int64_t untouched = 9;
  std::optional<double> d;
  std::optional<int64_t> none;
  fields.read("s", &s, true);
  fields.read("b", &b);
  fields.read("u", std::numeric_limits<uint64_t>::max(), &u);
  fields.read("i", -5, 5, &i);
  fields.read("d", &d);
  fields.read("none", &none);
  fields.read("absent", 0, 5, &untouched);
  const Json* l = fields.read_array("l", true);
  ASSERT_TRUE(fields.finish().ok()) << fields.finish().to_string();
  EXPECT_EQ(s, "x");
  EXPECT_TRUE(b);
  EXPECT_EQ(u, std::numeric_limits<uint64_t>::max());
  EXPECT_EQ(i, -5);
  EXPECT_EQ(d, 2.0);
  EXPECT_FALSE(none);
  EXPECT_EQ(untouched, 9);
  ASSERT_NE(l, nullptr);
  EXPECT_EQ(l->size(), 1u);
}

TEST(JsonFields, NamesAFieldOfAnotherType) {
  std::string s;
  EXPECT_EQ(error_of(R"({"s":5})", [&](JsonFields& f) { f.read("s", &s); }), "at.s: not a string");
  bool b;
  EXPECT_EQ(error_of(R"({"b":1})", [&](JsonFields& f) { f.read("b", &b); }), "at.b: neither true nor false");
  std::optional<double> d;
  EXPECT_EQ(error_of(R"({"d":null})", [&](JsonFields& f) { f.read("d", &d); }), "at.d: not a number");
  EXPECT_EQ(error_of(R"({"l":{}})", [&](JsonFields& f) { EXPECT_EQ(f.read_array("l"), nullptr); }),
            "at.l: not an array");
  EXPECT_EQ(error_of("[]", [&](JsonFields& f) { f.read("s", &s); }), "at: not an object");
}

TEST(JsonFields, WholeNumbersAreWrittenAsSuchAndInRange) {
  uint64_t u = 0;
  int64_t i = 0;
  for (const char* value : {"-1", "6", "1.0", "1e0", "\"1\"", "18446744073709551616"}) {
    const std::string text = std::string("{\"n\":") + value + "}";
    EXPECT_EQ(error_of(text, [&](JsonFields& f) { f.read("n", 5, &u); }), "at.n: not a whole number from 0 to 5");
  }
  for (const char* value : {"-4", "6", "0.5", "18446744073709551615", "-9223372036854775809", "true"}) {
    const std::string text = std::string("{\"n\":") + value + "}";
    EXPECT_EQ(error_of(text, [&](JsonFields& f) { f.read("n", -3, 5, &i); }), "at.n: not a whole number from -3 to 5");
  }
}

TEST(JsonFields, NamesWhatIsMissingAndWhatNobodyAskedFor) {
  std::string s;
  EXPECT_EQ(error_of("{}", [&](JsonFields& f) { f.read("s", &s, true); }), "at.s: missing");
  EXPECT_EQ(error_of(R"({"s":"","t":1})", [&](JsonFields& f) { f.read("s", &s); }), "at.t: there is no such field");
  EXPECT_EQ(error_of("{\"" + std::string(100, 'k') + "\":1}", [&](JsonFields& f) { f.read("s", &s); }),
            "at.a name of 100 bytes: there is no such field");
  // Neither an empty place nor a line of a log is made of what somebody sends.
  for (const auto& [name, bytes] : {std::pair("", "0"), std::pair("a\\nb", "3")}) {
    EXPECT_EQ(error_of("{\"" + std::string(name) + "\":1}", [&](JsonFields& f) { f.read("s", &s); }),
              "at.a name of " + std::string(bytes) + " bytes: there is no such field");
  }
}

TEST(JsonFields, TheFirstErrorStays) {
  std::string s;
  EXPECT_EQ(error_of(R"({"a":1,"b":2})",
                     [&](JsonFields& f) {
                       f.read("a", &s);
                       f.read("b", &s);
                       f.fail("c", "late");
                     }),
            "at.a: not a string");
}

TEST(JsonFields, Bytes32AreHexDigits) {
  Bytes32 bytes;
  EXPECT_TRUE(read_bytes32(Json(std::string(64, 'a')), "p[0]", &bytes).ok());
  EXPECT_EQ(bytes[31], 0xaa);
  EXPECT_EQ(read_bytes32(Json(std::string(62, 'a')), "p[0]", &bytes).place(), "p[0]");
  EXPECT_FALSE(read_bytes32(Json(5), "p[0]", &bytes).ok());
}

}  // namespace
}  // namespace nearshelf::protocol
