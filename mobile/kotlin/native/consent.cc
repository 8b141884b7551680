// What the shopper agreed to, and the rights over what a shelf knows.
#include "mobile/kotlin/native/methods.h"
#include "mobile/kotlin/native/shelf_handle.h"

namespace nearshelf::jni {
namespace {

jbyteArray set_consent(JNIEnv* env, jclass, jlong shelf, jbyteArray array) {
  return answer(env, [&](WireWriter&, nsh_error* error) {
    const Request request(env, array);
    WireReader in = request.reader();
    nsh_consent consent;
    nsh_consent_init(&consent);
    consent.granted = in.number<uint32_t>();
    consent.global_privacy_control = in.number<int32_t>();
    consent.time_ms = in.number<int64_t>();
    consent.policy_version = in.text();
    if (!in.complete()) return misread(error);
    return nsh_shelf_set_consent(shelf_of(shelf), &consent, error);
  });
}

jbyteArray get_consent(JNIEnv* env, jclass, jlong shelf) {
  return answer(env, [&](WireWriter& out, nsh_error* error) {
    nsh_consent_info info;
    info.struct_size = sizeof(info);
    const nsh_status status = nsh_shelf_get_consent(shelf_of(shelf), &info, error);
    if (status != NSH_STATUS_OK) return status;
    out.number(info.effective);
    out.number(info.granted);
    out.number(info.global_privacy_control);
    out.number(info.decided);
    out.number(info.time_ms);
    out.text(std::string_view(info.policy_version));
    return status;
  });
}

// The answer is the status, as always, and then the document itself.
jbyteArray export_profile(JNIEnv* env, jclass, jlong shelf) {
  return guarded(env, [&]() -> jbyteArray {
    nsh_error error = {};
    nsh_buffer* json = nullptr;
    size_t size = 0;
    const nsh_status status = nsh_shelf_export(shelf_of(shelf), &json, &size, &error);
    const std::unique_ptr<nsh_buffer, decltype(&nsh_buffer_free)> owned(json, nsh_buffer_free);
    if (status != NSH_STATUS_OK) {
      WireWriter out;
      write_error(error, out);
      return to_array(env, out.data(), out.size());
    }
    const jsize header = sizeof(int32_t);
    jbyteArray array = env->NewByteArray(header + static_cast<jsize>(size));  // zeros; at most 1 GiB
    if (array) {
      env->SetByteArrayRegion(array, header, static_cast<jsize>(size),
                              reinterpret_cast<const jbyte*>(nsh_buffer_data(json)));
    }
    return array;
  });
}

jbyteArray import_profile(JNIEnv* env, jclass, jlong shelf, jbyteArray json) {
  return answer(env, [&](WireWriter&, nsh_error* error) {
    const Request request(env, json);
    return nsh_shelf_import(shelf_of(shelf), request.data(), request.size(), error);
  });
}

}  // namespace

std::vector<Method> consent_methods() {
  return {method("shelfSetConsent", "(J[B)[B", set_consent), method("shelfConsent", "(J)[B", get_consent),
          method("shelfExport", "(J)[B", export_profile), method("shelfImport", "(J[B)[B", import_profile)};
}

}  // namespace nearshelf::jni
