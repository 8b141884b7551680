// What happens when Java loads the library, and what it tells of itself.
#include <jni.h>

#include "mobile/kotlin/native/call.h"
#include "mobile/kotlin/native/methods.h"

namespace nearshelf::jni {
namespace {

jint abi_version(JNIEnv*, jclass) { return static_cast<jint>(nsh_abi_version()); }

jint built_for_abi(JNIEnv*, jclass) { return NSH_ABI_VERSION; }

jint wire_version(JNIEnv*, jclass) { return kWireVersion; }

jbyteArray version(JNIEnv* env, jclass) {
  const std::string_view text = nsh_version();
  return to_array(env, text.data(), text.size());
}

jbyteArray status_name(JNIEnv* env, jclass, jint status) {
  const std::string_view text = nsh_status_name(status);
  return to_array(env, text.data(), text.size());
}

bool register_all(JNIEnv* env) {
  jclass type = env->FindClass("dev/nearshelf/internal/Native");
  if (!type) return false;
  std::vector<JNINativeMethod> all;
  for (const auto& list : {buffer_methods(), consent_methods(), event_methods(), library_methods(), model_methods(),
                           shelf_methods(), sync_methods()}) {
    for (const Method& method : list) {
      all.push_back({const_cast<char*>(method.name), const_cast<char*>(method.signature), method.function});
    }
  }
  const bool registered = env->RegisterNatives(type, all.data(), static_cast<jint>(all.size())) == JNI_OK;
  env->DeleteLocalRef(type);
  return registered;
}

}  // namespace

std::vector<Method> library_methods() {
  return {method("abiVersion", "()I", abi_version), method("builtForAbi", "()I", built_for_abi),
          method("wireVersion", "()I", wire_version), method("version", "()[B", version),
          method("statusName", "(I)[B", status_name)};
}

}  // namespace nearshelf::jni

extern "C" JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM* vm, void*) {
  void* env = nullptr;
  if (vm->GetEnv(&env, JNI_VERSION_1_6) != JNI_OK) return JNI_ERR;
  using nearshelf::jni::guarded;
  auto* java = static_cast<JNIEnv*>(env);
  const bool registered = guarded(java, [&] { return nearshelf::jni::register_all(java); });
  return registered ? JNI_VERSION_1_6 : JNI_ERR;
}
