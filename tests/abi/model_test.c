/* Models without a store. */
#include <stdlib.h>
#include <string.h>

#include "check.h"

static void test_open(const char* directory) {
  size_t size = 0;
  char* bytes = read_model(directory, "shop-1.nsm", &size);
  nsh_model* model = (nsh_model*)bytes;
  CHECK_REFUSED(nsh_model_open(NULL, 5, &model, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "data");
  CHECK(model == NULL);
  CHECK_REFUSED(nsh_model_open(bytes, size, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "model");
  model = (nsh_model*)bytes;
  CHECK_STATUS(nsh_model_open(bytes, 0, &model, fresh_error()), NSH_STATUS_CORRUPT);
  CHECK(model == NULL);
  for (size_t shorter = 1; shorter < size; shorter += 97) {
    CHECK_STATUS(nsh_model_open(bytes, shorter, &model, fresh_error()), NSH_STATUS_CORRUPT);
  }
  CHECK_STATUS(nsh_model_open(bytes, ((size_t)1 << 30) + 1, &model, fresh_error()), NSH_STATUS_LIMIT);
  CHECK(nsh_model_open(bytes, 3, &model, NULL) == NSH_STATUS_CORRUPT);

  CHECK_STATUS(nsh_model_open(bytes, size, &model, fresh_error()), NSH_STATUS_OK);
  memset(bytes, 0, size); /* the model is a copy */
  nsh_recommendations* list = NULL;
  const nsh_string item = text("sku-000007");
  CHECK_STATUS(nsh_model_recommend(model, &item, 1, NULL, &list, fresh_error()), NSH_STATUS_OK);
  CHECK(nsh_recommendations_count(list) == 20);
  nsh_model_close(model);
  CHECK(nsh_recommendations_count(list) == 20); /* the list outlives the model */
  nsh_recommendations_free(list);
  nsh_model_close(NULL);
  free(bytes);
}

static void test_open_file(const char* directory) {
  nsh_model* model = NULL;
  char path[4097];
  strcpy(path, directory);
  strcat(path, "/shop-1.nsm");
  CHECK_STATUS(nsh_model_open_file(path, strlen(path), &model, fresh_error()), NSH_STATUS_OK);
  nsh_model_close(model);
  CHECK_REFUSED(nsh_model_open_file(path, strlen(path), NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "model");
  CHECK_REFUSED(nsh_model_open_file(NULL, 3, &model, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "path");
  CHECK_REFUSED(nsh_model_open_file(path, 0, &model, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "path");
  CHECK_REFUSED(nsh_model_open_file("a\0b", 3, &model, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "path");
  CHECK_REFUSED(nsh_model_open_file("/no/such", 8, &model, fresh_error()), NSH_STATUS_NOT_FOUND, "/no/such");
  CHECK_STATUS(nsh_model_open_file(directory, strlen(directory), &model, fresh_error()), NSH_STATUS_IO);
  memset(path, 'a', sizeof path);
  CHECK_REFUSED(nsh_model_open_file(path, sizeof path, &model, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "path");
  strcpy(path, directory);
  strcat(path, "/README.md");
  CHECK_STATUS(nsh_model_open_file(path, strlen(path), &model, fresh_error()), NSH_STATUS_CORRUPT);
  CHECK(model == NULL);
}

static nsh_model* open_model(const char* directory, const char* name) {
  size_t size = 0;
  void* bytes = read_model(directory, name, &size);
  nsh_model* model = NULL;
  CHECK_STATUS(nsh_model_open(bytes, size, &model, fresh_error()), NSH_STATUS_OK);
  free(bytes);
  return model;
}

static void test_info(const char* directory) {
  nsh_model* model = open_model(directory, "shop-1.nsm");
  nsh_model_info info;
  memset(&info, 'x', sizeof info);
  info.struct_size = sizeof info;
  CHECK_STATUS(nsh_model_get_info(model, &info, fresh_error()), NSH_STATUS_OK);
  CHECK(info.struct_size == sizeof info);
  CHECK(equals(info.model_id, "shop-1"));
  CHECK(info.version == 1);
  CHECK(info.item_count == 60);
  CHECK(info.rankers == NSH_RANKER_ALL);
  CHECK(info.created_at_ms == 1700000000000);
  CHECK(info.session_timeout_ms == 30 * 60 * 1000);
  CHECK(info.artifact_bytes > 10000 && info.artifact_bytes < 20000);
  CHECK(info.memory_bytes >= info.artifact_bytes);
  CHECK_REFUSED(nsh_model_get_info(NULL, &info, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "model");
  CHECK_REFUSED(nsh_model_get_info(model, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "info");
  nsh_model_close(model);
  model = open_model(directory, "plain.nsm");
  CHECK_STATUS(nsh_model_get_info(model, &info, fresh_error()), NSH_STATUS_OK);
  CHECK((info.rankers & NSH_RANKER_GRU) == 0);
  nsh_model_close(model);
}

static void test_recommend(const char* directory) {
  nsh_model* model = open_model(directory, "shop-1.nsm");
  nsh_recommendations* list = (nsh_recommendations*)model;
  const nsh_string items[2] = {text("sku-000007"), {NULL, 3}};
  CHECK_REFUSED(nsh_model_recommend(NULL, items, 1, NULL, &list, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "model");
  CHECK(list == NULL);
  CHECK_REFUSED(nsh_model_recommend(model, items, 1, NULL, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT,
                "recommendations");
  CHECK_REFUSED(nsh_model_recommend(model, NULL, 1, NULL, &list, fresh_error()), NSH_STATUS_INVALID_ARGUMENT,
                "item_ids");
  CHECK_REFUSED(nsh_model_recommend(model, items, 2, NULL, &list, fresh_error()), NSH_STATUS_INVALID_ARGUMENT,
                "item_ids");
  CHECK_REFUSED(nsh_model_recommend(model, items, 100001, NULL, &list, fresh_error()), NSH_STATUS_LIMIT, "item_ids");
  CHECK_STATUS(nsh_model_recommend(model, NULL, 0, NULL, &list, fresh_error()), NSH_STATUS_OK);
  CHECK(nsh_recommendations_context(list) == NSH_CONTEXT_NONE);
  nsh_recommendations_free(list);
  CHECK_STATUS(nsh_model_recommend(model, items, 1, NULL, &list, fresh_error()), NSH_STATUS_OK);
  CHECK(nsh_recommendations_context(list) == NSH_CONTEXT_SESSION);
  nsh_recommendations_free(list);
  nsh_model_close(model);
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  test_open(argv[1]);
  test_open_file(argv[1]);
  test_info(argv[1]);
  test_recommend(argv[1]);
  return check_result();
}
