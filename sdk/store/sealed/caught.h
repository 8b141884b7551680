// What SQLite calls must not throw.
#ifndef NEARSHELF_SDK_STORE_SEALED_CAUGHT_H_
#define NEARSHELF_SDK_STORE_SEALED_CAUGHT_H_

#include <sqlite3.h>

#include <new>

namespace nearshelf::store {

// Runs body() -> SQLite's result; the allocation of memory is all that can throw in one.
template <typename Body>
int caught(Body body) noexcept {
#if defined(__cpp_exceptions)
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
#else
  return body();
#endif
}

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_SEALED_CAUGHT_H_
