// One list of functions, told three times: what the header declares, sdk/exports.txt, what the library shows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <regex>
#include <string>
#include <vector>

namespace nearshelf {
namespace {

using ::testing::ElementsAreArray;

std::vector<std::string> listed() {
  std::ifstream in(NEARSHELF_SOURCE_DIR "/sdk/exports.txt");
  std::vector<std::string> names;
  for (std::string line; std::getline(in, line);) names.push_back(line);
  return names;
}

std::vector<std::string> declared() {
  std::string header;
  for (const char* name : {"nearshelf.h", "consent.h", "recorded_events.h", "sync.h"}) {
    std::ifstream in(NEARSHELF_SOURCE_DIR "/sdk/include/nearshelf/" + std::string(name));
    header.append(std::istreambuf_iterator<char>(in), {});
  }
  const std::regex declaration(R"(NSH_API [a-z0-9_ *]*?\b(nsh_\w+)\()");
  std::vector<std::string> names;
  for (std::sregex_iterator match(header.begin(), header.end(), declaration), end; match != end; ++match) {
    names.push_back((*match)[1]);
  }
  return names;
}

std::vector<std::string> exported() {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(
      ::popen("nm --dynamic --defined-only --format=posix '" NEARSHELF_LIBRARY "'", "r"), &::pclose);
  std::vector<std::string> names;
  char line[1024];
  while (pipe && std::fgets(line, sizeof(line), pipe.get())) {
    const std::string text(line);
    names.push_back(text.substr(0, text.find(' ')));
  }
  return names;
}

TEST(Exports, TheListIsSortedAndSaysEachNameOnce) {
  const std::vector<std::string> names = listed();
  ASSERT_GT(names.size(), 20u);
  for (size_t i = 1; i < names.size(); ++i) EXPECT_LT(names[i - 1], names[i]);
}

TEST(Exports, TheHeaderDeclaresWhatIsListed) {
  EXPECT_THAT(declared(), ::testing::UnorderedElementsAreArray(listed()));
}

TEST(Exports, TheLibraryShowsWhatIsListedAndNothingElse) { EXPECT_THAT(exported(), ElementsAreArray(listed())); }

}  // namespace
}  // namespace nearshelf
