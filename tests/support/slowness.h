// How much longer than on the machine itself everything takes: NEARSHELF_SLOWNESS, 1 if unset. Tests that cut something
// off after a while wait that much longer, so that on an emulator too they meet it in the middle of its work.
#ifndef NEARSHELF_TESTS_SUPPORT_SLOWNESS_H_
#define NEARSHELF_TESTS_SUPPORT_SLOWNESS_H_

#include <cstdlib>

namespace nearshelf::testing {

inline int slowness() {
  const char* factor = std::getenv("NEARSHELF_SLOWNESS");
  return factor ? std::atoi(factor) : 1;
}

}  // namespace nearshelf::testing

#endif  // NEARSHELF_TESTS_SUPPORT_SLOWNESS_H_
