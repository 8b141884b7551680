/* What the session vectors give to the C ABI. Strings point into the JSON. Keys that are absent leave the defaults;
 * what is unknown or of another type ends the program with 2, because the vectors, or this program, are then wrong. */
#ifndef NEARSHELF_TESTS_CONFORMANCE_SESSIONS_C_INPUT_H_
#define NEARSHELF_TESTS_CONFORMANCE_SESSIONS_C_INPUT_H_

#include <cjson/cJSON.h>
#include <nearshelf/nearshelf.h>

/* Prints `what` and `name`, and ends the program with 2. */
#if defined(__GNUC__)
__attribute__((noreturn))
#endif
void give_up(const char* what, const char* name);

/* Every key of `object` must be one of `allowed`, which has a space before and after each. */
void check_keys(const cJSON* object, const char* allowed);

const cJSON* optional(const cJSON* object, const char* key); /* NULL when it is absent */
const cJSON* member(const cJSON* object, const char* key);   /* gives up when it is absent */
double number_of(const cJSON* json);
const char* text_of(const cJSON* json);
nsh_string string_of(const cJSON* json);
int flag_of(const cJSON* json, int absent); /* `json` may be NULL */

/* The whole of `directory`/`name`; free() it. */
void* read_bytes(const char* directory, const char* name, size_t* size);

/* "view" for NSH_EVENT_VIEW. */
const char* kind_name(nsh_event_kind kind);

nsh_event read_event(const cJSON* json);
nsh_consent read_consent(const cJSON* json);
nsh_sync_options read_sync_options(const cJSON* json);
/* With free_options() at the end. */
nsh_recommend_options read_options(const cJSON* json);
void free_options(nsh_recommend_options* options);
/* free() the array. */
nsh_string* read_strings(const cJSON* json, size_t* count);

#endif /* NEARSHELF_TESTS_CONFORMANCE_SESSIONS_C_INPUT_H_ */
