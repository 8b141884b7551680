/* The comparison itself: a runner whose comparison is too kind would find nothing. */
#include "matches.h"

#include <stdio.h>

static int failures;

static void expect(int wanted, const char* expected, const char* result) {
  cJSON* a = cJSON_Parse(expected);
  cJSON* b = cJSON_Parse(result);
  if (a == NULL || b == NULL || matches(a, b) != wanted) {
    ++failures;
    printf("%s and %s: they should %smatch\n", expected, result, wanted ? "" : "not ");
  }
  cJSON_Delete(a);
  cJSON_Delete(b);
}

int main(void) {
  expect(1, "{\"a\": 1, \"b\": [null, \"x\", true]}", "{\"b\": [null, \"x\", true], \"a\": 1}");
  expect(0, "{\"a\": 1}", "{\"a\": 2}");
  expect(0, "{\"a\": 1}", "{\"A\": 1}");
  expect(0, "{\"a\": 1}", "{\"a\": 1, \"b\": 2}");
  expect(0, "{\"a\": 1, \"b\": 2}", "{\"a\": 1}");
  expect(0, "{\"a\": 1}", "[1]");
  expect(0, "[1]", "[1, 2]");
  expect(0, "[1, 2]", "[1]");
  expect(0, "\"1\"", "1");
  expect(0, "1", "\"1\"");
  expect(0, "null", "false");
  expect(0, "true", "false");
  expect(1, "0.1", "0.1");
  expect(0, "0.1", "0.10000000000000002");
  expect(1, "{\"id\": {\"$match\": \"[0-9a-f]{4}|x\"}}", "{\"id\": \"01af\"}");
  expect(0, "{\"id\": {\"$match\": \"[0-9a-f]{4}|x\"}}", "{\"id\": \"01af0\"}");
  expect(0, "{\"id\": {\"$match\": \"[0-9a-f]{4}|x\"}}", "{\"id\": \"xx\"}");
  expect(0, "{\"id\": {\"$match\": \"[0-9]\"}}", "{\"id\": 1}");
  expect(0, "{\"$match\": \"(\"}", "\"(\"");
  return failures == 0 ? 0 : 1;
}
