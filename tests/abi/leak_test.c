/* Memory stays flat, however often a shelf is opened and called: leak_test <models> <scratch>. NEARSHELF_LEAK_FULL=1:
 * as often as is promised, 10,000 times and 1,000,000 calls. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "memory_use.h"

static const char* models;
static const char* scratch;
static void* artifact;
static size_t artifact_size;
static const uint8_t key[32] = {1, 2, 3};

static nsh_shelf* shelf;   /* of a shopper who is remembered, in a database in memory: no disk to wait for */
static nsh_shelf* sending; /* of one who agreed to everything */
static int64_t now_ms = 1700000000000;

static nsh_shelf* open_shelf(const char* path, const uint8_t* sealed_with, int with_sync) {
  nsh_shelf_options options;
  nsh_sync_options sync;
  nsh_shelf_options_init(&options);
  nsh_sync_options_init(&sync);
  sync.key = text("device-key");
  options.path = text(path);
  options.max_events = 100;
  options.clock = read_clock;
  options.clock_user_data = &now_ms;
  options.key = sealed_with;
  options.key_size = sealed_with == NULL ? 0 : sizeof key;
  if (with_sync) options.sync = &sync;
  nsh_shelf* opened = NULL;
  CHECK_STATUS(nsh_shelf_open(&options, &opened, fresh_error()), NSH_STATUS_OK);
  return opened;
}

static void install(nsh_shelf* on) {
  CHECK_STATUS(nsh_shelf_install_model(on, artifact, artifact_size, fresh_error()), NSH_STATUS_OK);
}

static void open_file(void* sealed_with) {
  char path[4096];
  snprintf(path, sizeof path, "%s/leak-%s.db", scratch, sealed_with == NULL ? "plain" : "sealed");
  nsh_shelf_close(open_shelf(path, sealed_with, 1));
}

static void open_in_memory(void* unused) {
  (void)unused;
  nsh_shelf* opened = open_shelf("", NULL, 0);
  install(opened);
  CHECK(view(opened, "sku-000007") == NSH_STATUS_OK);
  nsh_shelf_close(opened);
}

static void open_model(void* unused) {
  (void)unused;
  nsh_model* model = NULL;
  nsh_buffer* buffer = NULL;
  CHECK_STATUS(nsh_model_open(artifact, artifact_size, &model, fresh_error()), NSH_STATUS_OK);
  nsh_model_close(model);
  CHECK_STATUS(nsh_buffer_create(artifact_size, &buffer, fresh_error()), NSH_STATUS_OK);
  memcpy(nsh_buffer_data(buffer), artifact, artifact_size);
  CHECK_STATUS(nsh_model_open_buffer(buffer, &model, fresh_error()), NSH_STATUS_OK);
  nsh_model_close(model);
}

static void session(void* unused) {
  (void)unused;
  nsh_session_info info;
  info.struct_size = sizeof info;
  CHECK_STATUS(nsh_shelf_get_session(shelf, &info, fresh_error()), NSH_STATUS_OK);
}

static void track(void* unused) {
  (void)unused;
  static int number;
  char item[16];
  number = (number + 1) % 60;
  snprintf(item, sizeof item, "sku-%06d", number);
  CHECK(view(shelf, item) == NSH_STATUS_OK);
}

static void read_out(nsh_recommendations* list) {
  nsh_item item;
  nsh_reason reason;
  item.struct_size = sizeof item;
  reason.struct_size = sizeof reason;
  CHECK(nsh_recommendations_count(list) == 20);
  for (size_t i = 0; i < nsh_recommendations_count(list); ++i) {
    CHECK(nsh_recommendations_get_item(list, i, &item, NULL) == NSH_STATUS_OK);
    for (size_t j = 0; j < item.reason_count; ++j) {
      CHECK(nsh_recommendations_get_reason(list, i, j, &reason, NULL) == NSH_STATUS_OK);
    }
  }
  nsh_recommendations_free(list);
}

static void recommend(void* unused) {
  (void)unused;
  nsh_recommendations* list = NULL;
  CHECK_STATUS(nsh_shelf_recommend(shelf, NULL, &list, fresh_error()), NSH_STATUS_OK);
  read_out(list);
}

static void model_of_shelf(void* unused) {
  (void)unused;
  const nsh_string items[] = {text("sku-000007"), text("an id that no model has")};
  nsh_model* model = NULL;
  nsh_model_info info;
  nsh_recommendations* list = NULL;
  info.struct_size = sizeof info;
  CHECK_STATUS(nsh_shelf_get_model(shelf, &model, fresh_error()), NSH_STATUS_OK);
  CHECK_STATUS(nsh_model_get_info(model, &info, fresh_error()), NSH_STATUS_OK);
  CHECK_STATUS(nsh_model_recommend(model, items, 2, NULL, &list, fresh_error()), NSH_STATUS_OK);
  nsh_model_close(model);
  read_out(list);
}

static void install_again(void* unused) {
  (void)unused;
  install(shelf);
}

static void end_session(void* unused) {
  track(unused);
  CHECK_STATUS(nsh_shelf_end_session(shelf, fresh_error()), NSH_STATUS_OK);
}

static void forget_all(void* unused) {
  track(unused);
  CHECK_STATUS(nsh_shelf_forget_all(shelf, fresh_error()), NSH_STATUS_OK);
}

static void read_events(void* unused) {
  (void)unused;
  nsh_events* events = NULL;
  nsh_recorded_event event;
  event.struct_size = sizeof event;
  CHECK_STATUS(nsh_shelf_read_events(shelf, 0, 10, &events, fresh_error()), NSH_STATUS_OK);
  for (size_t i = 0; i < nsh_events_count(events); ++i) {
    CHECK_STATUS(nsh_events_get_event(events, i, &event, fresh_error()), NSH_STATUS_OK);
  }
  nsh_events_free(events);
}

static void consent(void* unused) {
  (void)unused;
  nsh_consent_info info;
  info.struct_size = sizeof info;
  grant(shelf, NSH_PURPOSE_PERSONALIZATION);
  CHECK_STATUS(nsh_shelf_get_consent(shelf, &info, fresh_error()), NSH_STATUS_OK);
}

static void export_and_import(void* unused) {
  (void)unused;
  nsh_buffer* json = NULL;
  size_t size = 0;
  CHECK_STATUS(nsh_shelf_export(shelf, &json, &size, fresh_error()), NSH_STATUS_OK);
  CHECK_STATUS(nsh_shelf_import(shelf, nsh_buffer_data(json), size, fresh_error()), NSH_STATUS_OK);
  nsh_buffer_free(json);
}

static void infos(void* unused) {
  (void)unused;
  nsh_shelf_info info;
  nsh_sync_info sync_info;
  info.struct_size = sizeof info;
  sync_info.struct_size = sizeof sync_info;
  CHECK_STATUS(nsh_shelf_get_info(shelf, &info, fresh_error()), NSH_STATUS_OK);
  CHECK_STATUS(nsh_shelf_get_sync_info(shelf, &sync_info, fresh_error()), NSH_STATUS_OK);
}

static void trim_memory(void* unused) {
  (void)unused;
  CHECK_STATUS(nsh_shelf_trim_memory(shelf, fresh_error()), NSH_STATUS_OK);
}

static void refused(void* unused) {
  (void)unused;
  nsh_recommend_options options;
  nsh_recommendations* list = NULL;
  nsh_model* model = NULL;
  nsh_recommend_options_init(&options);
  options.count = 0;
  CHECK_REFUSED(view(shelf, ""), NSH_STATUS_INVALID_ARGUMENT, "event.item_id");
  CHECK_REFUSED(nsh_shelf_recommend(shelf, &options, &list, fresh_error()), NSH_STATUS_INVALID_ARGUMENT,
                "options.count");
  CHECK_STATUS(nsh_model_open(artifact, artifact_size / 2, &model, fresh_error()), NSH_STATUS_CORRUPT);
  CHECK_STATUS(nsh_shelf_import(shelf, "{", 1, fresh_error()), NSH_STATUS_INVALID_ARGUMENT);
}

/* A request that is let go, and one that no server answers: then it is time to ask again. */
static void tasks(void* unused) {
  (void)unused;
  nsh_task* task = NULL;
  int64_t wait_ms = 0;
  nsh_task_info info;
  nsh_task_outcome outcome;
  nsh_string name;
  nsh_string value;
  info.struct_size = sizeof info;
  nsh_task_outcome_init(&outcome);
  for (int finish = 0; finish < 2; ++finish) {
    CHECK_STATUS(nsh_shelf_next_task(sending, NSH_MOMENT_LEAVING, &task, &wait_ms, fresh_error()), NSH_STATUS_OK);
    if (task == NULL) {
      now_ms += wait_ms > 0 ? wait_ms : 0;
      if (wait_ms < 0) CHECK(view(sending, "sku-000007") == NSH_STATUS_OK);
    } else {
      CHECK_STATUS(nsh_task_get_info(task, &info, fresh_error()), NSH_STATUS_OK);
      CHECK_STATUS(nsh_task_get_header(task, 0, &name, &value, fresh_error()), NSH_STATUS_OK);
      if (finish) {
        CHECK_STATUS(nsh_shelf_finish_task(sending, task, &outcome, fresh_error()), NSH_STATUS_OK);
      } else {
        nsh_task_free(task);
      }
    }
  }
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  models = argv[1];
  scratch = argv[2];
  artifact = read_model(models, "shop-1.nsm", &artifact_size);
  shelf = open_shelf("", NULL, 1);
  sending = open_shelf("", NULL, 1);
  grant(shelf, NSH_PURPOSE_PERSONALIZATION);
  grant(sending, NSH_PURPOSE_ALL);
  install(shelf);
  static const struct {
    const char* what;
    void (*body)(void*);
    long part; /* of a hundred calls */
  } kCalls[] = {
      {"session", session, 10},
      {"track", track, 15},
      {"recommend", recommend, 15},
      {"the shelf's model", model_of_shelf, 10},
      {"install the same again", install_again, 5},
      {"open a model", open_model, 5},
      {"track, end the session", end_session, 10},
      {"track, forget everything", forget_all, 3},
      {"read events", read_events, 5},
      {"decide the same", consent, 5},
      {"export, import", export_and_import, 2},
      {"infos", infos, 5},
      {"trim memory", trim_memory, 2},
      {"calls that are refused", refused, 3},
      {"tasks", tasks, 5},
  };
  const long opens = leak_count(10000, 500);
  const long calls = leak_count(1000000, 100000);
  CHECK(stays_flat("open, close: a file", opens, open_file, NULL));
  CHECK(stays_flat("open, close: a sealed file", opens, open_file, (void*)key));
  CHECK(stays_flat("open, install, close: in memory", opens, open_in_memory, NULL));
  for (size_t i = 0; i < sizeof kCalls / sizeof kCalls[0]; ++i) {
    CHECK(stays_flat(kCalls[i].what, calls / 100 * kCalls[i].part, kCalls[i].body, NULL));
  }
  nsh_shelf_close(shelf);
  nsh_shelf_close(sending);
  free(artifact);
  return check_result();
}
