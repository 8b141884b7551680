#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

nsh_error check_error;
static int failures;

nsh_error* fresh_error(void) {
  memset(&check_error, 'x', sizeof check_error);
  return &check_error;
}

void check_that(int ok, const char* what, const char* file, int line) {
  if (ok) return;
  ++failures;
  printf("%s:%d: failed: %s\n", file, line, what);
}

void check_status(nsh_status got, nsh_status wanted, const char* place, const char* what, const char* file, int line) {
  const int terminated = memchr(check_error.message, 0, sizeof check_error.message) != NULL &&
                         memchr(check_error.place, 0, sizeof check_error.place) != NULL;
  const int told = (got == NSH_STATUS_OK) == (check_error.message[0] == 0);
  if (got == wanted && check_error.code == got && terminated && told &&
      (place[0] == 0 || strcmp(place, check_error.place) == 0)) {
    return;
  }
  ++failures;
  printf("%s:%d: %s gave %s (%s, %s: %s) instead of %s %s\n", file, line, what, nsh_status_name(got),
         nsh_status_name(check_error.code), check_error.place, check_error.message, nsh_status_name(wanted), place);
}

int check_result(void) { return failures == 0 ? 0 : 1; }

nsh_string text(const char* literal) {
  nsh_string result;
  result.data = literal;
  result.size = strlen(literal);
  return result;
}

int equals(nsh_string a, const char* b) {
  return a.size == strlen(b) && memcmp(a.data, b, a.size) == 0 && a.data[a.size] == 0;
}

void* read_model(const char* directory, const char* name, size_t* size) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", directory, name);
  FILE* file = fopen(path, "rb");
  enum { kMax = 1 << 20 };
  void* bytes = malloc(kMax);
  if (file == NULL || bytes == NULL) {
    printf("cannot read %s\n", path);
    exit(2);
  }
  *size = fread(bytes, 1, kMax, file);
  fclose(file);
  return bytes;
}

int64_t read_clock(void* now_ms) { return *(int64_t*)now_ms; }

nsh_shelf* make_shelf(const char* directory, int64_t* now_ms) {
  nsh_shelf_options options;
  nsh_shelf_options_init(&options);
  options.clock = read_clock;
  options.clock_user_data = now_ms;
  nsh_shelf* shelf = NULL;
  CHECK_STATUS(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_OK);
  size_t size = 0;
  void* model = read_model(directory, "shop-1.nsm", &size);
  CHECK_STATUS(nsh_shelf_install_model(shelf, model, size, fresh_error()), NSH_STATUS_OK);
  free(model);
  return shelf;
}

nsh_status view(nsh_shelf* shelf, const char* item_id) {
  nsh_event event;
  nsh_event_init(&event);
  event.kind = NSH_EVENT_VIEW;
  event.item_id = text(item_id);
  return nsh_shelf_track(shelf, &event, NULL, fresh_error());
}

void grant(nsh_shelf* shelf, uint32_t purposes) {
  nsh_consent consent;
  nsh_consent_init(&consent);
  consent.granted = purposes;
  consent.policy_version = text("2024-05");
  CHECK_STATUS(nsh_shelf_set_consent(shelf, &consent, fresh_error()), NSH_STATUS_OK);
}
