/* Tracking: defaults, every field, what is refused. */
#include <math.h>
#include <string.h>

#include "check.h"

static nsh_shelf* shelf;

static nsh_event make(nsh_event_kind kind) {
  nsh_event event;
  nsh_event_init(&event);
  event.kind = kind;
  if (kind == NSH_EVENT_SEARCH) {
    event.query = text("rain coat");
  } else {
    event.item_id = text("sku-000007");
  }
  if (kind == NSH_EVENT_RATING) event.rating = 5;
  return event;
}

static void accept(const nsh_event* event) {
  CHECK_STATUS(nsh_shelf_track(shelf, event, NULL, fresh_error()), NSH_STATUS_OK);
}

static void refuse(const nsh_event* event, const char* place) {
  nsh_track_result result;
  result.struct_size = sizeof result;
  CHECK_REFUSED(nsh_shelf_track(shelf, event, &result, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, place);
}

static uint64_t event_count(void) {
  nsh_shelf_info info;
  info.struct_size = sizeof info;
  CHECK_STATUS(nsh_shelf_get_info(shelf, &info, fresh_error()), NSH_STATUS_OK);
  return info.event_count;
}

static void test_defaults(void) {
  nsh_event event;
  memset(&event, 'x', sizeof event);
  nsh_event_init(&event);
  CHECK(event.struct_size == sizeof event);
  CHECK(event.kind == 0 && event.scroll_percent == -1 && event.time_ms == 0 && event.dwell_ms == -1);
  CHECK(event.quantity == 0 && isnan(event.price) && isnan(event.rating));
  CHECK(event.item_id.size == 0 && event.event_id.size == 0 && event.query.size == 0);
  refuse(&event, "event.kind");
}

static void test_every_kind(void) {
  for (nsh_event_kind kind = NSH_EVENT_VIEW; kind <= NSH_EVENT_IMPRESSION; ++kind) {
    const nsh_event event = make(kind);
    accept(&event);
  }
  CHECK(event_count() == 8);
  nsh_event event = make(NSH_EVENT_VIEW);
  event.dwell_ms = 86400000;
  event.scroll_percent = 100;
  event.price = 0;
  event.time_ms = 1700000000001;
  accept(&event);
  event = make(NSH_EVENT_PURCHASE);
  event.quantity = 1000000;
  accept(&event);
}

static void test_refusals(void) {
  const uint64_t before = event_count();
  nsh_event event = make(9);
  refuse(&event, "event.kind");
  event = make(NSH_EVENT_VIEW);
  event.item_id.size = 0;
  refuse(&event, "event.item_id");
  event.item_id.data = NULL;
  event.item_id.size = 5;
  refuse(&event, "event.item_id");
  char long_text[1100];
  memset(long_text, 'a', sizeof long_text);
  event.item_id.data = long_text;
  event.item_id.size = 257;
  refuse(&event, "event.item_id");
  event = make(NSH_EVENT_SEARCH);
  event.query.data = long_text;
  event.query.size = 1025;
  refuse(&event, "event.query");
  event.query.data = NULL;
  refuse(&event, "event.query");
  event = make(NSH_EVENT_VIEW);
  event.event_id.data = NULL;
  event.event_id.size = 1;
  refuse(&event, "event.event_id");
  event.event_id.data = long_text;
  event.event_id.size = 65;
  refuse(&event, "event.event_id");
  event = make(NSH_EVENT_VIEW);
  event.scroll_percent = -2;
  refuse(&event, "event.scroll_percent");
  event.scroll_percent = 101;
  refuse(&event, "event.scroll_percent");
  event = make(NSH_EVENT_VIEW);
  event.dwell_ms = INT64_MIN;
  refuse(&event, "event.dwell_ms");
  event = make(NSH_EVENT_VIEW);
  event.time_ms = INT64_MAX;
  refuse(&event, "event.time_ms");
  event = make(NSH_EVENT_PURCHASE);
  event.quantity = -1;
  refuse(&event, "event.quantity");
  event = make(NSH_EVENT_VIEW);
  event.price = HUGE_VAL;
  refuse(&event, "event.price");
  event = make(NSH_EVENT_RATING);
  event.rating = -HUGE_VAL;
  refuse(&event, "event.rating");

  event = make(NSH_EVENT_VIEW);
  CHECK_REFUSED(nsh_shelf_track(NULL, &event, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "shelf");
  CHECK_REFUSED(nsh_shelf_track(shelf, NULL, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "event");
  CHECK(nsh_shelf_track(shelf, NULL, NULL, NULL) == NSH_STATUS_INVALID_ARGUMENT);
  CHECK(event_count() == before);
}

static void test_result(void) {
  nsh_event event = make(NSH_EVENT_VIEW);
  nsh_track_result result;
  memset(&result, 'x', sizeof result);
  result.struct_size = sizeof result;
  CHECK_STATUS(nsh_shelf_track(shelf, &event, &result, fresh_error()), NSH_STATUS_OK);
  CHECK(strlen(result.event_id) == 32);
  CHECK(strspn(result.event_id, "0123456789abcdef") == 32);
  CHECK(result.session_id == 1 && !result.duplicate && result.item_known == 1);

  char id[64];
  memset(id, 'z', sizeof id);
  event.event_id.data = id;
  event.event_id.size = sizeof id;
  event.item_id = text("unknown");
  CHECK_STATUS(nsh_shelf_track(shelf, &event, &result, fresh_error()), NSH_STATUS_OK);
  CHECK(strlen(result.event_id) == 64 && memcmp(result.event_id, id, 64) == 0);
  CHECK(!result.duplicate && !result.item_known);
  const uint64_t before = event_count();
  CHECK_STATUS(nsh_shelf_track(shelf, &event, &result, fresh_error()), NSH_STATUS_OK);
  CHECK(result.duplicate == 1 && event_count() == before);

  result.struct_size = sizeof result - 1;
  event = make(NSH_EVENT_VIEW);
  CHECK_REFUSED(nsh_shelf_track(shelf, &event, &result, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "result");
  CHECK(event_count() == before);
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  int64_t now_ms = 1700000000000;
  shelf = make_shelf(argv[1], &now_ms);
  test_defaults();
  test_every_kind();
  test_refusals();
  test_result();
  nsh_shelf_close(shelf);
  return check_result();
}
