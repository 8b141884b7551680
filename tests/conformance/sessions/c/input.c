#include "input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char* const kKinds[] = {"",         "view",   "click",  "add_to_cart", "remove_from_cart",
                                     "purchase", "search", "rating", "impression"};
enum { kKindCount = sizeof kKinds / sizeof kKinds[0] };

void give_up(const char* what, const char* name) {
  printf("%s: %s\n", what, name);
  exit(2);
}

void check_keys(const cJSON* object, const char* allowed) {
  const cJSON* entry = NULL;
  cJSON_ArrayForEach(entry, object) {
    char key[128];
    snprintf(key, sizeof key, " %s ", entry->string);
    if (strstr(allowed, key) == NULL) give_up("unknown key", entry->string);
  }
}

const cJSON* optional(const cJSON* object, const char* key) { return cJSON_GetObjectItemCaseSensitive(object, key); }

const cJSON* member(const cJSON* object, const char* key) {
  const cJSON* found = optional(object, key);
  if (found == NULL) give_up("missing key", key);
  return found;
}

double number_of(const cJSON* json) {
  if (!cJSON_IsNumber(json)) give_up("not a number", json->string ? json->string : "element");
  return json->valuedouble;
}

const char* text_of(const cJSON* json) {
  if (!cJSON_IsString(json)) give_up("not a string", json->string ? json->string : "element");
  return json->valuestring;
}

nsh_string string_of(const cJSON* json) {
  nsh_string string;
  string.data = text_of(json);
  string.size = strlen(string.data);
  return string;
}

int flag_of(const cJSON* json, int absent) {
  if (json == NULL) return absent;
  if (!cJSON_IsBool(json)) give_up("neither true nor false", json->string);
  return cJSON_IsTrue(json);
}

void* read_bytes(const char* directory, const char* name, size_t* size) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", directory, name);
  FILE* file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) give_up("cannot read", path);
  const long end = ftell(file);
  rewind(file);
  void* bytes = malloc((size_t)end + 1);
  if (bytes == NULL || fread(bytes, 1, (size_t)end, file) != (size_t)end) give_up("cannot read", path);
  fclose(file);
  ((char*)bytes)[end] = 0;
  *size = (size_t)end;
  return bytes;
}

const char* kind_name(nsh_event_kind kind) { return kind > 0 && kind < kKindCount ? kKinds[kind] : "unknown"; }

static nsh_event_kind kind_of(const cJSON* json) {
  const char* name = text_of(json);
  for (int kind = 1; kind < kKindCount; ++kind) {
    if (strcmp(name, kKinds[kind]) == 0) return kind;
  }
  give_up("no kind of event", name);
}

nsh_event read_event(const cJSON* json) {
  check_keys(json, " kind item_id event_id query time_ms dwell_ms scroll_percent quantity price rating ");
  nsh_event event;
  nsh_event_init(&event);
  event.kind = kind_of(member(json, "kind"));
  const cJSON* field = NULL;
  if ((field = optional(json, "item_id")) != NULL) event.item_id = string_of(field);
  if ((field = optional(json, "event_id")) != NULL) event.event_id = string_of(field);
  if ((field = optional(json, "query")) != NULL) event.query = string_of(field);
  if ((field = optional(json, "time_ms")) != NULL) event.time_ms = (int64_t)number_of(field);
  if ((field = optional(json, "dwell_ms")) != NULL) event.dwell_ms = (int64_t)number_of(field);
  if ((field = optional(json, "scroll_percent")) != NULL) event.scroll_percent = (int32_t)number_of(field);
  if ((field = optional(json, "quantity")) != NULL) event.quantity = (int64_t)number_of(field);
  if ((field = optional(json, "price")) != NULL) event.price = number_of(field);
  if ((field = optional(json, "rating")) != NULL) event.rating = number_of(field);
  return event;
}

nsh_consent read_consent(const cJSON* json) {
  check_keys(json, " granted global_privacy_control policy_version time_ms ");
  nsh_consent consent;
  nsh_consent_init(&consent);
  consent.granted = (uint32_t)number_of(member(json, "granted"));
  consent.policy_version = string_of(member(json, "policy_version"));
  consent.global_privacy_control = flag_of(optional(json, "global_privacy_control"), 0);
  const cJSON* time = optional(json, "time_ms");
  if (time != NULL) consent.time_ms = (int64_t)number_of(time);
  return consent;
}

nsh_sync_options read_sync_options(const cJSON* json) {
  check_keys(json, " key manifest pseudonym_days batch_events batch_interval_ms model_interval_ms ");
  nsh_sync_options options;
  nsh_sync_options_init(&options);
  options.key = string_of(member(json, "key"));
  const cJSON* field = NULL;
  if ((field = optional(json, "manifest")) != NULL) options.manifest = string_of(field);
  if ((field = optional(json, "pseudonym_days")) != NULL) options.pseudonym_days = (uint32_t)number_of(field);
  if ((field = optional(json, "batch_events")) != NULL) options.batch_events = (uint32_t)number_of(field);
  if ((field = optional(json, "batch_interval_ms")) != NULL) {
    options.batch_interval_ms = (uint32_t)number_of(field);
  }
  if ((field = optional(json, "model_interval_ms")) != NULL) {
    options.model_interval_ms = (uint32_t)number_of(field);
  }
  return options;
}

nsh_string* read_strings(const cJSON* json, size_t* count) {
  *count = 0;
  if (json == NULL) return NULL;
  nsh_string* strings = calloc((size_t)cJSON_GetArraySize(json) + 1, sizeof *strings);
  if (strings == NULL) give_up("out of memory", "strings");
  const cJSON* element = NULL;
  cJSON_ArrayForEach(element, json) strings[(*count)++] = string_of(element);
  return strings;
}

nsh_recommend_options read_options(const cJSON* json) {
  check_keys(json,
             " count rankers max_per_category exclude_session_items exclude_purchased with_reasons min_price max_price "
             "categories brands excluded_items ");
  nsh_recommend_options options;
  nsh_recommend_options_init(&options);
  const cJSON* field = NULL;
  if ((field = optional(json, "count")) != NULL) options.count = (uint32_t)number_of(field);
  if ((field = optional(json, "rankers")) != NULL) options.rankers = (uint32_t)number_of(field);
  if ((field = optional(json, "max_per_category")) != NULL) {
    options.max_per_category = (uint32_t)number_of(field);
  }
  if ((field = optional(json, "min_price")) != NULL) options.min_price = (float)number_of(field);
  if ((field = optional(json, "max_price")) != NULL) options.max_price = (float)number_of(field);
  options.exclude_session_items = flag_of(optional(json, "exclude_session_items"), options.exclude_session_items);
  options.exclude_purchased = flag_of(optional(json, "exclude_purchased"), options.exclude_purchased);
  options.with_reasons = flag_of(optional(json, "with_reasons"), options.with_reasons);
  options.categories = read_strings(optional(json, "categories"), &options.category_count);
  options.brands = read_strings(optional(json, "brands"), &options.brand_count);
  options.excluded_items = read_strings(optional(json, "excluded_items"), &options.excluded_item_count);
  return options;
}

void free_options(nsh_recommend_options* options) {
  free((void*)options->categories);
  free((void*)options->brands);
  free((void*)options->excluded_items);
}
