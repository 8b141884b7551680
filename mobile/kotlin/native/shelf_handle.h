// What Kotlin holds of a shelf.
#ifndef NEARSHELF_MOBILE_KOTLIN_NATIVE_SHELF_HANDLE_H_
#define NEARSHELF_MOBILE_KOTLIN_NATIVE_SHELF_HANDLE_H_

#include <jni.h>

#include "mobile/kotlin/native/call.h"
#include "mobile/kotlin/native/callbacks.h"

namespace nearshelf::jni {

struct ShelfHandle {
  ShelfHandle(JNIEnv* env, jobject target) : callbacks(env, target) {}
  ~ShelfHandle() { nsh_shelf_close(shelf); }
  ShelfHandle(const ShelfHandle&) = delete;
  ShelfHandle& operator=(const ShelfHandle&) = delete;

  Callbacks callbacks;
  nsh_shelf* shelf = nullptr;
};

inline nsh_shelf* shelf_of(jlong handle) { return from_java<ShelfHandle>(handle)->shelf; }

}  // namespace nearshelf::jni

#endif  // NEARSHELF_MOBILE_KOTLIN_NATIVE_SHELF_HANDLE_H_
