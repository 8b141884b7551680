// Which functions of the ABI a binding calls, and which it leaves out on purpose (sdk/unbound.txt).
#ifndef NEARSHELF_TESTS_HYGIENE_BINDINGS_H_
#define NEARSHELF_TESTS_HYGIENE_BINDINGS_H_

#include <filesystem>
#include <string>
#include <vector>

namespace nearshelf::hygiene {

struct Binding {
  std::string name;                  // as in sdk/unbound.txt
  std::vector<std::string> sources;  // files, or folders with all that is in them
  std::string left_out;              // a folder in one of those that does not count; may be empty
};

// C++, TypeScript, Swift, Kotlin.
const std::vector<Binding>& bindings();

// The code without its comments, as far as C, C++, TypeScript, Swift and Kotlin agree on what a comment is.
std::string without_comments(const std::string& code);

// Every function of sdk/exports.txt that a binding neither calls nor lists, lists and calls, or lists wrongly.
std::vector<std::string> binding_errors(const std::filesystem::path& root, const std::vector<Binding>& bindings);

// Every method between Kotlin and its JNI library that one side does not have, or that nothing in Kotlin calls.
std::vector<std::string> jni_errors(const std::filesystem::path& root);

}  // namespace nearshelf::hygiene

#endif  // NEARSHELF_TESTS_HYGIENE_BINDINGS_H_
