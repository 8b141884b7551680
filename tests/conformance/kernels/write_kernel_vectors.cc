// Writes kernels.json: write_kernel_vectors <file>. Each part of a part is one line, so that a diff can be read.
#include <fstream>
#include <iostream>

#include "tests/conformance/kernels/kernel_vectors.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: write_kernel_vectors <file>\n";
    return 2;
  }
  std::ofstream out(argv[1]);
  out << "{\n";
  const nlohmann::json vectors = nearshelf::conformance::make_kernel_vectors();
  const char* part_separator = "";
  for (const auto& [key, part] : vectors.items()) {
    out << part_separator << nlohmann::json(key) << ": " << (part.is_array() ? "[" : "{");
    const char* separator = "\n";
    for (const auto& [name, value] : part.items()) {
      out << separator;
      if (part.is_object()) out << nlohmann::json(name) << ": ";
      out << value.dump();
      separator = ",\n";
    }
    out << (part.is_array() ? "\n]" : "\n}");
    part_separator = ",\n";
  }
  out << "\n}\n";
  out.flush();
  if (!out) {
    std::cerr << "cannot write " << argv[1] << "\n";
    return 1;
  }
  return 0;
}
