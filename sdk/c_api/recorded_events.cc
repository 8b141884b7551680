#include "sdk/c_api/recorded_events.h"

#include <limits>
#include <string>
#include <utility>

#include "sdk/c_api/boundary.h"
#include "sdk/c_api/handles.h"

namespace nearshelf::c_api {
namespace {

constexpr uint32_t kMaxEvents = 10'000;  // of one call, so that it holds the lock for milliseconds only

}  // namespace
}  // namespace nearshelf::c_api

using namespace nearshelf;         // NOLINT: the functions of this file only forward
using namespace nearshelf::c_api;  // NOLINT

extern "C" {

nsh_status nsh_shelf_read_events(nsh_shelf* shelf, int64_t after_sequence, uint32_t max_count, nsh_events** events,
                                 nsh_error* error) {
  if (events) *events = nullptr;
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    NEARSHELF_RETURN_IF_ERROR(check_not_null(events, "events"));
    if (max_count == 0 || max_count > kMaxEvents) return invalid_argument("not 1 to 10000", "max_count");
    NEARSHELF_ASSIGN_OR_RETURN(auto recorded, shelf->shelf->events_after(after_sequence, max_count));
    *events = new nsh_events{std::move(recorded)};
    return ok_status();
  });
}

size_t nsh_events_count(const nsh_events* events) { return events ? events->value.size() : 0; }

nsh_status nsh_events_get_event(const nsh_events* events, size_t index, nsh_recorded_event* event, nsh_error* error) {
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_output(event, "event"));
    NEARSHELF_RETURN_IF_ERROR(check_not_null(events, "events"));
    if (index >= events->value.size()) {
      return invalid_argument(std::to_string(index) + " of " + std::to_string(events->value.size()), "index");
    }
    constexpr double kNotGiven = std::numeric_limits<double>::quiet_NaN();
    const store::RecordedEvent& found = events->value[index];
    nsh_recorded_event result = {};
    result.kind = static_cast<nsh_event_kind>(found.event.kind);
    result.scroll_percent = static_cast<int32_t>(found.event.scroll_percent.value_or(-1));
    result.sequence = found.sequence;
    result.session_id = found.session_id;
    result.time_ms = found.event.time_ms;
    result.event_id = view_of(found.event.event_id);
    result.item_id = view_of(found.event.item_id);
    result.query = view_of(found.event.query);
    result.dwell_ms = found.event.dwell_ms.value_or(-1);
    result.quantity = found.event.quantity.value_or(0);
    result.price = found.event.price.value_or(kNotGiven);
    result.rating = found.event.rating.value_or(kNotGiven);
    write_output(result, event);
    return ok_status();
  });
}

void nsh_events_free(nsh_events* events) { delete events; }

}  // extern "C"
