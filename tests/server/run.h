// What the tests of a running server have in common.
#ifndef NEARSHELF_TESTS_SERVER_RUN_H_
#define NEARSHELF_TESTS_SERVER_RUN_H_

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "sdk/base/time.h"

namespace nearshelf::server_test {

inline TimeMs now_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

// A number from the environment, which the preset "nightly" sets higher.
inline int64_t setting(const char* name, int64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::atoll(text) : otherwise;
}

}  // namespace nearshelf::server_test

#endif  // NEARSHELF_TESTS_SERVER_RUN_H_
