#include "shelf_run.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "output.h"

static nsh_error error; /* of the last call */

static int64_t read_clock(void* run) { return ((const shelf_run*)run)->now_ms; }

static cJSON* set_consent(shelf_run* run, const cJSON* json) {
  const nsh_consent consent = read_consent(json);
  return status_json(nsh_shelf_set_consent(run->shelf, &consent, &error), &error);
}

static cJSON* decide_at_opening(shelf_run* run) {
  const cJSON* decision = optional(run->entry, "consent");
  if (cJSON_IsNull(decision)) return status_json(NSH_STATUS_OK, NULL);
  if (decision != NULL) return set_consent(run, decision);
  cJSON* kept = cJSON_Parse("{\"granted\": 1, \"policy_version\": \"1\"}");
  cJSON* result = set_consent(run, kept);
  cJSON_Delete(kept);
  return result;
}

static void close_shelf(shelf_run* run) {
  nsh_task_free(run->task); /* before its shelf */
  run->task = NULL;
  nsh_shelf_close(run->shelf);
  run->shelf = NULL;
}

static cJSON* reopen(shelf_run* run, const cJSON* step) {
  (void)step;
  close_shelf(run); /* a file is held by one at a time */
  nsh_shelf_options options;
  nsh_sync_options sync;
  uint8_t key[32];
  nsh_shelf_options_init(&options);
  options.path.data = run->path;
  options.path.size = strlen(run->path);
  options.clock = read_clock;
  options.clock_user_data = run;
  const cJSON* hex = optional(run->entry, "key");
  if (hex != NULL) {
    if (sodium_hex2bin(key, sizeof key, text_of(hex), strlen(text_of(hex)), NULL, &options.key_size, NULL) != 0) {
      give_up("not a key in hexadecimal", text_of(hex));
    }
    options.key = key;
  }
  const cJSON* given = optional(run->entry, "sync");
  if (given != NULL) {
    sync = read_sync_options(given);
    options.sync = &sync;
  }
  const nsh_status status = nsh_shelf_open(&options, &run->shelf, &error);
  return status == NSH_STATUS_OK ? decide_at_opening(run) : status_json(status, &error);
}

static cJSON* set_clock(shelf_run* run, const cJSON* step) {
  run->now_ms = (int64_t)number_of(member(step, "now_ms"));
  return status_json(NSH_STATUS_OK, NULL);
}

static cJSON* install_model(shelf_run* run, const cJSON* step) {
  size_t size = 0;
  void* bytes = read_bytes(run->directory, text_of(member(step, "model")), &size);
  const nsh_status status = nsh_shelf_install_model(run->shelf, bytes, size, &error);
  free(bytes);
  return status_json(status, &error);
}

static cJSON* model_info(shelf_run* run, const cJSON* step) {
  (void)step;
  nsh_model* model = NULL;
  nsh_model_info info;
  info.struct_size = sizeof info;
  nsh_status status = nsh_shelf_get_model(run->shelf, &model, &error);
  if (status == NSH_STATUS_OK) status = nsh_model_get_info(model, &info, &error);
  cJSON* result = status == NSH_STATUS_OK ? model_info_json(&info) : status_json(status, &error);
  nsh_model_close(model);
  return result;
}

static cJSON* track(shelf_run* run, const cJSON* step) {
  const nsh_event event = read_event(member(step, "event"));
  nsh_track_result result;
  result.struct_size = sizeof result;
  const nsh_status status = nsh_shelf_track(run->shelf, &event, &result, &error);
  return status == NSH_STATUS_OK ? track_json(&result) : status_json(status, &error);
}

static cJSON* recommend(shelf_run* run, const cJSON* step) {
  nsh_recommend_options options = read_options(member(step, "options"));
  nsh_recommendations* list = NULL;
  const nsh_status status = nsh_shelf_recommend(run->shelf, &options, &list, &error);
  free_options(&options);
  if (status != NSH_STATUS_OK) return status_json(status, &error);
  cJSON* result = recommendations_json(list, flag_of(optional(step, "described"), 0));
  nsh_recommendations_free(list);
  return result;
}

static cJSON* session(shelf_run* run, const cJSON* step) {
  (void)step;
  nsh_session_info info;
  info.struct_size = sizeof info;
  const nsh_status status = nsh_shelf_get_session(run->shelf, &info, &error);
  return status == NSH_STATUS_OK ? session_json(&info) : status_json(status, &error);
}

static cJSON* end_session(shelf_run* run, const cJSON* step) {
  (void)step;
  return status_json(nsh_shelf_end_session(run->shelf, &error), &error);
}

static cJSON* forget_all(shelf_run* run, const cJSON* step) {
  (void)step;
  return status_json(nsh_shelf_forget_all(run->shelf, &error), &error);
}

static cJSON* trim_memory(shelf_run* run, const cJSON* step) {
  (void)step;
  return status_json(nsh_shelf_trim_memory(run->shelf, &error), &error);
}

static cJSON* read_events(shelf_run* run, const cJSON* step) {
  nsh_events* events = NULL;
  const int64_t after = (int64_t)number_of(member(step, "after_sequence"));
  const uint32_t most = (uint32_t)number_of(member(step, "max_count"));
  const nsh_status status = nsh_shelf_read_events(run->shelf, after, most, &events, &error);
  if (status != NSH_STATUS_OK) return status_json(status, &error);
  cJSON* result = events_json(events);
  nsh_events_free(events);
  return result;
}

static cJSON* decide(shelf_run* run, const cJSON* step) { return set_consent(run, member(step, "consent")); }

static cJSON* consent(shelf_run* run, const cJSON* step) {
  (void)step;
  nsh_consent_info info;
  info.struct_size = sizeof info;
  const nsh_status status = nsh_shelf_get_consent(run->shelf, &info, &error);
  return status == NSH_STATUS_OK ? consent_json(&info) : status_json(status, &error);
}

static cJSON* export_profile(shelf_run* run, const cJSON* step) {
  (void)step;
  nsh_buffer* json = NULL;
  size_t size = 0;
  const nsh_status status = nsh_shelf_export(run->shelf, &json, &size, &error);
  if (status != NSH_STATUS_OK) return status_json(status, &error);
  cJSON* result = export_json(json, size);
  nsh_buffer_free(json);
  return result;
}

static cJSON* import_profile(shelf_run* run, const cJSON* step) {
  char* json = cJSON_PrintUnformatted(member(step, "json"));
  const nsh_status status = nsh_shelf_import(run->shelf, json, strlen(json), &error);
  cJSON_free(json);
  return status_json(status, &error);
}

static cJSON* next_task(shelf_run* run, const cJSON* step) {
  const cJSON* given = optional(step, "moment");
  const char* name = given == NULL ? "normal" : text_of(given);
  const int leaving = strcmp(name, "leaving") == 0;
  if (!leaving && strcmp(name, "normal") != 0) give_up("no moment", name);
  nsh_task_free(run->task);
  run->task = NULL;
  int64_t wait_ms = 0;
  const nsh_status status =
      nsh_shelf_next_task(run->shelf, leaving ? NSH_MOMENT_LEAVING : NSH_MOMENT_NORMAL, &run->task, &wait_ms, &error);
  return status == NSH_STATUS_OK ? task_json(run->task, wait_ms) : status_json(status, &error);
}

/* The body that the server "sent"; free() it. */
static uint8_t* read_body(const shelf_run* run, const cJSON* step, size_t* size) {
  const cJSON* file = optional(step, "body_file");
  if (file != NULL) return read_bytes(run->directory, text_of(file), size);
  const cJSON* base64 = optional(step, "body_base64");
  const cJSON* plain = optional(step, "body");
  const char* text = base64 != NULL ? text_of(base64) : plain != NULL ? text_of(plain) : "";
  *size = strlen(text);
  uint8_t* body = malloc(*size + 1);
  if (body == NULL) give_up("out of memory", "body");
  memcpy(body, text, *size + 1);
  if (base64 != NULL &&
      sodium_base642bin(body, *size + 1, text, *size, NULL, size, NULL, sodium_base64_VARIANT_ORIGINAL) != 0) {
    give_up("not base64", text);
  }
  return body;
}

static cJSON* finish_task(shelf_run* run, const cJSON* step) {
  nsh_task_outcome outcome;
  nsh_task_outcome_init(&outcome);
  outcome.http_status = (int32_t)number_of(member(step, "http_status"));
  const cJSON* retry_after = optional(step, "retry_after");
  const cJSON* etag = optional(step, "etag");
  if (retry_after != NULL) outcome.retry_after = string_of(retry_after);
  if (etag != NULL) outcome.etag = string_of(etag);
  uint8_t* body = read_body(run, step, &outcome.body_size);
  outcome.body = body;
  const nsh_status status = nsh_shelf_finish_task(run->shelf, run->task, &outcome, &error);
  run->task = NULL;
  free(body);
  return status_json(status, &error);
}

static cJSON* free_task(shelf_run* run, const cJSON* step) {
  (void)step;
  nsh_task_free(run->task);
  run->task = NULL;
  return status_json(NSH_STATUS_OK, NULL);
}

static cJSON* sync_info(shelf_run* run, const cJSON* step) {
  (void)step;
  nsh_sync_info info;
  info.struct_size = sizeof info;
  const nsh_status status = nsh_shelf_get_sync_info(run->shelf, &info, &error);
  return status == NSH_STATUS_OK ? sync_info_json(&info) : status_json(status, &error);
}

void shelf_run_begin(shelf_run* run, const cJSON* entry, const char* directory, const char* path) {
  check_keys(entry, " name database key sync consent steps ");
  memset(run, 0, sizeof *run);
  run->entry = entry;
  run->directory = directory;
  run->path = path;
  const cJSON* database = optional(entry, "database");
  if (database != NULL) {
    size_t size = 0;
    void* bytes = read_bytes(directory, text_of(database), &size);
    FILE* file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes, 1, size, file) != size || fclose(file) != 0) give_up("cannot write", path);
    free(bytes);
  }
  cJSON_Delete(reopen(run, NULL)); /* when it fails, so does every step */
}

cJSON* shelf_run_step(shelf_run* run, const cJSON* step) {
  static const struct {
    const char* name;
    const char* keys;
    cJSON* (*run)(shelf_run*, const cJSON*);
  } kSteps[] = {
      {"set_clock", " do expect now_ms ", set_clock},
      {"reopen", " do expect ", reopen},
      {"install_model", " do expect model ", install_model},
      {"model_info", " do expect ", model_info},
      {"track", " do expect event ", track},
      {"recommend", " do expect options described ", recommend},
      {"session", " do expect ", session},
      {"end_session", " do expect ", end_session},
      {"forget_all", " do expect ", forget_all},
      {"trim_memory", " do expect ", trim_memory},
      {"read_events", " do expect after_sequence max_count ", read_events},
      {"set_consent", " do expect consent ", decide},
      {"consent", " do expect ", consent},
      {"export", " do expect ", export_profile},
      {"import", " do expect json ", import_profile},
      {"next_task", " do expect moment ", next_task},
      {"finish_task", " do expect http_status retry_after etag body body_base64 body_file ", finish_task},
      {"free_task", " do expect ", free_task},
      {"sync_info", " do expect ", sync_info},
  };
  const char* name = text_of(member(step, "do"));
  for (size_t i = 0; i < sizeof kSteps / sizeof kSteps[0]; ++i) {
    if (strcmp(name, kSteps[i].name) != 0) continue;
    check_keys(step, kSteps[i].keys);
    return kSteps[i].run(run, step);
  }
  give_up("unknown step", name);
}

void shelf_run_end(shelf_run* run) { close_shelf(run); }
