#include "sdk/c_api/event.h"

#include <cmath>
#include <limits>

#include "sdk/c_api/boundary.h"

namespace nearshelf::c_api {

Result<InputEvent> read_event(const nsh_event* input) {
  NEARSHELF_RETURN_IF_ERROR(check_input(input, "event"));
  InputEvent result;
  store::Event& event = result.event;
  event.kind = static_cast<store::EventKind>(input->kind);
  NEARSHELF_RETURN_IF_ERROR(read_string(input->item_id, "event.item_id", event.item_id));
  NEARSHELF_RETURN_IF_ERROR(read_string(input->event_id, "event.event_id", event.event_id));
  NEARSHELF_RETURN_IF_ERROR(read_string(input->query, "event.query", event.query));
  if (input->time_ms != 0) result.time_ms = input->time_ms;
  if (input->scroll_percent != -1) event.scroll_percent = input->scroll_percent;
  if (input->dwell_ms != -1) event.dwell_ms = input->dwell_ms;
  if (input->quantity != 0) event.quantity = input->quantity;
  if (!std::isnan(input->price)) event.price = input->price;
  if (!std::isnan(input->rating)) event.rating = input->rating;
  return result;
}

}  // namespace nearshelf::c_api

extern "C" void nsh_event_init(nsh_event* event) {
  *event = nsh_event{};
  event->struct_size = sizeof(*event);
  event->scroll_percent = -1;
  event->dwell_ms = -1;
  event->price = std::numeric_limits<double>::quiet_NaN();
  event->rating = std::numeric_limits<double>::quiet_NaN();
}
