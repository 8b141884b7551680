#include "tests/hygiene/bindings.h"

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "tests/hygiene/source_tree.h"

namespace nearshelf::hygiene {
namespace {

namespace fs = std::filesystem;

// Calls the C ABI to be compared with, and is not the binding.
constexpr const char* kKotlinBench = "mobile/kotlin/native/bench";

// The code of every file at or below `source`, comments left out.
std::string read_code(const fs::path& root, const std::string& source, const std::string& left_out = "") {
  std::string code;
  if (fs::is_regular_file(root / source)) return without_comments(read_text(root / source));
  if (!fs::is_directory(root / source)) return code;
  for (const std::string& path : list_files(root / source)) {
    const std::string whole = source + "/" + path;
    if (!is_code(root, whole) || (!left_out.empty() && whole.rfind(left_out + "/", 0) == 0)) continue;
    code += without_comments(read_text(root / whole)) + "\n";
  }
  return code;
}

// What the first group of `expression` is at every place where it is found.
std::vector<std::string> found(const std::string& code, const std::string& expression) {
  const std::regex regex(expression);
  std::vector<std::string> all;
  for (std::sregex_iterator match(code.begin(), code.end(), regex), end; match != end; ++match) {
    all.push_back((*match)[1]);
  }
  return all;
}

std::set<std::string> found_names(const std::string& code, const std::string& expression) {
  const std::vector<std::string> all = found(code, expression);
  return {all.begin(), all.end()};
}

// Binding and function of every line of sdk/unbound.txt that is as it should be.
std::set<std::pair<std::string, std::string>> read_unbound(const fs::path& root, const std::set<std::string>& functions,
                                                           const std::vector<Binding>& bindings,
                                                           std::vector<std::string>& errors) {
  std::set<std::pair<std::string, std::string>> unbound;
  for (const std::string& line : split_lines(read_text(root / "sdk/unbound.txt"))) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream in(line);
    std::string function;
    std::string binding;
    std::string reason;
    in >> function >> binding >> std::ws;
    std::getline(in, reason);
    const bool known =
        std::any_of(bindings.begin(), bindings.end(), [&](const Binding& b) { return b.name == binding; });
    if (!functions.contains(function)) {
      errors.push_back("sdk/unbound.txt: no function: " + line);
    } else if (!known) {
      errors.push_back("sdk/unbound.txt: no binding: " + line);
    } else if (reason.empty()) {
      errors.push_back("sdk/unbound.txt: no reason: " + line);
    } else if (!unbound.insert({binding, function}).second) {
      errors.push_back("sdk/unbound.txt: listed twice: " + line);
    }
  }
  return unbound;
}

}  // namespace

const std::vector<Binding>& bindings() {
  static const std::vector<Binding> kBindings = {
      {"c++", {"sdk/include/nearshelf/nearshelf.hpp", "sdk/include/nearshelf/values.hpp"}, ""},
      {"typescript", {"wasm/npm/src"}, ""},
      {"swift", {"mobile/swift/Sources"}, ""},
      {"kotlin", {"mobile/kotlin/native"}, kKotlinBench},
  };
  return kBindings;
}

std::string without_comments(const std::string& code) {
  std::string kept;
  char quote = 0;  // of the string that `at` is in
  for (size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    if (quote == 0 && code.compare(at, 2, "//") == 0) {
      at = std::min(code.find('\n', at), code.size());
      kept += '\n';
    } else if (quote == 0 && code.compare(at, 2, "/*") == 0) {
      const size_t end = code.find("*/", at + 2);
      at = end == std::string::npos ? code.size() : end + 1;
      kept += ' ';
    } else {
      kept += c;
      if (quote != 0 && c == '\\' && at + 1 < code.size()) {
        kept += code[++at];
      } else if (c == quote || (c == '\n' && quote != '`')) {
        quote = 0;  // a lone quote, such as a digit separator, ends with its line
      } else if (quote == 0 && (c == '"' || c == '\'' || c == '`')) {
        quote = c;
      }
    }
  }
  return kept;
}

std::vector<std::string> binding_errors(const fs::path& root, const std::vector<Binding>& bindings) {
  std::vector<std::string> errors;
  const std::vector<std::string> listed = split_lines(read_text(root / "sdk/exports.txt"));
  const std::set<std::string> functions(listed.begin(), listed.end());
  const auto unbound = read_unbound(root, functions, bindings, errors);
  for (const Binding& binding : bindings) {
    std::string code;
    for (const std::string& source : binding.sources) {
      const std::string part = read_code(root, source, binding.left_out);
      if (part.empty()) errors.push_back(binding.name + ": nothing at " + source);
      code += part;
    }
    const std::set<std::string> called = found_names(code, "\\b(nsh_\\w+)");
    for (const std::string& function : functions) {
      const bool is_unbound = unbound.contains({binding.name, function});
      if (called.contains(function) && is_unbound) {
        errors.push_back(binding.name + ": " + function + " is called, and listed as left out");
      } else if (!called.contains(function) && !is_unbound) {
        errors.push_back(binding.name + ": " + function + " is neither called nor listed in sdk/unbound.txt");
      }
    }
  }
  return errors;
}

std::vector<std::string> jni_errors(const fs::path& root) {
  std::vector<std::string> errors;
  const std::string native = read_code(root, "mobile/kotlin/native", kKotlinBench);
  const std::string kotlin = read_code(root, "mobile/kotlin/src/main");
  const std::vector<std::string> registered = found(native, "\\bmethod\\(\\s*\"(\\w+)\"");
  const std::set<std::string> declared = found_names(kotlin, "\\bexternal\\s+fun\\s+(\\w+)");
  const std::set<std::string> called = found_names(kotlin, "\\bNative(?:\\.|::)(\\w+)");
  if (registered.empty()) errors.push_back("mobile/kotlin/native registers no methods");
  std::map<std::string, int> times;
  for (const std::string& method : registered) {
    if (++times[method] == 2) errors.push_back("kotlin: " + method + " is registered twice");
    if (!declared.contains(method)) errors.push_back("kotlin: " + method + " is registered and not declared");
  }
  for (const std::string& method : declared) {
    if (!times.contains(method)) errors.push_back("kotlin: " + method + " is declared and not registered");
    if (!called.contains(method)) errors.push_back("kotlin: " + method + " is declared and never called");
  }
  return errors;
}

}  // namespace nearshelf::hygiene
