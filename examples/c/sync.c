/* A visit whose events go to the shop's sync server, as far as the shopper agrees: sync_c SERVER KEY DATABASE ITEM...
 * SERVER is an https:// address, or an http:// one of this machine. With no ITEM it only sends what waits, and with the
 * environment variable WITHDRAW set it withdraws the consent, and has what was sent erased. */
#include <nearshelf/nearshelf_curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static nsh_string text(const char* value) { return (nsh_string){value, strlen(value)}; }

static int failed(const char* what, const nsh_error* error) {
  fprintf(stderr, "%s: %s (%s %s)\n", what, error->message, nsh_status_name(error->code), error->place);
  return 1;
}

static void say(void* unused, nsh_log_level level, const char* message) {
  (void)unused;
  if (level >= NSH_LOG_WARNING) fprintf(stderr, "%s\n", message);
}

static int visit(nsh_shelf* shelf, int count, char** items) {
  nsh_error error;
  /* What the shopper decided in your dialog. Nothing is queued or sent before this. */
  nsh_consent consent;
  nsh_consent_init(&consent);
  consent.granted = getenv("WITHDRAW") ? 0 : NSH_PURPOSE_PERSONALIZATION | NSH_PURPOSE_MEASUREMENT;
  consent.policy_version = text("2026-11");
  if (nsh_shelf_set_consent(shelf, &consent, &error) != NSH_STATUS_OK) return failed("consent", &error);
  for (int i = 0; i < count; ++i) {
    nsh_event event;
    nsh_event_init(&event);
    event.kind = NSH_EVENT_VIEW;
    event.item_id = text(items[i]);
    if (nsh_shelf_track(shelf, &event, NULL, &error) != NSH_STATUS_OK) return failed(items[i], &error);
  }
  return 0;
}

static int synchronise(nsh_shelf* shelf, const char* server) {
  nsh_error error;
  nsh_curl_options options;
  nsh_curl_options_init(&options);
  options.server_url = text(server);
  options.allow_http = strncmp(server, "http://127.0.0.1", 16) == 0 || strncmp(server, "http://localhost", 16) == 0;
  options.moment = NSH_MOMENT_LEAVING; /* this program is about to end: what waits is due now */
  options.log = say;
  int64_t wait_ms;
  if (nsh_curl_run(shelf, &options, &wait_ms, &error) != NSH_STATUS_OK) return failed("sync", &error);
  nsh_sync_info info = {.struct_size = sizeof info};
  if (nsh_shelf_get_sync_info(shelf, &info, &error) != NSH_STATUS_OK) return failed("sync", &error);
  printf("%llu sent, %llu waiting, %llu erase requests open\n", (unsigned long long)info.acknowledged_events,
         (unsigned long long)info.queued_events, (unsigned long long)info.pending_erasures);
  return 0;
}

int main(int argc, char** argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: %s SERVER KEY DATABASE ITEM...\n", argv[0]);
    return 2;
  }
  nsh_sync_options sync;
  nsh_sync_options_init(&sync);
  sync.key = text(argv[2]); /* the shop's device key */
  nsh_shelf_options options;
  nsh_shelf_options_init(&options);
  options.path = text(argv[3]);
  options.sync = &sync;
  nsh_error error;
  nsh_shelf* shelf = NULL;
  if (nsh_shelf_open(&options, &shelf, &error) != NSH_STATUS_OK) return failed(argv[3], &error);
  int result = visit(shelf, argc - 4, argv + 4);
  if (result == 0) result = synchronise(shelf, argv[1]);
  nsh_shelf_close(shelf);
  return result;
}
