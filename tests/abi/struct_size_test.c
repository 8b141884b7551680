/* Programs that were built against an older or a newer header. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

/* A struct of this version with what a later header may have added. */
#define NEWER(type)     \
  struct newer_##type { \
    type base;          \
    char added[40];     \
  }

NEWER(nsh_event);
NEWER(nsh_recommend_options);
NEWER(nsh_shelf_options);
NEWER(nsh_session_info);
NEWER(nsh_item);

static nsh_shelf* shelf;

static void test_inputs(void) {
  struct newer_nsh_event event;
  memset(&event, 0, sizeof event);
  nsh_event_init(&event.base);
  event.base.kind = NSH_EVENT_VIEW;
  event.base.item_id = text("sku-000007");
  event.base.struct_size = sizeof event;
  CHECK_STATUS(nsh_shelf_track(shelf, &event.base, NULL, fresh_error()), NSH_STATUS_OK);
  event.added[39] = 1;
  CHECK_REFUSED(nsh_shelf_track(shelf, &event.base, NULL, fresh_error()), NSH_STATUS_UNSUPPORTED_VERSION, "event");
  const size_t bad_sizes[] = {0, 1, sizeof(nsh_event) - 1, 65537, (size_t)-1};
  for (size_t i = 0; i < sizeof bad_sizes / sizeof bad_sizes[0]; ++i) {
    event.base.struct_size = bad_sizes[i];
    CHECK_REFUSED(nsh_shelf_track(shelf, &event.base, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "event");
  }

  struct newer_nsh_recommend_options options;
  memset(&options, 0, sizeof options);
  nsh_recommend_options_init(&options.base);
  options.base.struct_size = sizeof options;
  nsh_recommendations* list = NULL;
  CHECK_STATUS(nsh_shelf_recommend(shelf, &options.base, &list, fresh_error()), NSH_STATUS_OK);
  nsh_recommendations_free(list);
  options.added[0] = 1;
  CHECK_REFUSED(nsh_shelf_recommend(shelf, &options.base, &list, fresh_error()), NSH_STATUS_UNSUPPORTED_VERSION,
                "options");
  options.base.struct_size = 0;
  CHECK_REFUSED(nsh_shelf_recommend(shelf, &options.base, &list, fresh_error()), NSH_STATUS_INVALID_ARGUMENT,
                "options");

  struct newer_nsh_shelf_options shelf_options;
  memset(&shelf_options, 0, sizeof shelf_options);
  nsh_shelf_options_init(&shelf_options.base);
  shelf_options.base.struct_size = sizeof shelf_options;
  nsh_shelf* other = NULL;
  CHECK_STATUS(nsh_shelf_open(&shelf_options.base, &other, fresh_error()), NSH_STATUS_OK);
  nsh_shelf_close(other);
  /* One from before there were keys: what it does not have takes its default, whatever stands behind it. */
  shelf_options.base.struct_size = offsetof(nsh_shelf_options, key);
  shelf_options.base.key_size = 7;
  CHECK_STATUS(nsh_shelf_open(&shelf_options.base, &other, fresh_error()), NSH_STATUS_OK);
  nsh_shelf_close(other);
  shelf_options.base.struct_size = sizeof shelf_options.base;
  CHECK_REFUSED(nsh_shelf_open(&shelf_options.base, &other, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "options.key");
  shelf_options.base.key = (const uint8_t*)"too short";
  CHECK_REFUSED(nsh_shelf_open(&shelf_options.base, &other, fresh_error()), NSH_STATUS_INVALID_ARGUMENT,
                "options.key_size");
  shelf_options.base.key = NULL;
  shelf_options.base.key_size = 0;
  shelf_options.base.struct_size = sizeof shelf_options;
  shelf_options.added[0] = 1;
  CHECK_REFUSED(nsh_shelf_open(&shelf_options.base, &other, fresh_error()), NSH_STATUS_UNSUPPORTED_VERSION, "options");
  shelf_options.base.struct_size = 7;
  CHECK_REFUSED(nsh_shelf_open(&shelf_options.base, &other, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "options");
}

static void test_outputs(void) {
  struct newer_nsh_session_info info;
  memset(&info, 'x', sizeof info);
  info.base.struct_size = sizeof info;
  CHECK_STATUS(nsh_shelf_get_session(shelf, &info.base, fresh_error()), NSH_STATUS_OK);
  CHECK(info.base.struct_size == sizeof info && info.base.session_id == 1);
  for (size_t i = 0; i < sizeof info.added; ++i) CHECK(info.added[i] == 0);
  info.base.struct_size = sizeof(nsh_session_info) - 1;
  CHECK_REFUSED(nsh_shelf_get_session(shelf, &info.base, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "info");

  nsh_recommendations* list = NULL;
  CHECK_STATUS(nsh_shelf_recommend(shelf, NULL, &list, fresh_error()), NSH_STATUS_OK);
  struct newer_nsh_item item;
  memset(&item, 'x', sizeof item);
  item.base.struct_size = sizeof item;
  CHECK_STATUS(nsh_recommendations_get_item(list, 0, &item.base, fresh_error()), NSH_STATUS_OK);
  CHECK(item.base.id.size > 0 && item.added[0] == 0);
  item.base.struct_size = 8;
  CHECK_REFUSED(nsh_recommendations_get_item(list, 0, &item.base, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "item");
  nsh_reason reason;
  reason.struct_size = 0;
  CHECK_REFUSED(nsh_recommendations_get_reason(list, 0, 0, &reason, fresh_error()), NSH_STATUS_INVALID_ARGUMENT,
                "reason");
  nsh_recommendations_free(list);
  nsh_shelf_info sizes;
  sizes.struct_size = 0;
  CHECK_REFUSED(nsh_shelf_get_info(shelf, &sizes, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "info");
  nsh_events* events = NULL;
  CHECK_STATUS(nsh_shelf_read_events(shelf, 0, 1, &events, fresh_error()), NSH_STATUS_OK);
  nsh_recorded_event recorded;
  recorded.struct_size = sizeof recorded - 1;
  CHECK_REFUSED(nsh_events_get_event(events, 0, &recorded, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "event");
  nsh_events_free(events);
  nsh_model* model = NULL;
  CHECK_STATUS(nsh_shelf_get_model(shelf, &model, fresh_error()), NSH_STATUS_OK);
  nsh_model_info model_info;
  model_info.struct_size = (size_t)-1;
  CHECK_REFUSED(nsh_model_get_info(model, &model_info, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "info");
  nsh_model_close(model);
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  int64_t now_ms = 1700000000000;
  shelf = make_shelf(argv[1], &now_ms);
  test_inputs();
  test_outputs();
  nsh_shelf_close(shelf);
  return check_result();
}
