/* What a shelf has kept comes out as it went in. */
#include <math.h>
#include <string.h>

#include "check.h"

static nsh_shelf* shelf;

static nsh_recorded_event get(const nsh_events* events, size_t index) {
  nsh_recorded_event event;
  memset(&event, 'x', sizeof event);
  event.struct_size = sizeof event;
  CHECK_STATUS(nsh_events_get_event(events, index, &event, fresh_error()), NSH_STATUS_OK);
  return event;
}

static void test_fields(void) {
  nsh_event event;
  nsh_event_init(&event);
  event.kind = NSH_EVENT_VIEW;
  event.item_id = text("sku-000007");
  event.event_id = text("first");
  event.dwell_ms = 1500;
  event.scroll_percent = 75;
  event.price = 9.5;
  CHECK_STATUS(nsh_shelf_track(shelf, &event, NULL, fresh_error()), NSH_STATUS_OK);
  nsh_event_init(&event);
  event.kind = NSH_EVENT_SEARCH;
  event.query = text("coat");
  event.time_ms = 1699990000000; /* hours before the session: history only */
  CHECK_STATUS(nsh_shelf_track(shelf, &event, NULL, fresh_error()), NSH_STATUS_OK);

  nsh_events* events = NULL;
  CHECK_STATUS(nsh_shelf_read_events(shelf, 0, 10000, &events, fresh_error()), NSH_STATUS_OK);
  CHECK(nsh_events_count(events) == 2);
  nsh_recorded_event first = get(events, 0);
  CHECK(first.kind == NSH_EVENT_VIEW && equals(first.item_id, "sku-000007") && equals(first.event_id, "first"));
  CHECK(first.dwell_ms == 1500 && first.scroll_percent == 75 && first.price == 9.5);
  CHECK(first.quantity == 0 && isnan(first.rating) && equals(first.query, ""));
  CHECK(first.time_ms == 1700000000000 && first.session_id == 1 && first.sequence > 0);
  nsh_recorded_event second = get(events, 1);
  CHECK(second.kind == NSH_EVENT_SEARCH && equals(second.query, "coat") && equals(second.item_id, ""));
  CHECK(second.event_id.size == 32 && second.session_id == 0 && second.time_ms == 1699990000000);
  CHECK(second.dwell_ms == -1 && second.scroll_percent == -1 && isnan(second.price));
  CHECK(second.sequence > first.sequence);
  CHECK_REFUSED(nsh_events_get_event(events, 2, &first, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "index");
  CHECK_REFUSED(nsh_events_get_event(events, 0, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "event");
  CHECK_REFUSED(nsh_events_get_event(NULL, 0, &second, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "events");
  nsh_events_free(events);
}

static void test_pages(void) {
  int64_t after = 0;
  size_t seen = 0;
  while (1) {
    nsh_events* page = NULL;
    CHECK_STATUS(nsh_shelf_read_events(shelf, after, 1, &page, fresh_error()), NSH_STATUS_OK);
    const size_t count = nsh_events_count(page);
    if (count > 0) after = get(page, 0).sequence;
    nsh_events_free(page);
    if (count == 0) break;
    ++seen;
  }
  CHECK(seen == 2);
  nsh_events* events = (nsh_events*)&seen;
  CHECK_REFUSED(nsh_shelf_read_events(shelf, 0, 0, &events, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "max_count");
  CHECK(events == NULL);
  CHECK_REFUSED(nsh_shelf_read_events(shelf, 0, 10001, &events, fresh_error()), NSH_STATUS_INVALID_ARGUMENT,
                "max_count");
  CHECK_REFUSED(nsh_shelf_read_events(shelf, 0, 1, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "events");
  CHECK_REFUSED(nsh_shelf_read_events(NULL, 0, 1, &events, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "shelf");
  CHECK(nsh_events_count(NULL) == 0);
  nsh_events_free(NULL);
  CHECK_STATUS(nsh_shelf_forget_all(shelf, fresh_error()), NSH_STATUS_OK);
  CHECK_STATUS(nsh_shelf_read_events(shelf, 0, 1, &events, fresh_error()), NSH_STATUS_OK);
  CHECK(nsh_events_count(events) == 0);
  nsh_events_free(events);
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  int64_t now_ms = 1700000000000;
  shelf = make_shelf(argv[1], &now_ms);
  test_fields();
  test_pages();
  nsh_shelf_close(shelf);
  return check_result();
}
