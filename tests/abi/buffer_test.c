/* Buffers: an artifact that is held once. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

static char* bytes;
static size_t size;

static nsh_buffer* filled(size_t length) {
  nsh_buffer* buffer = NULL;
  CHECK_STATUS(nsh_buffer_create(length, &buffer, fresh_error()), NSH_STATUS_OK);
  memcpy(nsh_buffer_data(buffer), bytes, length);
  return buffer;
}

static void test_create(void) {
  nsh_buffer* buffer = (nsh_buffer*)bytes;
  CHECK_REFUSED(nsh_buffer_create(0, &buffer, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "size");
  CHECK(buffer == NULL);
  CHECK_REFUSED(nsh_buffer_create(((size_t)1 << 30) + 1, &buffer, fresh_error()), NSH_STATUS_LIMIT, "size");
  CHECK_REFUSED(nsh_buffer_create(1, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "buffer");
  CHECK_STATUS(nsh_buffer_create(1001, &buffer, fresh_error()), NSH_STATUS_OK);
  const uint8_t* data = nsh_buffer_data(buffer);
  CHECK(data != NULL && (uintptr_t)data % 64 == 0);
  for (size_t i = 0; i < 1001; ++i) CHECK(data[i] == 0);
  nsh_buffer_free(buffer);
  nsh_buffer_free(NULL);
  CHECK(nsh_buffer_data(NULL) == NULL);
}

static void test_model(void) {
  nsh_model* model = (nsh_model*)bytes;
  CHECK_REFUSED(nsh_model_open_buffer(NULL, &model, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "buffer");
  CHECK(model == NULL);
  /* Taken over also when it fails: the leak checker would tell otherwise. */
  CHECK_REFUSED(nsh_model_open_buffer(filled(size), NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "model");
  CHECK_STATUS(nsh_model_open_buffer(filled(size / 2), &model, fresh_error()), NSH_STATUS_CORRUPT);
  nsh_buffer* buffer = filled(size);
  CHECK_STATUS(nsh_model_open_buffer(buffer, &model, fresh_error()), NSH_STATUS_OK);
  nsh_recommendations* list = NULL;
  const nsh_string item = text("sku-000007");
  CHECK_STATUS(nsh_model_recommend(model, &item, 1, NULL, &list, fresh_error()), NSH_STATUS_OK);
  CHECK(nsh_recommendations_count(list) == 20);
  nsh_recommendations_free(list);
  nsh_model_close(model);
}

static void test_shelf(void) {
  nsh_shelf* shelf = NULL;
  CHECK_REFUSED(nsh_shelf_install_buffer(NULL, filled(size), fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "shelf");
  CHECK_STATUS(nsh_shelf_open(NULL, &shelf, fresh_error()), NSH_STATUS_OK);
  CHECK_REFUSED(nsh_shelf_install_buffer(shelf, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "buffer");
  CHECK_STATUS(nsh_shelf_install_buffer(shelf, filled(size - 1), fresh_error()), NSH_STATUS_CORRUPT);
  CHECK_STATUS(nsh_shelf_install_buffer(shelf, filled(size), fresh_error()), NSH_STATUS_OK);
  CHECK_STATUS(nsh_shelf_install_buffer(shelf, filled(size), fresh_error()), NSH_STATUS_OK); /* again: no change */
  CHECK_STATUS(view(shelf, "sku-000007"), NSH_STATUS_OK);
  nsh_recommendations* list = NULL;
  CHECK_STATUS(nsh_shelf_recommend(shelf, NULL, &list, fresh_error()), NSH_STATUS_OK);
  CHECK(nsh_recommendations_context(list) == NSH_CONTEXT_SESSION);
  nsh_recommendations_free(list);
  nsh_shelf_close(shelf);
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  bytes = read_model(argv[1], "shop-1.nsm", &size);
  test_create();
  test_model();
  test_shelf();
  free(bytes);
  return check_result();
}
