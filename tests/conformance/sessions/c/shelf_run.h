/* One shelf of the session vectors, step by step. */
#ifndef NEARSHELF_TESTS_CONFORMANCE_SESSIONS_C_SHELF_RUN_H_
#define NEARSHELF_TESTS_CONFORMANCE_SESSIONS_C_SHELF_RUN_H_

#include <cjson/cJSON.h>
#include <nearshelf/nearshelf.h>

typedef struct shelf_run {
  const cJSON* entry;
  const char* directory; /* artifacts are read from there */
  const char* path;      /* of the database */
  int64_t now_ms;        /* the shelf's clock */
  nsh_shelf* shelf;
  nsh_task* task;
} shelf_run;

/* Opens the shelf of `entry` at `path`. `run`, `entry` and the strings must stay in place until shelf_run_end. */
void shelf_run_begin(shelf_run* run, const cJSON* entry, const char* directory, const char* path);

/* What the step gives; the caller deletes it. */
cJSON* shelf_run_step(shelf_run* run, const cJSON* step);

void shelf_run_end(shelf_run* run);

#endif /* NEARSHELF_TESTS_CONFORMANCE_SESSIONS_C_SHELF_RUN_H_ */
