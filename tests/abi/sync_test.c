/* Tasks of the sync: what is handed out, what comes back, and what is refused. */
#include <stdio.h>
#include <string.h>

#include "check.h"

static nsh_shelf* make_sync_shelf(int64_t* now_ms) {
  nsh_sync_options sync;
  nsh_sync_options_init(&sync);
  CHECK(sync.struct_size == sizeof(sync));
  CHECK(sync.pseudonym_days == 30 && sync.batch_events == 50);
  CHECK(sync.batch_interval_ms == 30000 && sync.model_interval_ms == 6 * 3600 * 1000);
  sync.key = text("device-key");
  nsh_shelf_options options;
  nsh_shelf_options_init(&options);
  options.sync = &sync;
  options.clock = read_clock;
  options.clock_user_data = now_ms;
  nsh_shelf* shelf = NULL;
  CHECK_STATUS(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_OK);
  return shelf;
}

static void decide(nsh_shelf* shelf, uint32_t granted) {
  nsh_consent consent;
  nsh_consent_init(&consent);
  consent.granted = granted;
  consent.policy_version = text("2026-11");
  CHECK_STATUS(nsh_shelf_set_consent(shelf, &consent, fresh_error()), NSH_STATUS_OK);
}

static nsh_sync_info sync_info(nsh_shelf* shelf) {
  nsh_sync_info info = {.struct_size = sizeof info};
  CHECK_STATUS(nsh_shelf_get_sync_info(shelf, &info, fresh_error()), NSH_STATUS_OK);
  return info;
}

static nsh_task* next_task(nsh_shelf* shelf, nsh_moment moment, nsh_task_kind kind) {
  nsh_task* task = NULL;
  int64_t wait_ms = -2;
  CHECK_STATUS(nsh_shelf_next_task(shelf, moment, &task, &wait_ms, fresh_error()), NSH_STATUS_OK);
  CHECK((task != NULL) == (kind != 0));
  if (task != NULL) {
    nsh_task_info info = {.struct_size = sizeof info};
    CHECK_STATUS(nsh_task_get_info(task, &info, fresh_error()), NSH_STATUS_OK);
    CHECK(info.kind == kind);
  }
  return task;
}

static void finish(nsh_shelf* shelf, nsh_task* task, int32_t http_status, const char* retry_after) {
  nsh_task_outcome outcome;
  nsh_task_outcome_init(&outcome);
  CHECK(outcome.struct_size == sizeof(outcome) && outcome.http_status == 0 && outcome.body == NULL);
  outcome.http_status = http_status;
  outcome.retry_after = text(retry_after);
  CHECK_STATUS(nsh_shelf_finish_task(shelf, task, &outcome, fresh_error()), NSH_STATUS_OK);
}

static void test_events_are_handed_out_under_consent(void) {
  int64_t now_ms = 1700000000000;
  nsh_shelf* shelf = make_sync_shelf(&now_ms);
  CHECK(view(shelf, "10") == NSH_STATUS_OK);
  CHECK(next_task(shelf, NSH_MOMENT_LEAVING, 0) == NULL); /* nothing was decided, so nothing is queued */
  CHECK(sync_info(shelf).queued_events == 0);

  decide(shelf, NSH_PURPOSE_ALL);
  CHECK(view(shelf, "10") == NSH_STATUS_OK);
  CHECK(sync_info(shelf).queued_events == 1);
  nsh_task* none = NULL;
  int64_t wait_ms = 0;
  CHECK_STATUS(nsh_shelf_next_task(shelf, NSH_MOMENT_NORMAL, &none, &wait_ms, fresh_error()), NSH_STATUS_OK);
  CHECK(none == NULL && wait_ms == 30000);
  CHECK_STATUS(nsh_shelf_next_task(shelf, NSH_MOMENT_NORMAL, &none, NULL, fresh_error()), NSH_STATUS_OK);

  nsh_task* task = next_task(shelf, NSH_MOMENT_LEAVING, NSH_TASK_EVENTS);
  nsh_task_info info = {.struct_size = sizeof info};
  CHECK_STATUS(nsh_task_get_info(task, &info, fresh_error()), NSH_STATUS_OK);
  CHECK(equals(info.method, "POST") && equals(info.url, "/v1/events"));
  CHECK(info.body != NULL && info.body_size > 0 && memcmp(info.body + 4, "NSHE", 4) == 0);
  CHECK(info.timeout_ms > 0 && info.max_response_bytes > 0 && info.header_count == 3);
  nsh_string name;
  nsh_string value;
  CHECK_STATUS(nsh_task_get_header(task, 0, &name, &value, fresh_error()), NSH_STATUS_OK);
  CHECK(equals(name, "Authorization") && equals(value, "Bearer device-key"));
  CHECK_REFUSED(nsh_task_get_header(task, 3, &name, &value, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "index");
  CHECK_REFUSED(nsh_task_get_header(task, 0, NULL, &value, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "name");
  CHECK_REFUSED(nsh_task_get_header(task, 0, &name, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "value");

  nsh_task_free(task); /* not carried out: it is there again at once */
  task = next_task(shelf, NSH_MOMENT_LEAVING, NSH_TASK_EVENTS);
  finish(shelf, task, 503, "120");
  nsh_sync_info standing = sync_info(shelf);
  CHECK(standing.queued_events == 1 && standing.acknowledged_events == 0);
  CHECK(standing.last_http_status == 503 && standing.last_success_ms == 0);
  CHECK(standing.retry_at_ms >= now_ms + 120000 && standing.retry_at_ms <= now_ms + 180000);
  CHECK(next_task(shelf, NSH_MOMENT_LEAVING, 0) == NULL);
  now_ms += 180000;
  finish(shelf, next_task(shelf, NSH_MOMENT_NORMAL, NSH_TASK_EVENTS), 0, "");
  CHECK(sync_info(shelf).queued_events == 1);
  nsh_shelf_close(shelf);
}

static void test_a_withdrawal_is_sent_and_nothing_else(void) {
  int64_t now_ms = 1700000000000;
  nsh_shelf* shelf = make_sync_shelf(&now_ms);
  decide(shelf, NSH_PURPOSE_ALL);
  CHECK(view(shelf, "10") == NSH_STATUS_OK);
  nsh_task* task = next_task(shelf, NSH_MOMENT_LEAVING, NSH_TASK_EVENTS);
  CHECK(view(shelf, "13") == NSH_STATUS_OK);
  decide(shelf, 0);
  finish(shelf, task, 500, ""); /* means nothing any more */
  CHECK(sync_info(shelf).queued_events == 0);
  CHECK(sync_info(shelf).pending_erasures == 1);
  task = next_task(shelf, NSH_MOMENT_NORMAL, NSH_TASK_ERASE);
  CHECK(next_task(shelf, NSH_MOMENT_NORMAL, 0) == NULL);
  nsh_task_info info = {.struct_size = sizeof info};
  CHECK_STATUS(nsh_task_get_info(task, &info, fresh_error()), NSH_STATUS_OK);
  char receipt[256] = {0};
  const char* id = strstr((const char*)info.body, "\"request_id\":\"");
  CHECK(id != NULL && equals(info.url, "/v1/erase"));
  snprintf(receipt, sizeof receipt, "{%.*s}", (int)(strchr(id + 14, '"') + 1 - id), id);
  nsh_task_outcome outcome;
  nsh_task_outcome_init(&outcome);
  outcome.http_status = 200;
  outcome.body = (const uint8_t*)receipt;
  outcome.body_size = strlen(receipt);
  CHECK_STATUS(nsh_shelf_finish_task(shelf, task, &outcome, fresh_error()), NSH_STATUS_OK);
  CHECK(sync_info(shelf).pending_erasures == 0);
  CHECK(sync_info(shelf).last_success_ms == now_ms);
  nsh_shelf_close(shelf);
}

static void test_what_is_wrong_is_refused(void) {
  int64_t now_ms = 1700000000000;
  nsh_shelf* shelf = make_sync_shelf(&now_ms);
  nsh_shelf* other = make_sync_shelf(&now_ms);
  decide(shelf, NSH_PURPOSE_ALL);
  CHECK(view(shelf, "10") == NSH_STATUS_OK);
  nsh_task* task = NULL;
  nsh_task_outcome outcome;
  nsh_task_outcome_init(&outcome);
  nsh_sync_info standing = {.struct_size = 0};
  nsh_task_info info = {.struct_size = 8};
  const nsh_status bad = NSH_STATUS_INVALID_ARGUMENT;
  CHECK_REFUSED(nsh_shelf_next_task(NULL, 0, &task, NULL, fresh_error()), bad, "shelf");
  CHECK_REFUSED(nsh_shelf_next_task(shelf, 0, NULL, NULL, fresh_error()), bad, "task");
  CHECK_REFUSED(nsh_shelf_next_task(shelf, 2, &task, NULL, fresh_error()), bad, "moment");
  CHECK_REFUSED(nsh_shelf_get_sync_info(shelf, &standing, fresh_error()), bad, "info");
  CHECK_REFUSED(nsh_shelf_get_sync_info(shelf, NULL, fresh_error()), bad, "info");
  CHECK_REFUSED(nsh_shelf_finish_task(shelf, NULL, &outcome, fresh_error()), bad, "task");
  task = next_task(shelf, NSH_MOMENT_LEAVING, NSH_TASK_EVENTS);
  CHECK_REFUSED(nsh_task_get_info(task, &info, fresh_error()), bad, "info");
  CHECK_REFUSED(nsh_task_get_info(NULL, &info, fresh_error()), bad, "task");
  /* Every failure frees the task, and puts what it was about back. */
  CHECK_REFUSED(nsh_shelf_finish_task(other, task, &outcome, fresh_error()), bad, "task");
  task = next_task(shelf, NSH_MOMENT_LEAVING, NSH_TASK_EVENTS);
  CHECK_REFUSED(nsh_shelf_finish_task(shelf, task, NULL, fresh_error()), bad, "outcome");
  task = next_task(shelf, NSH_MOMENT_LEAVING, NSH_TASK_EVENTS);
  outcome.body_size = 3;
  CHECK_REFUSED(nsh_shelf_finish_task(shelf, task, &outcome, fresh_error()), bad, "outcome.body");
  task = next_task(shelf, NSH_MOMENT_LEAVING, NSH_TASK_EVENTS);
  nsh_task_free(task);
  nsh_task_free(NULL);
  nsh_shelf_close(other);
  nsh_shelf_close(shelf);
}

static void test_a_bad_key_is_refused_at_open(void) {
  nsh_sync_options sync;
  nsh_sync_options_init(&sync);
  nsh_shelf_options options;
  nsh_shelf_options_init(&options);
  options.sync = &sync;
  nsh_shelf* shelf = NULL;
  CHECK_REFUSED(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "options.sync.key");
  sync.key = text("a\nb");
  CHECK_REFUSED(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "options.sync.key");
  sync.key = text("k");
  sync.struct_size = 1;
  CHECK_REFUSED(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "options.sync");
  CHECK(shelf == NULL);
}

int main(void) {
  test_events_are_handed_out_under_consent();
  test_a_withdrawal_is_sent_and_nothing_else();
  test_what_is_wrong_is_refused();
  test_a_bad_key_is_refused_at_open();
  return check_result();
}
