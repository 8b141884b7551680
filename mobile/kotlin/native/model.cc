#include "mobile/kotlin/native/call.h"
#include "mobile/kotlin/native/methods.h"
#include "mobile/kotlin/native/recommendations.h"

namespace nearshelf::jni {
namespace {

jbyteArray open_buffer(JNIEnv* env, jclass, jlong buffer) {
  return answer(env, [&](WireWriter& out, nsh_error* error) {
    nsh_model* model = nullptr;
    const nsh_status status = nsh_model_open_buffer(from_java<nsh_buffer>(buffer), &model, error);
    if (status == NSH_STATUS_OK) out.number<int64_t>(to_java(model));
    return status;
  });
}

jbyteArray open_file(JNIEnv* env, jclass, jbyteArray path) {
  return answer(env, [&](WireWriter& out, nsh_error* error) {
    const Request request(env, path);
    nsh_model* model = nullptr;
    const nsh_status status =
        nsh_model_open_file(reinterpret_cast<const char*>(request.data()), request.size(), &model, error);
    if (status == NSH_STATUS_OK) out.number<int64_t>(to_java(model));
    return status;
  });
}

jbyteArray info(JNIEnv* env, jclass, jlong model) {
  return answer(env, [&](WireWriter& out, nsh_error* error) {
    nsh_model_info info;
    info.struct_size = sizeof(info);
    const nsh_status status = nsh_model_get_info(from_java<nsh_model>(model), &info, error);
    if (status != NSH_STATUS_OK) return status;
    out.text(info.model_id);
    out.number(info.version);
    out.number(info.created_at_ms);
    out.number(info.session_timeout_ms);
    out.number(info.artifact_bytes);
    out.number(info.memory_bytes);
    out.number(info.item_count);
    out.number(info.rankers);
    return status;
  });
}

jbyteArray recommend(JNIEnv* env, jclass, jlong model, jbyteArray array) {
  return answer(env, [&](WireWriter& out, nsh_error* error) {
    const Request request(env, array);
    WireReader in = request.reader();
    const std::vector<nsh_string> items = in.texts();
    const ReadOptions read(in);
    if (!in.complete()) return misread(error);
    nsh_recommendations* recommendations = nullptr;
    const nsh_status status = nsh_model_recommend(from_java<nsh_model>(model), items.data(), items.size(),
                                                  &read.options, &recommendations, error);
    return status == NSH_STATUS_OK ? write_recommendations(recommendations, out, error) : status;
  });
}

void close(JNIEnv*, jclass, jlong model) { nsh_model_close(from_java<nsh_model>(model)); }

}  // namespace

std::vector<Method> model_methods() {
  return {method("modelOpenBuffer", "(J)[B", open_buffer), method("modelOpenFile", "([B)[B", open_file),
          method("modelInfo", "(J)[B", info), method("modelRecommend", "(J[B)[B", recommend),
          method("modelClose", "(J)V", close)};
}

}  // namespace nearshelf::jni
