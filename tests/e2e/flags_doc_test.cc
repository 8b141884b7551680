// docs/cli.md and --help speak of the same flags.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "tests/e2e/process.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::e2e {
namespace {

using Flags = std::set<std::string>;

Flags flags_in(const std::string& text) {
  static const std::regex kFlag("(^|[^-A-Za-z0-9])(--[a-z][a-z0-9-]*)");
  Flags flags;
  for (std::sregex_iterator found(text.begin(), text.end(), kFlag), end; found != end; ++found)
    flags.insert((*found)[2]);
  return flags;
}

// The part of docs/cli.md between the heading of a command and the next one.
std::string section(const std::string& text, const std::string& command) {
  const size_t begin = text.find("\n## " + command + "\n");
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find("\n## ", begin + 4) - begin);
}

TEST(FlagsDoc, EveryCommandIsDescribedAsItsHelpSays) {
  const std::string doc = testing::read_text(NEARSHELF_SOURCE_DIR "/docs/cli.md");
  for (const char* command : {"train", "evaluate", "recommend", "inspect", "publish", "sample-shop"}) {
    const Outcome help = nearshelf({command, "--help"});
    ASSERT_EQ(help.exit_code, 0);
    Flags expected = flags_in(help.out);
    expected.erase("--help");
    EXPECT_FALSE(expected.empty());
    EXPECT_EQ(flags_in(section(doc, command)), expected) << command;
  }
}

}  // namespace
}  // namespace nearshelf::e2e
