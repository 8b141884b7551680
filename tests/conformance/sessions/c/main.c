/* Runs the session vectors through the C ABI: session_vectors_c_test <directory of sessions.json>. Ends with 1 when
 * something else came out than is expected, and with 2 when the vectors say what this program does not know. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "input.h"
#include "matches.h"
#include "output.h"
#include "shelf_run.h"

static int results;
static int failures;

static void compare(const char* name, int step, const cJSON* expected, cJSON* result) {
  ++results;
  if (!matches(expected, result)) {
    ++failures;
    char* wanted = cJSON_Print(expected);
    char* got = cJSON_Print(result);
    printf("FAILED: %s", name);
    if (step >= 0) printf(", step %d", step);
    printf("\nexpected %s\ngot      %s\n", wanted, got);
    cJSON_free(wanted);
    cJSON_free(got);
  }
  cJSON_Delete(result);
}

static void run_model(const cJSON* entry, const char* directory) {
  check_keys(entry, " name model items options described expect ");
  char path[4096];
  const int length = snprintf(path, sizeof path, "%s/%s", directory, text_of(member(entry, "model")));
  nsh_model* model = NULL;
  nsh_recommendations* list = NULL;
  nsh_error error;
  size_t count = 0;
  nsh_string* items = read_strings(member(entry, "items"), &count);
  nsh_recommend_options options = read_options(member(entry, "options"));
  if (nsh_model_open_file(path, (size_t)length, &model, &error) != NSH_STATUS_OK) give_up(path, error.message);
  const nsh_status status = nsh_model_recommend(model, items, count, &options, &list, &error);
  const int described = flag_of(optional(entry, "described"), 0);
  compare(text_of(member(entry, "name")), -1, member(entry, "expect"),
          status == NSH_STATUS_OK ? recommendations_json(list, described) : status_json(status, &error));
  nsh_recommendations_free(list);
  nsh_model_close(model);
  free_options(&options);
  free(items);
}

static void run_shelf(const cJSON* entry, const char* directory, const char* scratch) {
  char path[4096];
  snprintf(path, sizeof path, "%s/shelf.db", scratch);
  shelf_run run;
  shelf_run_begin(&run, entry, directory, path);
  const cJSON* step = NULL;
  int index = 0;
  cJSON_ArrayForEach(step, member(entry, "steps")) {
    compare(text_of(member(entry, "name")), index++, member(step, "expect"), shelf_run_step(&run, step));
  }
  shelf_run_end(&run);
  static const char* const kSuffixes[] = {"", "-journal", "-wal", "-shm"};
  for (size_t i = 0; i < sizeof kSuffixes / sizeof kSuffixes[0]; ++i) {
    snprintf(path, sizeof path, "%s/shelf.db%s", scratch, kSuffixes[i]);
    unlink(path);
  }
}

int main(int argc, char** argv) {
  if (argc != 2) {
    printf("usage: session_vectors_c_test <directory of sessions.json>\n");
    return 2;
  }
  size_t size = 0;
  char* text = read_bytes(argv[1], "sessions.json", &size);
  cJSON* vectors = cJSON_ParseWithLength(text, size);
  free(text);
  if (vectors == NULL) give_up("not JSON", "sessions.json");
  check_keys(vectors, " models shelves ");
  char scratch[] = "/tmp/nearshelf-vectors-XXXXXX";
  if (mkdtemp(scratch) == NULL) give_up("cannot make", scratch);
  const cJSON* entry = NULL;
  cJSON_ArrayForEach(entry, member(vectors, "models")) run_model(entry, argv[1]);
  cJSON_ArrayForEach(entry, member(vectors, "shelves")) run_shelf(entry, argv[1], scratch);
  rmdir(scratch);
  cJSON_Delete(vectors);
  printf("%d results, %d of them other than expected\n", results, failures);
  /* Vectors that were cut off somewhere must not pass. */
  return failures == 0 && results > 100 ? 0 : 1;
}
