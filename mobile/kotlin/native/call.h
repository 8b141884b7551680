// How a call from Kotlin is answered: errors as data in the answer, memory exhaustion as Java's OutOfMemoryError, and
// no C++ exception ever crosses into the virtual machine.
#ifndef NEARSHELF_MOBILE_KOTLIN_NATIVE_CALL_H_
#define NEARSHELF_MOBILE_KOTLIN_NATIVE_CALL_H_

#include <jni.h>

#include <exception>
#include <new>
#include <type_traits>

#include "mobile/kotlin/native/wire.h"

namespace nearshelf::jni {

// The bytes of a request, copied: a pinned array would hold up the garbage collector while a disk flushes.
class Request {
 public:
  Request(JNIEnv* env, jbyteArray array);
  Request(const Request&) = delete;
  Request& operator=(const Request&) = delete;

  const uint8_t* data() const { return data_; }
  size_t size() const { return size_; }
  WireReader reader() const { return {data_, size_}; }

 private:
  uint8_t inline_[1024];
  std::unique_ptr<uint8_t[]> heap_;
  const uint8_t* data_ = inline_;
  size_t size_ = 0;
};

void throw_java(JNIEnv* env, const char* class_name, const char* message) noexcept;

// A new Java array; null, with a pending exception, when there is no memory for it.
jbyteArray to_array(JNIEnv* env, const void* data, size_t size) noexcept;

// For a request that does not have the layout that was agreed on.
nsh_status misread(nsh_error* error);

// Runs body() and turns what it throws into a Java exception, with T() as the answer that nobody sees then.
template <typename Body>
auto guarded(JNIEnv* env, Body body) noexcept -> decltype(body()) {
  using Answer = decltype(body());
  try {
    return body();
  } catch (const std::bad_alloc&) {
    throw_java(env, "java/lang/OutOfMemoryError", "no memory for a call into nearshelf");
  } catch (const std::exception& e) {
    throw_java(env, "java/lang/IllegalStateException", e.what());
  }
  if constexpr (!std::is_void_v<Answer>) return Answer();
}

void write_error(const nsh_error& error, WireWriter& out);

// Answers a call: body(out, error) -> nsh_status writes what it has to say. Null stands for success with nothing to
// say; otherwise the array begins with the status, and after a failure message and place follow.
template <typename Body>
jbyteArray answer(JNIEnv* env, Body body) noexcept {
  return guarded(env, [&]() -> jbyteArray {
    WireWriter out;
    out.number<int32_t>(NSH_STATUS_OK);
    const size_t empty = out.size();
    nsh_error error = {};
    if (body(out, &error) != NSH_STATUS_OK) {
      write_error(error, out);
    } else if (out.size() == empty) {
      return nullptr;
    }
    return to_array(env, out.data(), out.size());
  });
}

template <typename T>
jlong to_java(T* pointer) {
  return static_cast<jlong>(reinterpret_cast<uintptr_t>(pointer));
}

template <typename T>
T* from_java(jlong handle) {
  return reinterpret_cast<T*>(static_cast<uintptr_t>(handle));
}

}  // namespace nearshelf::jni

#endif  // NEARSHELF_MOBILE_KOTLIN_NATIVE_CALL_H_
