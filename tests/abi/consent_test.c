/* Decisions, what they keep, and the shopper's export. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

static nsh_consent_info consent_of(nsh_shelf* shelf) {
  nsh_consent_info info;
  memset(&info, 'x', sizeof info);
  info.struct_size = sizeof info;
  CHECK_STATUS(nsh_shelf_get_consent(shelf, &info, fresh_error()), NSH_STATUS_OK);
  return info;
}

static uint64_t events_of(nsh_shelf* shelf) {
  nsh_shelf_info info;
  info.struct_size = sizeof info;
  CHECK_STATUS(nsh_shelf_get_info(shelf, &info, fresh_error()), NSH_STATUS_OK);
  return info.event_count;
}

static nsh_shelf* open_shelf(const char* path, uint32_t gpc_denies) {
  nsh_shelf_options options;
  nsh_shelf_options_init(&options);
  options.path = text(path);
  options.gpc_denies = gpc_denies;
  nsh_sync_options sync;
  memset(&sync, 'x', sizeof sync);
  nsh_sync_options_init(&sync);
  CHECK(sync.struct_size == sizeof sync && sync.key.size == 0 && sync.manifest.size == 0);
  CHECK(sync.pseudonym_days == 30 && sync.batch_events == 50 && sync.batch_interval_ms == 30000);
  CHECK(sync.model_interval_ms == 6 * 60 * 60 * 1000);
  sync.key = text("device-key");
  options.sync = &sync;
  nsh_shelf* shelf = NULL;
  CHECK_STATUS(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_OK);
  return shelf;
}

static void test_sync_options(void) {
  nsh_shelf_options options;
  nsh_shelf_options_init(&options);
  nsh_sync_options sync;
  nsh_sync_options_init(&sync);
  options.sync = &sync;
  nsh_shelf* shelf = NULL;
  CHECK_REFUSED(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "options.sync.key");
  sync.key = text("key");
  sync.pseudonym_days = 366;
  CHECK_REFUSED(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_INVALID_ARGUMENT,
                "options.sync.pseudonym_days");
  nsh_sync_options_init(&sync);
  sync.struct_size = 7;
  CHECK_REFUSED(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "options.sync");
}

static void test_decisions(const char* path) {
  nsh_shelf* shelf = open_shelf(path, NSH_PURPOSE_ALL);
  nsh_consent_info info = consent_of(shelf);
  CHECK(!info.decided && info.effective == 0 && info.granted == 0 && info.policy_version[0] == 0);
  CHECK_STATUS(view(shelf, "sku-1"), NSH_STATUS_OK);
  CHECK(events_of(shelf) == 1);
  nsh_shelf_close(shelf);

  shelf = open_shelf(path, NSH_PURPOSE_ALL);
  CHECK(events_of(shelf) == 0); /* nothing was decided, nothing was kept */
  nsh_consent consent;
  memset(&consent, 'x', sizeof consent);
  nsh_consent_init(&consent);
  CHECK(consent.struct_size == sizeof consent && consent.granted == 0 && !consent.global_privacy_control);
  CHECK(consent.policy_version.size == 0 && consent.time_ms == 0);
  consent.granted = NSH_PURPOSE_PERSONALIZATION | NSH_PURPOSE_MEASUREMENT;
  consent.policy_version = text("2024-05");
  consent.time_ms = 1700000000000;
  CHECK_STATUS(nsh_shelf_set_consent(shelf, &consent, fresh_error()), NSH_STATUS_OK);
  CHECK_STATUS(view(shelf, "sku-1"), NSH_STATUS_OK);
  nsh_shelf_close(shelf);

  shelf = open_shelf(path, NSH_PURPOSE_ALL);
  CHECK(events_of(shelf) == 1);
  info = consent_of(shelf);
  CHECK(info.decided == 1 && info.effective == 3 && info.granted == 3 && !info.global_privacy_control);
  CHECK(info.time_ms == 1700000000000 && strcmp(info.policy_version, "2024-05") == 0);
  consent.global_privacy_control = 1;
  CHECK_STATUS(nsh_shelf_set_consent(shelf, &consent, fresh_error()), NSH_STATUS_OK);
  info = consent_of(shelf);
  CHECK(info.effective == 0 && info.granted == 3 && info.global_privacy_control == 1);
  CHECK(events_of(shelf) == 0);
  nsh_shelf_close(shelf);
  shelf = open_shelf(path, NSH_PURPOSE_MEASUREMENT);
  CHECK(consent_of(shelf).effective == NSH_PURPOSE_PERSONALIZATION);
  nsh_shelf_close(shelf);
}

static void test_refusals(nsh_shelf* shelf) {
  nsh_consent consent;
  nsh_consent_init(&consent);
  CHECK_REFUSED(nsh_shelf_set_consent(shelf, &consent, fresh_error()), NSH_STATUS_INVALID_ARGUMENT,
                "consent.policy_version");
  consent.policy_version = text("1");
  consent.granted = 8;
  CHECK_REFUSED(nsh_shelf_set_consent(shelf, &consent, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "consent.granted");
  consent.granted = 0;
  consent.time_ms = -1;
  CHECK_REFUSED(nsh_shelf_set_consent(shelf, &consent, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "consent.time_ms");
  consent.struct_size = 7;
  CHECK_REFUSED(nsh_shelf_set_consent(shelf, &consent, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "consent");
  CHECK_REFUSED(nsh_shelf_set_consent(shelf, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "consent");
  CHECK_REFUSED(nsh_shelf_set_consent(NULL, &consent, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "shelf");
  nsh_consent_info info;
  info.struct_size = sizeof info - 1;
  CHECK_REFUSED(nsh_shelf_get_consent(shelf, &info, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "info");
  CHECK_REFUSED(nsh_shelf_get_consent(shelf, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "info");
  CHECK_REFUSED(nsh_shelf_get_consent(NULL, &info, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "shelf");
  CHECK(!consent_of(shelf).decided);
}

static void test_export(nsh_shelf* shelf, nsh_shelf* other) {
  CHECK_STATUS(view(shelf, "sku-000007"), NSH_STATUS_OK);
  nsh_buffer* json = NULL;
  size_t size = 0;
  CHECK_STATUS(nsh_shelf_export(shelf, &json, &size, fresh_error()), NSH_STATUS_OK);
  const char* bytes = (const char*)nsh_buffer_data(json);
  CHECK(size > 2 && bytes[0] == '{' && bytes[size - 1] == '}');
  CHECK_STATUS(nsh_shelf_import(other, bytes, size, fresh_error()), NSH_STATUS_FAILED_PRECONDITION);
  grant(other, NSH_PURPOSE_PERSONALIZATION);
  CHECK_STATUS(nsh_shelf_import(other, bytes, size, fresh_error()), NSH_STATUS_OK);
  CHECK_STATUS(nsh_shelf_import(other, bytes, size, fresh_error()), NSH_STATUS_OK);
  CHECK(events_of(other) == 1);
  CHECK_STATUS(nsh_shelf_import(other, bytes, size - 1, fresh_error()), NSH_STATUS_INVALID_ARGUMENT);
  CHECK_REFUSED(nsh_shelf_import(other, "{}", 2, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "format");
  nsh_buffer_free(json);

  CHECK_REFUSED(nsh_shelf_export(NULL, &json, &size, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "shelf");
  CHECK(json == NULL && size == 0);
  CHECK_REFUSED(nsh_shelf_export(shelf, NULL, &size, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "json");
  CHECK_REFUSED(nsh_shelf_export(shelf, &json, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "json_size");
  CHECK_REFUSED(nsh_shelf_import(NULL, "{}", 2, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "shelf");
  CHECK_REFUSED(nsh_shelf_import(other, NULL, 2, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "json");
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  char path[4096];
  snprintf(path, sizeof path, "%s/consent.db", argv[2]);
  test_sync_options();
  test_decisions(path);
  int64_t now_ms = 1700000000000;
  nsh_shelf* shelf = make_shelf(argv[1], &now_ms);
  nsh_shelf* other = make_shelf(argv[1], &now_ms);
  test_refusals(shelf);
  test_export(shelf, other);
  nsh_shelf_close(shelf);
  nsh_shelf_close(other);
  return check_result();
}
