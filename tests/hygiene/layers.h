// The layer rules of docs/architecture.md as data, and the checks that hold includes and link edges to them.
#ifndef NEARSHELF_TESTS_HYGIENE_LAYERS_H_
#define NEARSHELF_TESTS_HYGIENE_LAYERS_H_

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace nearshelf::hygiene {

// `from` uses `to`: two directories relative to the root of the tree, and where it is written ("sdk/a/b.h:12").
struct Use {
  std::string from;
  std::string to;
  std::string place;
};

// The unit that a directory belongs to: "sdk/ranking" for "sdk/ranking/kernels", "public" for sdk/include, "" for
// directories without rules (tests, examples).
std::string unit_of(const std::string& directory);

// Whether unit `from` may use unit `to`, which differs from it.
bool may_use(const std::string& from, const std::string& to);

// Every #include "..." of the C and C++ files under sdk, wasm, mobile and server_sync. An include that names no file of
// the tree (and no generated header of sdk/schema) or that climbs with "../" is added to `errors`.
std::vector<Use> find_includes(const std::filesystem::path& root, std::vector<std::string>* errors);

// One message per use that the table forbids, and one per cycle between directories.
std::vector<std::string> check_uses(const std::vector<Use>& uses);

// find_includes, then check_uses.
std::vector<std::string> layering_errors(const std::filesystem::path& root);

}  // namespace nearshelf::hygiene

#endif  // NEARSHELF_TESTS_HYGIENE_LAYERS_H_
