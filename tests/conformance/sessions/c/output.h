/* What comes out of the C ABI, in the terms of the session vectors. What is made is the caller's to delete. */
#ifndef NEARSHELF_TESTS_CONFORMANCE_SESSIONS_C_OUTPUT_H_
#define NEARSHELF_TESTS_CONFORMANCE_SESSIONS_C_OUTPUT_H_

#include <cjson/cJSON.h>
#include <nearshelf/nearshelf.h>

/* {"status": ...} with the place of an error that has one. */
cJSON* status_json(nsh_status status, const nsh_error* error);

/* Of calls that gave OK; with every attribute of every item when `described`. */
cJSON* recommendations_json(const nsh_recommendations* list, int described);
cJSON* track_json(const nsh_track_result* result);
cJSON* session_json(const nsh_session_info* info);
cJSON* consent_json(const nsh_consent_info* info);
cJSON* model_info_json(const nsh_model_info* info);

/* sync_output.c */
cJSON* events_json(const nsh_events* events);
cJSON* export_json(nsh_buffer* json, size_t size);
cJSON* task_json(const nsh_task* task, int64_t wait_ms); /* task: NULL when none is due */
cJSON* sync_info_json(const nsh_sync_info* info);

#endif /* NEARSHELF_TESTS_CONFORMANCE_SESSIONS_C_OUTPUT_H_ */
