#include "sdk/model/text.h"

#include <gtest/gtest.h>

#include <string>

namespace nearshelf::model {
namespace {

using namespace std::string_literals;

TEST(Text, AcceptsWellFormedUtf8) {
  for (const std::string& text :
       {""s, "plain"s, "Schuhe für Ärzte"s, "\u0080\u07FF\u0800\uD7FF\uE000\uFFFF"s, "\U00010000\U0010FFFF"s,
        "exactly8"s, "a longer text of plain ASCII characters, then \u20AC"s}) {
    EXPECT_TRUE(is_valid_text(text)) << text;
  }
}

TEST(Text, RefusesWhatUnicodeRefuses) {
  const std::string bad[] = {
      "\x80"s,              // continuation without a start
      "\xC3"s,              // cut off
      "\xE2\x82"s,          // cut off
      "\xF0\x9F\x98"s,      // cut off
      "\xC0\xAF"s,          // overlong
      "\xC1\xBF"s,          // overlong
      "\xE0\x9F\xBF"s,      // overlong
      "\xF0\x8F\xBF\xBF"s,  // overlong
      "\xED\xA0\x80"s,      // surrogate
      "\xF4\x90\x80\x80"s,  // above U+10FFFF
      "\xF5\x80\x80\x80"s,
      "\xFE"s,
      "\xFF"s,
      "\xC3("s,
      "\xE2\x82("s,
      "\xF0\x9F\x98("s,
      "\0"s,
  };
  for (const std::string& text : bad) {
    EXPECT_FALSE(is_valid_text(text));
    // At every place of the eight-byte steps.
    for (size_t before = 1; before < 18; ++before) {
      const std::string embedded = std::string(before, 'x') + text + "some more text";
      EXPECT_FALSE(is_valid_text(embedded)) << before;
      const auto* data = reinterpret_cast<const uint8_t*>(embedded.data());
      EXPECT_EQ(valid_text_prefix({data, embedded.size()}), before);
    }
  }
}

}  // namespace
}  // namespace nearshelf::model
