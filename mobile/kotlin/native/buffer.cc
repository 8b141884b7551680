// Memory outside the Java heap that an artifact is read into and that a model takes over: it is held only once.
#include "mobile/kotlin/native/call.h"
#include "mobile/kotlin/native/methods.h"

namespace nearshelf::jni {
namespace {

jbyteArray create(JNIEnv* env, jclass, jlong size) {
  return answer(env, [&](WireWriter& out, nsh_error* error) {
    nsh_buffer* buffer = nullptr;
    const nsh_status status = nsh_buffer_create(static_cast<size_t>(size), &buffer, error);
    if (status == NSH_STATUS_OK) out.number<int64_t>(to_java(buffer));
    return status;
  });
}

jobject view(JNIEnv* env, jclass, jlong buffer, jlong size) {
  return env->NewDirectByteBuffer(nsh_buffer_data(from_java<nsh_buffer>(buffer)), size);
}

void release(JNIEnv*, jclass, jlong buffer) { nsh_buffer_free(from_java<nsh_buffer>(buffer)); }

}  // namespace

std::vector<Method> buffer_methods() {
  return {method("bufferCreate", "(J)[B", create), method("bufferView", "(JJ)Ljava/nio/ByteBuffer;", view),
          method("bufferFree", "(J)V", release)};
}

}  // namespace nearshelf::jni
