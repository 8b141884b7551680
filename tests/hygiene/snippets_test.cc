// Code shown in the documentation is code that is built: a block under "<!-- from: path -->" consists of lines of that
// file in their order. "..." on a line of its own stands for lines left out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/hygiene/source_tree.h"

namespace nearshelf::hygiene {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string trimmed(const std::string& line) {
  const size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t") - begin + 1);
}

// The path in "<!-- from: path -->"; empty for any other line.
std::string source_named_by(const std::string& line) {
  const std::string kBegin = "<!-- from: ";
  const std::string kEnd = " -->";
  if (line.rfind(kBegin, 0) != 0 || line.size() < kBegin.size() + kEnd.size()) return {};
  return line.substr(kBegin.size(), line.size() - kBegin.size() - kEnd.size());
}

// Checks one block; `i` stands on its opening fence and is moved to its closing one.
std::string block_error(const std::vector<std::string>& page, size_t* i, const std::vector<std::string>& source) {
  size_t at = 0;
  for (++*i; *i < page.size() && page[*i].rfind("```", 0) != 0; ++*i) {
    const std::string line = trimmed(page[*i]);
    if (line.empty() || line == "..." || line == "/* ... */" || line == "// ...") continue;
    while (at < source.size() && trimmed(source[at]) != line) ++at;
    if (at++ == source.size()) return std::to_string(*i + 1) + ": not in the source, in this order: " + line;
  }
  return {};
}

std::vector<std::string> snippet_errors(const std::filesystem::path& root, size_t* block_count) {
  std::vector<std::string> errors;
  *block_count = 0;
  for (const std::string& path : list_files(root)) {
    if (extension(path) != "md") continue;
    const std::vector<std::string> page = split_lines(read_text(root / path));
    for (size_t i = 0; i + 1 < page.size(); ++i) {
      const std::string source = source_named_by(page[i]);
      if (source.empty()) continue;
      ++*block_count;
      if (page[++i].rfind("```", 0) != 0) {
        errors.push_back(path + ":" + std::to_string(i + 1) + ": a code block is expected here");
      } else if (!std::filesystem::exists(root / source)) {
        errors.push_back(path + ":" + std::to_string(i) + ": no such file: " + source);
      } else if (const std::string error = block_error(page, &i, split_lines(read_text(root / source)));
                 !error.empty()) {
        errors.push_back(path + ":" + error);
      }
    }
  }
  return errors;
}

TEST(Snippets, OfThisTreeAreInTheirSources) {
  size_t block_count = 0;
  EXPECT_THAT(snippet_errors(NEARSHELF_SOURCE_DIR, &block_count), IsEmpty());
  EXPECT_GE(block_count, 2u);
}

TEST(Snippets, GoodOnesPassAndWrongOnesAreFound) {
  TemporaryTree tree;
  tree.write("examples/a.c", "int a;\nint b;\n  int c;\n");
  tree.write("a.md",
             "<!-- from: examples/a.c -->\n```c\nint a;\n...\n\nint c;\n```\nand\n```c\nint free_of_rules;\n```\n");
  size_t block_count = 0;
  EXPECT_THAT(snippet_errors(tree.root(), &block_count), IsEmpty());
  EXPECT_EQ(block_count, 1u);

  tree.write("b.md", "<!-- from: examples/a.c -->\n```c\nint a;\nint A;\n```\n");
  tree.write("c.md", "<!-- from: examples/a.c -->\n```c\nint b;\nint a;\n```\n");
  tree.write("d.md", "<!-- from: examples/gone.c -->\n```c\nint a;\n```\n");
  tree.write("e.md", "<!-- from: examples/a.c -->\nint a;\n");
  EXPECT_THAT(snippet_errors(tree.root(), &block_count),
              ElementsAre(HasSubstr("b.md:4: not in the source"), HasSubstr("c.md:4: not in the source"),
                          HasSubstr("d.md:1: no such file: examples/gone.c"), HasSubstr("e.md:2: a code block")));
  EXPECT_EQ(block_count, 5u);
}

}  // namespace
}  // namespace nearshelf::hygiene
