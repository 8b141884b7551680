/* What "expect" of the session vectors says of a result. */
#ifndef NEARSHELF_TESTS_CONFORMANCE_SESSIONS_C_MATCHES_H_
#define NEARSHELF_TESTS_CONFORMANCE_SESSIONS_C_MATCHES_H_

#include <cjson/cJSON.h>

/* 1 when they are equal, whatever the order of keys; {"$match": "<regular expression>"} is equal to a string that it
 * matches whole. */
int matches(const cJSON* expected, const cJSON* result);

#endif /* NEARSHELF_TESTS_CONFORMANCE_SESSIONS_C_MATCHES_H_ */
