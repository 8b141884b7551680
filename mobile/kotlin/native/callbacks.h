// Log and clock of a shelf, called back in Kotlin.
#ifndef NEARSHELF_MOBILE_KOTLIN_NATIVE_CALLBACKS_H_
#define NEARSHELF_MOBILE_KOTLIN_NATIVE_CALLBACKS_H_

#include <jni.h>

#include <cstdint>

#include "nearshelf/nearshelf.h"

namespace nearshelf::jni {

// Holds on to a dev.nearshelf.internal.Callbacks. The core calls on the thread that called it, which Java knows; a
// thread that it does not know is attached for as long as the callback takes.
class Callbacks {
 public:
  // `target` may be null: nothing is then called. Leaves a Java exception pending when the class has other methods.
  Callbacks(JNIEnv* env, jobject target);
  ~Callbacks();
  Callbacks(const Callbacks&) = delete;
  Callbacks& operator=(const Callbacks&) = delete;

  static void log(void* callbacks, nsh_log_level level, const char* message);
  static int64_t now_ms(void* callbacks);

 private:
  JavaVM* vm_ = nullptr;
  jobject target_ = nullptr;
  jmethodID log_ = nullptr;
  jmethodID now_ms_ = nullptr;
};

}  // namespace nearshelf::jni

#endif  // NEARSHELF_MOBILE_KOTLIN_NATIVE_CALLBACKS_H_
