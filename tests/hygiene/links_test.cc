// Relative links in the documentation lead to files that exist, and #anchors to headings.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <regex>
#include <set>

#include "tests/hygiene/source_tree.h"

namespace nearshelf::hygiene {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The anchor that GitHub and most Markdown renderers give a heading.
std::string anchor_of(const std::string& heading) {
  std::string anchor;
  for (const char c : heading) {
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_') {
      anchor += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else if (c == ' ') {
      anchor += '-';
    }
  }
  return anchor;
}

// The lines of a page, with those of code blocks emptied: neither headings nor links are looked for there.
std::vector<std::string> prose_lines(const fs::path& page) {
  std::vector<std::string> lines = split_lines(read_text(page));
  bool in_code = false;
  for (std::string& line : lines) {
    const bool fence = line.find("```") != std::string::npos;
    if (fence) in_code = !in_code;
    if (fence || in_code) line.clear();
  }
  return lines;
}

std::set<std::string> anchors_of(const fs::path& page) {
  std::set<std::string> anchors;
  for (const std::string& line : prose_lines(page)) {
    const size_t hashes = line.find_first_not_of('#');
    if (hashes != 0 && hashes != std::string::npos && line[hashes] == ' ')
      anchors.insert(anchor_of(line.substr(hashes + 1)));
  }
  return anchors;
}

std::vector<std::string> link_errors(const fs::path& root) {
  static const std::regex kLink("\\]\\(([^)\\s]+)\\)");
  std::vector<std::string> errors;
  for (const std::string& path : list_files(root)) {
    if (extension(path) != "md") continue;
    const std::vector<std::string> lines = prose_lines(root / path);
    for (size_t i = 0; i < lines.size(); ++i) {
      for (std::sregex_iterator it(lines[i].begin(), lines[i].end(), kLink), end; it != end; ++it) {
        const std::string link = (*it)[1];
        if (link.find("://") != std::string::npos || link.rfind("mailto:", 0) == 0) continue;
        const size_t hash = link.find('#');
        const std::string file = link.substr(0, hash);
        const fs::path target = file.empty() ? root / path : root / fs::path(path).parent_path() / file;
        const std::string place = path + ":" + std::to_string(i + 1) + ": ";
        if (!fs::exists(target)) {
          errors.push_back(place + "no such file: " + link);
        } else if (hash != std::string::npos && !anchors_of(target).contains(link.substr(hash + 1))) {
          errors.push_back(place + "no such heading: " + link);
        }
      }
    }
  }
  return errors;
}

TEST(Links, OfThisTreeResolve) { EXPECT_THAT(link_errors(NEARSHELF_SOURCE_DIR), IsEmpty()); }

TEST(Links, GoodOnesPassAndBrokenOnesAreFound) {
  TemporaryTree tree;
  tree.write(
      "docs/a.md",
      "# The first page\n[self](#the-first-page) [b](b.md#other-heading) [up](../README.md) [web](https://x.y/z)\n"
      "```\n[not a link](nowhere.md)\n# no heading\n```\n");
  tree.write("docs/b.md", "## Other heading\n");
  tree.write("README.md", "[docs](docs/)\n");
  EXPECT_THAT(link_errors(tree.root()), IsEmpty());

  tree.write("docs/c.md", "one\n[gone](gone.md) and [heading](b.md#gone), [code](a.md#no-heading)\n");
  EXPECT_THAT(link_errors(tree.root()), ElementsAre(HasSubstr("docs/c.md:2: no such file: gone.md"),
                                                    HasSubstr("docs/c.md:2: no such heading: b.md#gone"),
                                                    HasSubstr("docs/c.md:2: no such heading: a.md#no-heading")));
}

}  // namespace
}  // namespace nearshelf::hygiene
