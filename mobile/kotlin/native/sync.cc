// Requests that are due, and what came of them.
#include "mobile/kotlin/native/methods.h"
#include "mobile/kotlin/native/shelf_handle.h"

namespace nearshelf::jni {
namespace {

using OwnedTask = std::unique_ptr<nsh_task, decltype(&nsh_task_free)>;

nsh_status write_task(const nsh_task* task, WireWriter& out, nsh_error* error) {
  nsh_task_info info;
  info.struct_size = sizeof(info);
  nsh_status status = nsh_task_get_info(task, &info, error);
  if (status != NSH_STATUS_OK) return status;
  out.number(info.kind);
  out.number(info.timeout_ms);
  out.number(info.max_response_bytes);
  out.text(info.method);
  out.text(info.url);
  out.number(static_cast<uint32_t>(info.header_count));
  for (size_t i = 0; i < info.header_count; ++i) {
    nsh_string name;
    nsh_string value;
    status = nsh_task_get_header(task, i, &name, &value, error);
    if (status != NSH_STATUS_OK) return status;
    out.text(name);
    out.text(value);
  }
  out.number<int32_t>(info.body != nullptr);
  out.text(std::string_view(reinterpret_cast<const char*>(info.body), info.body_size));
  return NSH_STATUS_OK;
}

jbyteArray next_task(JNIEnv* env, jclass, jlong shelf, jint moment) {
  return answer(env, [&](WireWriter& out, nsh_error* error) {
    nsh_task* next = nullptr;
    int64_t wait_ms = 0;
    nsh_status status = nsh_shelf_next_task(shelf_of(shelf), moment, &next, &wait_ms, error);
    if (status != NSH_STATUS_OK) return status;
    OwnedTask task(next, nsh_task_free);
    out.number(wait_ms);
    out.number<int64_t>(to_java(next));
    if (next) status = write_task(next, out, error);
    if (status == NSH_STATUS_OK) static_cast<void>(task.release());
    return status;
  });
}

jbyteArray finish_task(JNIEnv* env, jclass, jlong shelf, jlong handle, jbyteArray array) {
  return answer(env, [&](WireWriter&, nsh_error* error) {
    OwnedTask task(from_java<nsh_task>(handle), nsh_task_free);
    const Request request(env, array);
    WireReader in = request.reader();
    nsh_task_outcome outcome;
    nsh_task_outcome_init(&outcome);
    outcome.http_status = in.number<int32_t>();
    outcome.retry_after = in.text();
    outcome.etag = in.text();
    const nsh_string body = in.text();
    outcome.body = reinterpret_cast<const uint8_t*>(body.data);
    outcome.body_size = body.size;
    if (!in.complete()) return misread(error);
    return nsh_shelf_finish_task(shelf_of(shelf), task.release(), &outcome, error);
  });
}

void free_task(JNIEnv*, jclass, jlong task) { nsh_task_free(from_java<nsh_task>(task)); }

jbyteArray info(JNIEnv* env, jclass, jlong shelf) {
  return answer(env, [&](WireWriter& out, nsh_error* error) {
    nsh_sync_info info;
    info.struct_size = sizeof(info);
    const nsh_status status = nsh_shelf_get_sync_info(shelf_of(shelf), &info, error);
    if (status != NSH_STATUS_OK) return status;
    out.number(info.queued_events);
    out.number(info.dropped_events);
    out.number(info.acknowledged_events);
    out.number(info.pending_erasures);
    out.number(info.last_success_ms);
    out.number(info.retry_at_ms);
    out.number(info.last_http_status);
    return status;
  });
}

}  // namespace

std::vector<Method> sync_methods() {
  return {method("shelfNextTask", "(JI)[B", next_task), method("shelfFinishTask", "(JJ[B)[B", finish_task),
          method("taskFree", "(J)V", free_task), method("shelfSyncInfo", "(J)[B", info)};
}

}  // namespace nearshelf::jni
