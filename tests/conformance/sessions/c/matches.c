#include "matches.h"

#include <regex.h>
#include <stdio.h>
#include <string.h>

static int matches_whole(const char* expression, const char* text) {
  char whole[1024];
  regex_t compiled;
  const int size = snprintf(whole, sizeof whole, "^(%s)$", expression);
  if (size < 0 || (size_t)size >= sizeof whole) return 0;
  if (regcomp(&compiled, whole, REG_EXTENDED | REG_NOSUB) != 0) return 0;
  const int found = regexec(&compiled, text, 0, NULL, 0) == 0;
  regfree(&compiled);
  return found;
}

static int objects_match(const cJSON* expected, const cJSON* result) {
  if (!cJSON_IsObject(result) || cJSON_GetArraySize(result) != cJSON_GetArraySize(expected)) return 0;
  const cJSON* member = NULL;
  cJSON_ArrayForEach(member, expected) {
    const cJSON* other = cJSON_GetObjectItemCaseSensitive(result, member->string);
    if (other == NULL || !matches(member, other)) return 0;
  }
  return 1;
}

static int arrays_match(const cJSON* expected, const cJSON* result) {
  if (!cJSON_IsArray(result)) return 0;
  const cJSON* other = result->child;
  const cJSON* element = NULL;
  cJSON_ArrayForEach(element, expected) {
    if (other == NULL || !matches(element, other)) return 0;
    other = other->next;
  }
  return other == NULL;
}

int matches(const cJSON* expected, const cJSON* result) {
  if (cJSON_IsObject(expected)) {
    const cJSON* expression = cJSON_GetObjectItemCaseSensitive(expected, "$match");
    if (expression == NULL || cJSON_GetArraySize(expected) != 1) return objects_match(expected, result);
    return cJSON_IsString(result) && matches_whole(expression->valuestring, result->valuestring);
  }
  if (cJSON_IsArray(expected)) return arrays_match(expected, result);
  if (cJSON_IsString(expected))
    return cJSON_IsString(result) && strcmp(expected->valuestring, result->valuestring) == 0;
  /* To the last bit: cJSON's own comparison lets numbers differ a little. */
  if (cJSON_IsNumber(expected)) return cJSON_IsNumber(result) && expected->valuedouble == result->valuedouble;
  return (expected->type & 0xff) == (result->type & 0xff);
}
