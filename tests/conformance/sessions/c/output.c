#include "output.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char* const kContexts[] = {"none", "session", "history"};

/* "3f800000" for 1.0f. */
static void add_bits(cJSON* object, const char* key, float value) {
  uint32_t bits = 0;
  char hex[9];
  memcpy(&bits, &value, sizeof bits);
  snprintf(hex, sizeof hex, "%08" PRIx32, bits);
  cJSON_AddStringToObject(object, key, hex);
}

cJSON* status_json(nsh_status status, const nsh_error* error) {
  cJSON* json = cJSON_CreateObject();
  cJSON_AddStringToObject(json, "status", nsh_status_name(status));
  if (status != NSH_STATUS_OK && error->place[0] != 0) cJSON_AddStringToObject(json, "place", error->place);
  return json;
}

static cJSON* reasons_json(const nsh_recommendations* list, size_t index, size_t count, int described) {
  cJSON* reasons = cJSON_CreateArray();
  for (size_t i = 0; i < count; ++i) {
    nsh_reason reason;
    reason.struct_size = sizeof reason;
    if (nsh_recommendations_get_reason(list, index, i, &reason, NULL) != NSH_STATUS_OK) break;
    cJSON* json = cJSON_CreateObject();
    cJSON_AddNumberToObject(json, "kind", reason.kind);
    add_bits(json, "share", reason.share);
    if (reason.item_id.size > 0) cJSON_AddStringToObject(json, "item_id", reason.item_id.data);
    if (described && reason.item_title.size > 0) cJSON_AddStringToObject(json, "item_title", reason.item_title.data);
    cJSON_AddItemToArray(reasons, json);
  }
  return reasons;
}

static cJSON* item_json(const nsh_recommendations* list, size_t index, int described) {
  nsh_item item;
  item.struct_size = sizeof item;
  if (nsh_recommendations_get_item(list, index, &item, NULL) != NSH_STATUS_OK) return cJSON_CreateNull();
  cJSON* json = cJSON_CreateObject();
  cJSON_AddStringToObject(json, "id", item.id.data);
  add_bits(json, "score", item.score);
  if (described) {
    cJSON_AddStringToObject(json, "title", item.title.data);
    cJSON_AddStringToObject(json, "category", item.category.data);
    cJSON_AddStringToObject(json, "brand", item.brand.data);
    if (item.price == item.price) {
      add_bits(json, "price", item.price);
    } else {
      cJSON_AddNullToObject(json, "price");
    }
    cJSON_AddStringToObject(json, "url", item.url.data);
    cJSON_AddStringToObject(json, "image", item.image.data);
  }
  if (item.reason_count > 0) {
    cJSON_AddItemToObject(json, "reasons", reasons_json(list, index, item.reason_count, described));
  }
  return json;
}

cJSON* recommendations_json(const nsh_recommendations* list, int described) {
  cJSON* json = status_json(NSH_STATUS_OK, NULL);
  const nsh_context context = nsh_recommendations_context(list);
  cJSON_AddStringToObject(json, "context", context >= 0 && context < 3 ? kContexts[context] : "unknown");
  cJSON* items = cJSON_AddArrayToObject(json, "items");
  const size_t count = nsh_recommendations_count(list);
  for (size_t i = 0; i < count; ++i) cJSON_AddItemToArray(items, item_json(list, i, described));
  return json;
}

cJSON* track_json(const nsh_track_result* result) {
  cJSON* json = status_json(NSH_STATUS_OK, NULL);
  cJSON_AddNumberToObject(json, "session_id", (double)result->session_id);
  cJSON_AddBoolToObject(json, "duplicate", result->duplicate);
  cJSON_AddBoolToObject(json, "item_known", result->item_known);
  return json;
}

cJSON* session_json(const nsh_session_info* info) {
  cJSON* json = status_json(NSH_STATUS_OK, NULL);
  cJSON_AddNumberToObject(json, "session_id", (double)info->session_id);
  cJSON_AddNumberToObject(json, "started_ms", (double)info->started_ms);
  cJSON_AddNumberToObject(json, "last_active_ms", (double)info->last_active_ms);
  cJSON_AddNumberToObject(json, "event_count", (double)info->event_count);
  cJSON_AddNumberToObject(json, "context_items", info->context_items);
  cJSON_AddBoolToObject(json, "active", info->active);
  return json;
}

cJSON* consent_json(const nsh_consent_info* info) {
  cJSON* json = status_json(NSH_STATUS_OK, NULL);
  cJSON_AddNumberToObject(json, "effective", info->effective);
  cJSON_AddNumberToObject(json, "granted", info->granted);
  cJSON_AddBoolToObject(json, "global_privacy_control", info->global_privacy_control);
  cJSON_AddBoolToObject(json, "decided", info->decided);
  cJSON_AddNumberToObject(json, "time_ms", (double)info->time_ms);
  cJSON_AddStringToObject(json, "policy_version", info->policy_version);
  return json;
}

cJSON* model_info_json(const nsh_model_info* info) {
  cJSON* json = status_json(NSH_STATUS_OK, NULL);
  cJSON_AddStringToObject(json, "model_id", info->model_id.data);
  cJSON_AddNumberToObject(json, "version", (double)info->version);
  cJSON_AddNumberToObject(json, "item_count", info->item_count);
  cJSON_AddNumberToObject(json, "rankers", info->rankers);
  cJSON_AddNumberToObject(json, "created_at_ms", (double)info->created_at_ms);
  cJSON_AddNumberToObject(json, "session_timeout_ms", (double)info->session_timeout_ms);
  cJSON_AddNumberToObject(json, "artifact_bytes", (double)info->artifact_bytes);
  return json;
}
