#include "tests/hygiene/source_tree.h"

#include <stdlib.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace nearshelf::hygiene {

namespace fs = std::filesystem;

std::vector<std::string> list_files(const fs::path& root) {
  static const std::set<std::string> kSkippedAtTop = {".git", ".cache", "build", "demo"};
  // What npm and Swift install and build, in any of their packages.
  static const std::set<std::string> kSkipped = {"node_modules", "dist", ".build"};
  std::vector<std::string> files;
  for (auto it = fs::recursive_directory_iterator(root); it != fs::recursive_directory_iterator(); ++it) {
    const std::string path = it->path().lexically_relative(root).generic_string();
    const bool skipped = (it.depth() == 0 && kSkippedAtTop.contains(path)) || kSkipped.contains(it->path().filename());
    if (it->is_directory() && skipped) {
      it.disable_recursion_pending();
    } else if (it->is_regular_file()) {
      files.push_back(path);
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string read_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string extension(const std::string& path) {
  const std::string name = fs::path(path).extension().string();
  return name.empty() ? name : name.substr(1);
}

bool is_code(const fs::path& root, const std::string& path) {
  static const std::set<std::string> kCode = {"h",  "hpp", "cc", "c",    "fbs",   "cmake", "sh",   "js",
                                              "ts", "mjs", "kt", "java", "swift", "sql",   "html", "css"};
  if (kCode.contains(extension(path)) || fs::path(path).filename() == "CMakeLists.txt") return true;
  if (!extension(path).empty()) return false;
  std::ifstream in(root / path, std::ios::binary);
  return in.get() == '#' && in.get() == '!';
}

TemporaryTree::TemporaryTree() {
  std::string pattern = (fs::temp_directory_path() / "nearshelf-hygiene-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make " + pattern);
  root_ = pattern;
}

TemporaryTree::~TemporaryTree() {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

void TemporaryTree::write(const std::string& path, const std::string& text) const {
  fs::create_directories((root_ / path).parent_path());
  std::ofstream(root_ / path, std::ios::binary) << text;
}

}  // namespace nearshelf::hygiene
