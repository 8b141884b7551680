// The main() of a program that writes seeds.
#ifndef NEARSHELF_TESTS_FUZZ_WRITE_SEEDS_H_
#define NEARSHELF_TESTS_FUZZ_WRITE_SEEDS_H_

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace nearshelf::fuzz {

// Into the directory that is the only argument. The exit code.
inline int write_seeds(int argc, char** argv, const std::vector<std::string>& seeds) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s DIRECTORY\n", argv[0]);
    return 2;
  }
  for (size_t i = 0; i < seeds.size(); ++i) {
    const auto path = std::filesystem::path(argv[1]) / ("seed" + std::to_string(i));
    std::ofstream file(path, std::ios::binary);
    file << seeds[i];
    if (!file.flush()) {
      std::fprintf(stderr, "cannot write %s\n", path.c_str());
      return 1;
    }
  }
  return 0;
}

}  // namespace nearshelf::fuzz

#endif  // NEARSHELF_TESTS_FUZZ_WRITE_SEEDS_H_
