// Events: recorded, and read back.
#include "mobile/kotlin/native/methods.h"
#include "mobile/kotlin/native/shelf_handle.h"

namespace nearshelf::jni {
namespace {

jbyteArray track(JNIEnv* env, jclass, jlong shelf, jbyteArray array) {
  return answer(env, [&](WireWriter& out, nsh_error* error) {
    const Request request(env, array);
    WireReader in = request.reader();
    nsh_event event;
    nsh_event_init(&event);
    event.kind = in.number<int32_t>();
    event.scroll_percent = in.number<int32_t>();
    event.time_ms = in.number<int64_t>();
    event.dwell_ms = in.number<int64_t>();
    event.quantity = in.number<int64_t>();
    event.price = in.number<double>();
    event.rating = in.number<double>();
    event.item_id = in.text();
    event.event_id = in.text();
    event.query = in.text();
    if (!in.complete()) return misread(error);
    nsh_track_result result;
    result.struct_size = sizeof(result);
    const nsh_status status = nsh_shelf_track(shelf_of(shelf), &event, &result, error);
    if (status != NSH_STATUS_OK) return status;
    out.number(result.session_id);
    out.number(result.duplicate);
    out.number(result.item_known);
    out.text(std::string_view(result.event_id));
    return status;
  });
}

nsh_status write_events(const nsh_events* events, WireWriter& out, nsh_error* error) {
  const size_t count = nsh_events_count(events);
  out.number(static_cast<uint32_t>(count));
  nsh_recorded_event event;
  event.struct_size = sizeof(event);
  for (size_t i = 0; i < count; ++i) {
    const nsh_status status = nsh_events_get_event(events, i, &event, error);
    if (status != NSH_STATUS_OK) return status;
    out.number(event.kind);
    out.number(event.scroll_percent);
    out.number(event.sequence);
    out.number(event.session_id);
    out.number(event.time_ms);
    out.number(event.dwell_ms);
    out.number(event.quantity);
    out.number(event.price);
    out.number(event.rating);
    out.text(event.event_id);
    out.text(event.item_id);
    out.text(event.query);
  }
  return NSH_STATUS_OK;
}

jbyteArray read_events(JNIEnv* env, jclass, jlong shelf, jlong after_sequence, jint max_count) {
  return answer(env, [&](WireWriter& out, nsh_error* error) {
    nsh_events* events = nullptr;
    const nsh_status status =
        nsh_shelf_read_events(shelf_of(shelf), after_sequence, static_cast<uint32_t>(max_count), &events, error);
    const std::unique_ptr<nsh_events, decltype(&nsh_events_free)> owned(events, nsh_events_free);
    return status == NSH_STATUS_OK ? write_events(events, out, error) : status;
  });
}

}  // namespace

std::vector<Method> event_methods() {
  return {method("shelfTrack", "(J[B)[B", track), method("shelfReadEvents", "(JJI)[B", read_events)};
}

}  // namespace nearshelf::jni
