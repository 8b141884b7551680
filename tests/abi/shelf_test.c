/* Shelves: options, models, events, sessions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

static int logged;
static void count_log(void* user_data, nsh_log_level level, const char* message) {
  if (user_data == &logged && level >= NSH_LOG_INFO && strlen(message) > 0) ++logged;
}

static void test_open(const char* path) {
  nsh_shelf_options options;
  memset(&options, 'x', sizeof options);
  nsh_shelf_options_init(&options);
  CHECK(options.struct_size == sizeof options && options.path.size == 0);
  CHECK(options.busy_timeout_ms == 1000 && options.max_events == 20000 && !options.rebuild_if_corrupt);
  CHECK(options.log_level == NSH_LOG_INFO && options.log == NULL && options.clock == NULL);
  CHECK(options.sync == NULL && options.gpc_denies == NSH_PURPOSE_ALL);

  nsh_shelf* shelf = NULL;
  CHECK_STATUS(nsh_shelf_open(NULL, &shelf, fresh_error()), NSH_STATUS_OK);
  nsh_shelf_close(shelf);
  nsh_shelf_close(NULL);
  CHECK_REFUSED(nsh_shelf_open(&options, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "shelf");

  nsh_shelf_options bad = options;
  bad.path.size = 4;
  CHECK_REFUSED(nsh_shelf_open(&bad, &shelf, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "options.path");
  CHECK(shelf == NULL);
  bad.path.data = "a\0b";
  bad.path.size = 3;
  CHECK_REFUSED(nsh_shelf_open(&bad, &shelf, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "options.path");
  bad = options;
  bad.path = text("/no/such/directory/shelf.db");
  CHECK_REFUSED(nsh_shelf_open(&bad, &shelf, fresh_error()), NSH_STATUS_IO, "/no/such/directory/shelf.db");
  bad = options;
  bad.max_events = 99;
  CHECK_REFUSED(nsh_shelf_open(&bad, &shelf, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "options.max_events");
  bad = options;
  bad.busy_timeout_ms = 0xFFFFFFFFu;
  CHECK_REFUSED(nsh_shelf_open(&bad, &shelf, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "options.busy_timeout_ms");
  bad = options;
  bad.log_level = 4;
  CHECK_REFUSED(nsh_shelf_open(&bad, &shelf, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "options.log_level");

  bad = options;
  bad.gpc_denies = 8;
  CHECK_REFUSED(nsh_shelf_open(&bad, &shelf, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "options.gpc_denies");

  options.path = text(path);
  options.busy_timeout_ms = 0;
  CHECK_STATUS(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_OK);
  nsh_shelf* second = NULL;
  CHECK_REFUSED(nsh_shelf_open(&options, &second, fresh_error()), NSH_STATUS_BUSY, path);
  CHECK(second == NULL);
  grant(shelf, NSH_PURPOSE_PERSONALIZATION);
  CHECK_STATUS(view(shelf, "anything"), NSH_STATUS_OK);
  nsh_shelf_close(shelf);
  CHECK_STATUS(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_OK);
  nsh_shelf_info info;
  info.struct_size = sizeof info;
  CHECK_STATUS(nsh_shelf_get_info(shelf, &info, fresh_error()), NSH_STATUS_OK);
  CHECK(info.event_count == 1 && info.session_count == 1 && info.database_bytes > 0 && info.memory_bytes > 0);
  nsh_shelf_close(shelf);
}

static void test_corrupt_file(const char* path) {
  FILE* file = fopen(path, "wb");
  for (int i = 0; i < 10000; ++i) fputc('x', file);
  fclose(file);
  nsh_shelf_options options;
  nsh_shelf_options_init(&options);
  options.path = text(path);
  nsh_shelf* shelf = NULL;
  CHECK_REFUSED(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_CORRUPT, path);
  CHECK(shelf == NULL);
  options.rebuild_if_corrupt = 1;
  options.log = count_log;
  options.log_user_data = &logged;
  options.log_level = NSH_LOG_WARNING;
  CHECK_STATUS(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_OK);
  CHECK(logged == 1);
  nsh_shelf_close(shelf);
}

static void test_sealed_file(const char* path) {
  uint8_t key[32] = {1, 2, 3};
  nsh_shelf_options options;
  nsh_shelf_options_init(&options);
  CHECK(options.key == NULL && options.key_size == 0);
  options.path = text(path);
  options.key = key;
  options.key_size = 31;
  nsh_shelf* shelf = NULL;
  CHECK_REFUSED(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "options.key_size");
  options.key_size = sizeof key;
  CHECK_STATUS(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_OK);
  grant(shelf, NSH_PURPOSE_PERSONALIZATION);
  CHECK_STATUS(view(shelf, "anything"), NSH_STATUS_OK);
  CHECK_STATUS(nsh_shelf_trim_memory(shelf, fresh_error()), NSH_STATUS_OK);
  CHECK_REFUSED(nsh_shelf_trim_memory(NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "shelf");
  nsh_shelf_close(shelf);

  key[31] = 1; /* read during the call only: the shelf above was opened with another one */
  CHECK_REFUSED(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_WRONG_KEY, path);
  CHECK(shelf == NULL);
  options.key = NULL;
  options.key_size = 0;
  CHECK_REFUSED(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_FAILED_PRECONDITION, path);
  key[31] = 0;
  options.key = key;
  options.key_size = sizeof key;
  CHECK_STATUS(nsh_shelf_open(&options, &shelf, fresh_error()), NSH_STATUS_OK);
  nsh_session_info session = {.struct_size = sizeof session};
  CHECK_STATUS(nsh_shelf_get_session(shelf, &session, fresh_error()), NSH_STATUS_OK);
  CHECK(session.event_count == 1);
  nsh_shelf_close(shelf);
}

static void test_models(const char* directory) {
  size_t size = 0;
  size_t size_2 = 0;
  void* bytes = read_model(directory, "shop-1.nsm", &size);
  void* bytes_2 = read_model(directory, "shop-2.nsm", &size_2);
  nsh_shelf* shelf = NULL;
  CHECK_STATUS(nsh_shelf_open(NULL, &shelf, fresh_error()), NSH_STATUS_OK);
  nsh_model* model = (nsh_model*)shelf;
  CHECK_STATUS(nsh_shelf_get_model(shelf, &model, fresh_error()), NSH_STATUS_FAILED_PRECONDITION);
  CHECK(model == NULL);
  nsh_recommendations* list = NULL;
  CHECK_STATUS(nsh_shelf_recommend(shelf, NULL, &list, fresh_error()), NSH_STATUS_FAILED_PRECONDITION);

  CHECK_REFUSED(nsh_shelf_install_model(NULL, bytes, size, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "shelf");
  CHECK_REFUSED(nsh_shelf_install_model(shelf, NULL, size, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "data");
  CHECK_STATUS(nsh_shelf_install_model(shelf, bytes, size - 1, fresh_error()), NSH_STATUS_CORRUPT);
  CHECK_STATUS(nsh_shelf_install_model(shelf, bytes, 0, fresh_error()), NSH_STATUS_CORRUPT);
  CHECK_STATUS(nsh_shelf_install_model(shelf, bytes_2, size_2, fresh_error()), NSH_STATUS_OK);
  CHECK_STATUS(nsh_shelf_install_model(shelf, bytes_2, size_2, fresh_error()), NSH_STATUS_OK);
  CHECK_STATUS(nsh_shelf_install_model(shelf, bytes, size, fresh_error()), NSH_STATUS_FAILED_PRECONDITION);

  CHECK_REFUSED(nsh_shelf_get_model(NULL, &model, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "shelf");
  CHECK_REFUSED(nsh_shelf_get_model(shelf, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "model");
  CHECK_STATUS(nsh_shelf_get_model(shelf, &model, fresh_error()), NSH_STATUS_OK);
  nsh_shelf_close(shelf);
  nsh_model_info info;
  info.struct_size = sizeof info;
  CHECK_STATUS(nsh_model_get_info(model, &info, fresh_error()), NSH_STATUS_OK);
  CHECK(equals(info.model_id, "shop-2"));
  nsh_model_close(model);
  free(bytes);
  free(bytes_2);
}

static void test_session(nsh_shelf* shelf, int64_t* now_ms) {
  nsh_session_info info;
  memset(&info, 'x', sizeof info);
  info.struct_size = sizeof info;
  CHECK_STATUS(nsh_shelf_get_session(shelf, &info, fresh_error()), NSH_STATUS_OK);
  CHECK(info.session_id == 0 && info.event_count == 0 && !info.active);
  CHECK_STATUS(nsh_shelf_end_session(shelf, fresh_error()), NSH_STATUS_OK);
  CHECK_STATUS(view(shelf, "sku-000007"), NSH_STATUS_OK);
  *now_ms += 1000;
  CHECK_STATUS(view(shelf, "unknown"), NSH_STATUS_OK);
  CHECK_STATUS(nsh_shelf_get_session(shelf, &info, fresh_error()), NSH_STATUS_OK);
  CHECK(info.session_id == 1 && info.event_count == 2 && info.context_items == 1 && info.active == 1);
  CHECK(info.started_ms == *now_ms - 1000 && info.last_active_ms == *now_ms);
  CHECK_STATUS(nsh_shelf_end_session(shelf, fresh_error()), NSH_STATUS_OK);
  CHECK_STATUS(nsh_shelf_get_session(shelf, &info, fresh_error()), NSH_STATUS_OK);
  CHECK(!info.active);
  CHECK_STATUS(nsh_shelf_forget_all(shelf, fresh_error()), NSH_STATUS_OK);
  CHECK_STATUS(nsh_shelf_get_session(shelf, &info, fresh_error()), NSH_STATUS_OK);
  CHECK(info.session_id == 0);
}

static void test_nulls(nsh_shelf* shelf) {
  nsh_session_info session;
  session.struct_size = sizeof session;
  nsh_shelf_info info;
  info.struct_size = sizeof info;
  nsh_recommendations* list = NULL;
  CHECK_REFUSED(nsh_shelf_get_session(NULL, &session, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "shelf");
  CHECK_REFUSED(nsh_shelf_get_session(shelf, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "info");
  CHECK_REFUSED(nsh_shelf_get_info(NULL, &info, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "shelf");
  CHECK_REFUSED(nsh_shelf_get_info(shelf, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "info");
  CHECK_REFUSED(nsh_shelf_end_session(NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "shelf");
  CHECK_REFUSED(nsh_shelf_forget_all(NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "shelf");
  CHECK_REFUSED(nsh_shelf_recommend(NULL, NULL, &list, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "shelf");
  CHECK_REFUSED(nsh_shelf_recommend(shelf, NULL, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "recommendations");
  CHECK(nsh_shelf_end_session(NULL, NULL) == NSH_STATUS_INVALID_ARGUMENT);
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  char path[4096];
  snprintf(path, sizeof path, "%s/shelf.db", argv[2]);
  test_open(path);
  snprintf(path, sizeof path, "%s/corrupt.db", argv[2]);
  test_corrupt_file(path);
  snprintf(path, sizeof path, "%s/sealed.db", argv[2]);
  test_sealed_file(path);
  test_models(argv[1]);
  int64_t now_ms = 1700000000000;
  nsh_shelf* shelf = make_shelf(argv[1], &now_ms);
  test_session(shelf, &now_ms);
  test_nulls(shelf);
  nsh_shelf_close(shelf);
  return check_result();
}
