#include "mobile/kotlin/native/call.h"

#include <cstdio>
#include <limits>

namespace nearshelf::jni {

Request::Request(JNIEnv* env, jbyteArray array) {
  if (!array) return;
  size_ = static_cast<size_t>(env->GetArrayLength(array));
  uint8_t* to = inline_;
  if (size_ > sizeof(inline_)) {
    heap_ = std::make_unique<uint8_t[]>(size_);
    to = heap_.get();
  }
  env->GetByteArrayRegion(array, 0, static_cast<jsize>(size_), reinterpret_cast<jbyte*>(to));
  data_ = to;
}

void throw_java(JNIEnv* env, const char* class_name, const char* message) noexcept {
  if (env->ExceptionCheck()) return;
  if (jclass exception = env->FindClass(class_name)) {
    env->ThrowNew(exception, message);
    env->DeleteLocalRef(exception);
  }
}

jbyteArray to_array(JNIEnv* env, const void* data, size_t size) noexcept {
  if (size > static_cast<size_t>(std::numeric_limits<jsize>::max())) {
    throw_java(env, "java/lang/OutOfMemoryError", "an answer of nearshelf is larger than an array can be");
    return nullptr;
  }
  jbyteArray array = env->NewByteArray(static_cast<jsize>(size));
  if (array) env->SetByteArrayRegion(array, 0, static_cast<jsize>(size), static_cast<const jbyte*>(data));
  return array;
}

nsh_status misread(nsh_error* error) {
  error->code = NSH_STATUS_INTERNAL;
  std::snprintf(error->message, sizeof(error->message), "a request did not have the layout that the library expects");
  std::snprintf(error->place, sizeof(error->place), "mobile/kotlin/native");
  return error->code;
}

void write_error(const nsh_error& error, WireWriter& out) {
  out.clear();
  out.number<int32_t>(error.code);
  out.text(std::string_view(error.message));
  out.text(std::string_view(error.place));
}

}  // namespace nearshelf::jni
