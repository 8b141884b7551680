#include "mobile/kotlin/native/callbacks.h"

#include <cstring>

namespace nearshelf::jni {
namespace {

// The environment of this thread, attached while this lives if Java does not know the thread.
class ThreadEnv {
 public:
  explicit ThreadEnv(JavaVM* vm) : vm_(vm) {
    if (!vm_) return;
    void* env = nullptr;
    if (vm_->GetEnv(&env, JNI_VERSION_1_6) == JNI_OK) {
      env_ = static_cast<JNIEnv*>(env);
      return;
    }
    JavaVMAttachArgs arguments = {JNI_VERSION_1_6, nullptr, nullptr};
#if defined(__ANDROID__)
    attached_ = vm_->AttachCurrentThreadAsDaemon(&env_, &arguments) == JNI_OK;
#else
    attached_ = vm_->AttachCurrentThreadAsDaemon(&env, &arguments) == JNI_OK;
    if (attached_) env_ = static_cast<JNIEnv*>(env);
#endif
  }
  ~ThreadEnv() {
    if (attached_) vm_->DetachCurrentThread();
  }
  ThreadEnv(const ThreadEnv&) = delete;
  ThreadEnv& operator=(const ThreadEnv&) = delete;

  JNIEnv* get() const { return env_; }

 private:
  JavaVM* vm_;
  JNIEnv* env_ = nullptr;
  bool attached_ = false;
};

}  // namespace

Callbacks::Callbacks(JNIEnv* env, jobject target) {
  if (!target || env->GetJavaVM(&vm_) != JNI_OK) return;
  jclass type = env->GetObjectClass(target);
  log_ = env->GetMethodID(type, "log", "(I[B)V");
  if (log_) now_ms_ = env->GetMethodID(type, "nowMs", "()J");
  env->DeleteLocalRef(type);
  if (now_ms_) target_ = env->NewGlobalRef(target);
}

Callbacks::~Callbacks() {
  if (!target_) return;
  const ThreadEnv thread(vm_);
  if (thread.get()) thread.get()->DeleteGlobalRef(target_);
}

void Callbacks::log(void* callbacks, nsh_log_level level, const char* message) {
  const auto* self = static_cast<const Callbacks*>(callbacks);
  const ThreadEnv thread(self->vm_);
  JNIEnv* env = thread.get();
  if (!env || !self->target_ || env->ExceptionCheck()) return;
  const auto size = static_cast<jsize>(std::strlen(message));
  if (jbyteArray text = env->NewByteArray(size)) {
    env->SetByteArrayRegion(text, 0, size, reinterpret_cast<const jbyte*>(message));
    env->CallVoidMethod(self->target_, self->log_, static_cast<jint>(level), text);
    env->DeleteLocalRef(text);
  }
  env->ExceptionClear();  // a log that fails must not fail the call that it speaks of
}

int64_t Callbacks::now_ms(void* callbacks) {
  const auto* self = static_cast<const Callbacks*>(callbacks);
  const ThreadEnv thread(self->vm_);
  JNIEnv* env = thread.get();
  if (!env || !self->target_ || env->ExceptionCheck()) return 0;
  const jlong now = env->CallLongMethod(self->target_, self->now_ms_);
  if (!env->ExceptionCheck()) return now;
  env->ExceptionClear();
  return 0;
}

}  // namespace nearshelf::jni
