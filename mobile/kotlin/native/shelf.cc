#include "mobile/kotlin/native/methods.h"
#include "mobile/kotlin/native/recommendations.h"
#include "mobile/kotlin/native/shelf_handle.h"

namespace nearshelf::jni {
namespace {

void read_sync_options(WireReader& in, nsh_sync_options* sync) {
  nsh_sync_options_init(sync);
  sync->key = in.text();
  sync->manifest = in.text();
  sync->pseudonym_days = in.number<uint32_t>();
  sync->batch_events = in.number<uint32_t>();
  sync->batch_interval_ms = in.number<uint32_t>();
  sync->model_interval_ms = in.number<uint32_t>();
}

void read_shelf_options(WireReader& in, nsh_shelf_options* options, nsh_sync_options* sync, Callbacks* callbacks) {
  nsh_shelf_options_init(options);
  options->path = in.text();
  options->busy_timeout_ms = in.number<uint32_t>();
  options->max_events = in.number<uint32_t>();
  options->rebuild_if_corrupt = in.number<int32_t>();
  options->gpc_denies = in.number<uint32_t>();
  options->log_level = in.number<int32_t>();
  if (in.number<int32_t>() != 0) {
    options->log = Callbacks::log;
    options->log_user_data = callbacks;
  }
  if (in.number<int32_t>() != 0) {
    options->clock = Callbacks::now_ms;
    options->clock_user_data = callbacks;
  }
  if (in.number<int32_t>() != 0) {
    const nsh_string key = in.text();
    options->key = reinterpret_cast<const uint8_t*>(key.data);
    options->key_size = key.size;
  }
  if (in.number<int32_t>() != 0) {
    read_sync_options(in, sync);
    options->sync = sync;
  }
}

jbyteArray open(JNIEnv* env, jclass, jbyteArray array, jobject target) {
  return answer(env, [&](WireWriter& out, nsh_error* error) {
    const Request request(env, array);
    WireReader in = request.reader();
    auto handle = std::make_unique<ShelfHandle>(env, target);
    nsh_shelf_options options;
    nsh_sync_options sync;
    read_shelf_options(in, &options, &sync, &handle->callbacks);
    if (!in.complete()) return misread(error);
    const nsh_status status = nsh_shelf_open(&options, &handle->shelf, error);
    if (status == NSH_STATUS_OK) out.number<int64_t>(to_java(handle.release()));
    return status;
  });
}

jbyteArray install_buffer(JNIEnv* env, jclass, jlong shelf, jlong buffer) {
  return answer(env, [&](WireWriter&, nsh_error* error) {
    return nsh_shelf_install_buffer(shelf_of(shelf), from_java<nsh_buffer>(buffer), error);
  });
}

jbyteArray model(JNIEnv* env, jclass, jlong shelf) {
  return answer(env, [&](WireWriter& out, nsh_error* error) {
    nsh_model* model = nullptr;
    const nsh_status status = nsh_shelf_get_model(shelf_of(shelf), &model, error);
    if (status == NSH_STATUS_OK) out.number<int64_t>(to_java(model));
    return status;
  });
}

jbyteArray recommend(JNIEnv* env, jclass, jlong shelf, jbyteArray array) {
  return answer(env, [&](WireWriter& out, nsh_error* error) {
    const Request request(env, array);
    WireReader in = request.reader();
    const ReadOptions read(in);
    if (!in.complete()) return misread(error);
    nsh_recommendations* recommendations = nullptr;
    const nsh_status status = nsh_shelf_recommend(shelf_of(shelf), &read.options, &recommendations, error);
    return status == NSH_STATUS_OK ? write_recommendations(recommendations, out, error) : status;
  });
}

jbyteArray session(JNIEnv* env, jclass, jlong shelf) {
  return answer(env, [&](WireWriter& out, nsh_error* error) {
    nsh_session_info info;
    info.struct_size = sizeof(info);
    const nsh_status status = nsh_shelf_get_session(shelf_of(shelf), &info, error);
    if (status != NSH_STATUS_OK) return status;
    out.number(info.session_id);
    out.number(info.started_ms);
    out.number(info.last_active_ms);
    out.number(info.event_count);
    out.number(info.context_items);
    out.number(info.active);
    return status;
  });
}

jbyteArray end_session(JNIEnv* env, jclass, jlong shelf) {
  return answer(env, [&](WireWriter&, nsh_error* error) { return nsh_shelf_end_session(shelf_of(shelf), error); });
}

jbyteArray forget_all(JNIEnv* env, jclass, jlong shelf) {
  return answer(env, [&](WireWriter&, nsh_error* error) { return nsh_shelf_forget_all(shelf_of(shelf), error); });
}

jbyteArray info(JNIEnv* env, jclass, jlong shelf) {
  return answer(env, [&](WireWriter& out, nsh_error* error) {
    nsh_shelf_info info;
    info.struct_size = sizeof(info);
    const nsh_status status = nsh_shelf_get_info(shelf_of(shelf), &info, error);
    if (status != NSH_STATUS_OK) return status;
    out.number(info.event_count);
    out.number(info.session_count);
    out.number(info.database_bytes);
    out.number(info.memory_bytes);
    return status;
  });
}

jbyteArray trim_memory(JNIEnv* env, jclass, jlong shelf) {
  return answer(env, [&](WireWriter&, nsh_error* error) { return nsh_shelf_trim_memory(shelf_of(shelf), error); });
}

void close(JNIEnv*, jclass, jlong shelf) { delete from_java<ShelfHandle>(shelf); }

}  // namespace

std::vector<Method> shelf_methods() {
  return {method("shelfOpen", "([BLdev/nearshelf/internal/Callbacks;)[B", open),
          method("shelfInstallBuffer", "(JJ)[B", install_buffer),
          method("shelfModel", "(J)[B", model),
          method("shelfRecommend", "(J[B)[B", recommend),
          method("shelfSession", "(J)[B", session),
          method("shelfEndSession", "(J)[B", end_session),
          method("shelfForgetAll", "(J)[B", forget_all),
          method("shelfInfo", "(J)[B", info),
          method("shelfTrimMemory", "(J)[B", trim_memory),
          method("shelfClose", "(J)V", close)};
}

}  // namespace nearshelf::jni
