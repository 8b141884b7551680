// The files of a source tree as the hygiene tests see it: build outputs, data and the version control directory left
// out.
#ifndef NEARSHELF_TESTS_HYGIENE_SOURCE_TREE_H_
#define NEARSHELF_TESTS_HYGIENE_SOURCE_TREE_H_

#include <filesystem>
#include <string>
#include <vector>

namespace nearshelf::hygiene {

// Paths relative to `root` with forward slashes, sorted.
std::vector<std::string> list_files(const std::filesystem::path& root);

std::string read_text(const std::filesystem::path& file);

std::vector<std::string> split_lines(const std::string& text);

// One of "h", "hpp", "cc", "c", "cmake", "md", ...: what follows the last dot of the name; empty without one.
std::string extension(const std::string& path);

// Written by people in a programming language, scripts included: every file with a known extension or a "#!" line.
bool is_code(const std::filesystem::path& root, const std::string& path);

// A directory of its own for one test's made-up tree; removed at the end.
class TemporaryTree {
 public:
  TemporaryTree();
  ~TemporaryTree();
  TemporaryTree(const TemporaryTree&) = delete;
  TemporaryTree& operator=(const TemporaryTree&) = delete;

  const std::filesystem::path& root() const { return root_; }
  void write(const std::string& path, const std::string& text) const;

 private:
  std::filesystem::path root_;
};

}  // namespace nearshelf::hygiene

#endif  // NEARSHELF_TESTS_HYGIENE_SOURCE_TREE_H_
