/* Recorded events, exports and the sync. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "output.h"

static const char* const kTaskKinds[] = {"", "events", "erase", "manifest", "model"};

static cJSON* event_json(const nsh_recorded_event* event) {
  cJSON* json = cJSON_CreateObject();
  cJSON_AddStringToObject(json, "kind", kind_name(event->kind));
  cJSON_AddNumberToObject(json, "sequence", (double)event->sequence);
  cJSON_AddNumberToObject(json, "session_id", (double)event->session_id);
  cJSON_AddNumberToObject(json, "time_ms", (double)event->time_ms);
  cJSON_AddStringToObject(json, "event_id", event->event_id.data);
  if (event->item_id.size > 0) cJSON_AddStringToObject(json, "item_id", event->item_id.data);
  if (event->query.size > 0) cJSON_AddStringToObject(json, "query", event->query.data);
  if (event->dwell_ms != -1) cJSON_AddNumberToObject(json, "dwell_ms", (double)event->dwell_ms);
  if (event->scroll_percent != -1) cJSON_AddNumberToObject(json, "scroll_percent", event->scroll_percent);
  if (event->quantity != 0) cJSON_AddNumberToObject(json, "quantity", (double)event->quantity);
  if (event->price == event->price) cJSON_AddNumberToObject(json, "price", event->price);
  if (event->rating == event->rating) cJSON_AddNumberToObject(json, "rating", event->rating);
  return json;
}

cJSON* events_json(const nsh_events* events) {
  cJSON* json = status_json(NSH_STATUS_OK, NULL);
  cJSON* array = cJSON_AddArrayToObject(json, "events");
  const size_t count = nsh_events_count(events);
  for (size_t i = 0; i < count; ++i) {
    nsh_recorded_event event;
    event.struct_size = sizeof event;
    if (nsh_events_get_event(events, i, &event, NULL) != NSH_STATUS_OK) break;
    cJSON_AddItemToArray(array, event_json(&event));
  }
  return json;
}

cJSON* export_json(nsh_buffer* json, size_t size) {
  cJSON* result = status_json(NSH_STATUS_OK, NULL);
  cJSON_AddItemToObject(result, "export", cJSON_ParseWithLength((const char*)nsh_buffer_data(json), size));
  return result;
}

static void add_body(cJSON* json, const nsh_task_info* info, int is_json) {
  if (is_json) {
    cJSON_AddItemToObject(json, "body_json", cJSON_ParseWithLength((const char*)info->body, info->body_size));
  } else if (info->body_size > 0) {
    const size_t size = sodium_base64_encoded_len(info->body_size, sodium_base64_VARIANT_ORIGINAL);
    char* text = malloc(size);
    if (text == NULL) give_up("out of memory", "body");
    sodium_bin2base64(text, size, info->body, info->body_size, sodium_base64_VARIANT_ORIGINAL);
    cJSON_AddStringToObject(json, "body", text);
    free(text);
  }
}

cJSON* task_json(const nsh_task* task, int64_t wait_ms) {
  cJSON* result = status_json(NSH_STATUS_OK, NULL);
  if (task == NULL) {
    cJSON_AddNullToObject(result, "task");
    cJSON_AddNumberToObject(result, "wait_ms", (double)wait_ms);
    return result;
  }
  nsh_task_info info;
  nsh_error error;
  info.struct_size = sizeof info;
  if (nsh_task_get_info(task, &info, &error) != NSH_STATUS_OK) give_up("nsh_task_get_info", error.message);
  cJSON* json = cJSON_AddObjectToObject(result, "task");
  cJSON_AddStringToObject(json, "kind", info.kind > 0 && info.kind < 5 ? kTaskKinds[info.kind] : "unknown");
  cJSON_AddStringToObject(json, "method", info.method.data);
  cJSON_AddStringToObject(json, "url", info.url.data);
  cJSON_AddNumberToObject(json, "timeout_ms", info.timeout_ms);
  cJSON_AddNumberToObject(json, "max_response_bytes", (double)info.max_response_bytes);
  cJSON* headers = cJSON_AddArrayToObject(json, "headers");
  int is_json = 0;
  for (size_t i = 0; i < info.header_count; ++i) {
    nsh_string name;
    nsh_string value;
    if (nsh_task_get_header(task, i, &name, &value, &error) != NSH_STATUS_OK) give_up("header", error.message);
    cJSON* pair = cJSON_CreateArray();
    cJSON_AddItemToArray(pair, cJSON_CreateString(name.data));
    cJSON_AddItemToArray(pair, cJSON_CreateString(value.data));
    cJSON_AddItemToArray(headers, pair);
    if (strcmp(name.data, "Content-Type") == 0) is_json = strcmp(value.data, "application/json") == 0;
  }
  add_body(json, &info, is_json);
  return result;
}

cJSON* sync_info_json(const nsh_sync_info* info) {
  cJSON* json = status_json(NSH_STATUS_OK, NULL);
  cJSON_AddNumberToObject(json, "queued_events", (double)info->queued_events);
  cJSON_AddNumberToObject(json, "dropped_events", (double)info->dropped_events);
  cJSON_AddNumberToObject(json, "acknowledged_events", (double)info->acknowledged_events);
  cJSON_AddNumberToObject(json, "pending_erasures", (double)info->pending_erasures);
  cJSON_AddNumberToObject(json, "last_success_ms", (double)info->last_success_ms);
  cJSON_AddNumberToObject(json, "retry_at_ms", (double)info->retry_at_ms);
  cJSON_AddNumberToObject(json, "last_http_status", info->last_http_status);
  return json;
}
