// Rules for single files: length, left-over words, where public headers live, include guards, one newline at the end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "tests/hygiene/source_tree.h"

namespace nearshelf::hygiene {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr size_t kMaxLines = 450;

// Put together from halves, so that this file does not contain them.
const std::regex& left_over_words() {
  static const std::regex kWords(std::string("\\b(TO") + "DO|FIX" + "ME|X" + "XX|HA" + "CK|WI" + "P)\\b");
  return kWords;
}

std::string expected_guard(std::string path) {
  if (path.rfind("sdk/include/", 0) == 0) path = path.substr(std::string("sdk/include/").size());
  std::string guard = path.rfind("nearshelf/", 0) == 0 ? "" : "NEARSHELF_";
  for (const char c : path) {
    guard += std::isalnum(static_cast<unsigned char>(c)) ? static_cast<char>(std::toupper(c)) : '_';
  }
  return guard + "_";
}

std::vector<std::string> file_errors(const std::filesystem::path& root) {
  std::vector<std::string> errors;
  for (const std::string& path : list_files(root)) {
    const bool code = is_code(root, path);
    if (!code && extension(path) != "md") continue;
    const std::string text = read_text(root / path);
    const std::vector<std::string> lines = split_lines(text);
    if (code && lines.size() > kMaxLines) {
      errors.push_back(path + ": " + std::to_string(lines.size()) + " lines, at most " + std::to_string(kMaxLines));
    }
    for (size_t i = 0; i < lines.size(); ++i) {
      if (std::regex_search(lines[i], left_over_words())) {
        errors.push_back(path + ":" + std::to_string(i + 1) + ": left-over word: " + lines[i]);
      }
    }
    if (!text.empty() && (text.back() != '\n' || (text.size() > 1 && text[text.size() - 2] == '\n'))) {
      errors.push_back(path + ": does not end with exactly one newline");
    }
    const bool header = extension(path) == "h" || extension(path) == "hpp";
    if (header && text.find("#ifndef " + expected_guard(path) + "\n") == std::string::npos) {
      errors.push_back(path + ": the include guard is not " + expected_guard(path));
    }
    if (extension(path) == "hpp" && path.rfind("sdk/include/nearshelf/", 0) != 0) {
      errors.push_back(path + ": .hpp is for the public C++ face in sdk/include/nearshelf");
    }
    if (path.rfind("sdk/include/", 0) == 0 && !(header && path.rfind("sdk/include/nearshelf/", 0) == 0)) {
      errors.push_back(path + ": sdk/include holds the headers of sdk/include/nearshelf and nothing else");
    }
  }
  return errors;
}

TEST(Files, OfThisTreeKeepTheRules) { EXPECT_THAT(file_errors(NEARSHELF_SOURCE_DIR), IsEmpty()); }

TEST(Files, AMadeUpTreeWithoutFaultsPasses) {
  TemporaryTree tree;
  tree.write("sdk/base/a.h", "#ifndef NEARSHELF_SDK_BASE_A_H_\n#endif\n");
  tree.write("sdk/include/nearshelf/nearshelf.h", "#ifndef NEARSHELF_NEARSHELF_H_\n#endif\n");
  tree.write("data.bin", std::string("TO") + "DO");
  tree.write("build/generated.h", "int x;");
  EXPECT_THAT(file_errors(tree.root()), IsEmpty());
}

TEST(Files, EveryFaultIsFound) {
  TemporaryTree tree;
  std::string long_text;
  for (size_t i = 0; i <= kMaxLines; ++i) long_text += "int a;\n";
  tree.write("sdk/base/a_long.cc", long_text);
  tree.write("sdk/base/b_words.cc", std::string("int a;  // TO") + "DO: more\n");
  tree.write("sdk/base/c_newline.cc", "int a;");
  tree.write("sdk/base/d_newlines.cc", "int a;\n\n");
  tree.write("sdk/base/e_guard.h", "#pragma once\n");
  tree.write("sdk/base/f.hpp", "#ifndef NEARSHELF_SDK_BASE_F_HPP_\n#endif\n");
  tree.write("sdk/include/g.cc", "int a;\n");
  tree.write("tool", std::string("#!/bin/sh\n# FIX") + "ME\n");
  EXPECT_THAT(file_errors(tree.root()),
              ElementsAre(HasSubstr("a_long.cc: 451 lines"), HasSubstr("b_words.cc:1: left-over"),
                          HasSubstr("c_newline.cc: does not end"), HasSubstr("d_newlines.cc: does not end"),
                          HasSubstr("e_guard.h: the include guard is not NEARSHELF_SDK_BASE_E_GUARD_H_"),
                          HasSubstr("f.hpp: .hpp is for"), HasSubstr("sdk/include/g.cc: sdk/include holds"),
                          HasSubstr("tool:2: left-over")));
}

}  // namespace
}  // namespace nearshelf::hygiene
