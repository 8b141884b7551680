/* Options and results of recommending. */
#include <math.h>
#include <string.h>

#include "check.h"

static nsh_recommendations* recommend(nsh_shelf* shelf, const nsh_recommend_options* options) {
  nsh_recommendations* list = NULL;
  CHECK_STATUS(nsh_shelf_recommend(shelf, options, &list, fresh_error()), NSH_STATUS_OK);
  return list;
}

static nsh_item item_at(const nsh_recommendations* list, size_t index) {
  nsh_item item;
  memset(&item, 'x', sizeof item);
  item.struct_size = sizeof item;
  CHECK_STATUS(nsh_recommendations_get_item(list, index, &item, fresh_error()), NSH_STATUS_OK);
  return item;
}

static void test_results(nsh_shelf* shelf) {
  nsh_recommendations* list = recommend(shelf, NULL);
  CHECK(nsh_recommendations_count(list) == 20);
  CHECK(nsh_recommendations_context(list) == NSH_CONTEXT_SESSION);
  for (size_t i = 0; i < nsh_recommendations_count(list); ++i) {
    const nsh_item item = item_at(list, i);
    CHECK(item.struct_size == sizeof item);
    CHECK(item.id.size == 10 && strncmp(item.id.data, "sku-", 4) == 0 && item.id.data[10] == 0);
    CHECK(item.title.data != NULL && item.category.data != NULL && item.brand.data != NULL && item.url.data != NULL);
    CHECK(isnan(item.price) || item.price > 0);
    CHECK(i == 0 || item.score <= item_at(list, i - 1).score);
    CHECK(item.reason_count > 0);
    float total = 0;
    for (size_t r = 0; r < item.reason_count; ++r) {
      nsh_reason reason;
      reason.struct_size = sizeof reason;
      CHECK_STATUS(nsh_recommendations_get_reason(list, i, r, &reason, fresh_error()), NSH_STATUS_OK);
      CHECK(reason.kind >= NSH_REASON_SESSION_CONTEXT && reason.kind <= NSH_REASON_POPULAR_IN_CATEGORY);
      CHECK(reason.item_id.data != NULL && reason.item_title.data != NULL);
      total += reason.share;
    }
    CHECK(fabsf(total - 1) < 1e-4f);
  }
  nsh_item item;
  item.struct_size = sizeof item;
  nsh_reason reason;
  reason.struct_size = sizeof reason;
  CHECK_REFUSED(nsh_recommendations_get_item(NULL, 0, &item, fresh_error()), NSH_STATUS_INVALID_ARGUMENT,
                "recommendations");
  CHECK_REFUSED(nsh_recommendations_get_item(list, 0, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "item");
  CHECK_REFUSED(nsh_recommendations_get_item(list, 20, &item, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "index");
  CHECK_REFUSED(nsh_recommendations_get_item(list, (size_t)-1, &item, fresh_error()), NSH_STATUS_INVALID_ARGUMENT,
                "index");
  CHECK_REFUSED(nsh_recommendations_get_reason(NULL, 0, 0, &reason, fresh_error()), NSH_STATUS_INVALID_ARGUMENT,
                "recommendations");
  CHECK_REFUSED(nsh_recommendations_get_reason(list, 0, 0, NULL, fresh_error()), NSH_STATUS_INVALID_ARGUMENT, "reason");
  CHECK_REFUSED(nsh_recommendations_get_reason(list, 20, 0, &reason, fresh_error()), NSH_STATUS_INVALID_ARGUMENT,
                "index");
  CHECK_REFUSED(nsh_recommendations_get_reason(list, 0, 99, &reason, fresh_error()), NSH_STATUS_INVALID_ARGUMENT,
                "reason_index");
  CHECK(nsh_recommendations_get_item(list, 20, &item, NULL) == NSH_STATUS_INVALID_ARGUMENT);
  nsh_recommendations_free(list);
  nsh_recommendations_free(NULL);
  CHECK(nsh_recommendations_count(NULL) == 0);
  CHECK(nsh_recommendations_context(NULL) == NSH_CONTEXT_NONE);
}

static void test_defaults(void) {
  nsh_recommend_options options;
  memset(&options, 'x', sizeof options);
  nsh_recommend_options_init(&options);
  CHECK(options.struct_size == sizeof options);
  CHECK(options.count == 20 && options.rankers == NSH_RANKER_ALL && options.max_per_category == 0);
  CHECK(!options.exclude_session_items && options.exclude_purchased && options.with_reasons);
  CHECK(isnan(options.min_price) && isnan(options.max_price));
  CHECK(options.categories == NULL && options.category_count == 0);
  CHECK(options.brands == NULL && options.brand_count == 0);
  CHECK(options.excluded_items == NULL && options.excluded_item_count == 0);
}

static void test_options(nsh_shelf* shelf) {
  nsh_recommend_options options;
  nsh_recommend_options_init(&options);
  options.count = 3;
  options.with_reasons = 0;
  const nsh_string boots = text("boots");
  options.categories = &boots;
  options.category_count = 1;
  nsh_recommendations* list = recommend(shelf, &options);
  CHECK(nsh_recommendations_count(list) == 3);
  const nsh_item first = item_at(list, 0);
  CHECK(equals(first.category, "boots"));
  CHECK(first.reason_count == 0);
  options.excluded_items = &first.id;
  options.excluded_item_count = 1;
  nsh_recommendations* others = recommend(shelf, &options);
  CHECK(!equals(item_at(others, 0).id, first.id.data));
  nsh_recommendations_free(others);
  nsh_recommendations_free(list);

  nsh_recommend_options_init(&options);
  options.brands = &boots; /* no brand of this name */
  options.brand_count = 1;
  list = recommend(shelf, &options);
  CHECK(nsh_recommendations_count(list) == 0);
  nsh_recommendations_free(list);
}

static void refuse(nsh_shelf* shelf, const nsh_recommend_options* options, nsh_status status, const char* place) {
  nsh_recommendations* list = (nsh_recommendations*)shelf;
  CHECK_REFUSED(nsh_shelf_recommend(shelf, options, &list, fresh_error()), status, place);
  CHECK(list == NULL);
}

static void test_bad_options(nsh_shelf* shelf) {
  nsh_recommend_options good;
  nsh_recommend_options_init(&good);
  nsh_recommend_options options = good;
  options.count = 0;
  refuse(shelf, &options, NSH_STATUS_INVALID_ARGUMENT, "options.count");
  options.count = 1001;
  refuse(shelf, &options, NSH_STATUS_INVALID_ARGUMENT, "options.count");
  options = good;
  options.rankers = 0;
  refuse(shelf, &options, NSH_STATUS_INVALID_ARGUMENT, "options.rankers");
  options.rankers = 0xFFFFFFFFu;
  refuse(shelf, &options, NSH_STATUS_INVALID_ARGUMENT, "options.rankers");
  options = good;
  options.min_price = 2;
  options.max_price = 1;
  refuse(shelf, &options, NSH_STATUS_INVALID_ARGUMENT, "options.min_price");
  options = good;
  options.category_count = 1;
  refuse(shelf, &options, NSH_STATUS_INVALID_ARGUMENT, "options.categories");
  options = good;
  options.brand_count = 1;
  refuse(shelf, &options, NSH_STATUS_INVALID_ARGUMENT, "options.brands");
  options = good;
  options.excluded_item_count = 1;
  refuse(shelf, &options, NSH_STATUS_INVALID_ARGUMENT, "options.excluded_items");
  const nsh_string without_data = {NULL, 1};
  options.excluded_items = &without_data;
  refuse(shelf, &options, NSH_STATUS_INVALID_ARGUMENT, "options.excluded_items");
  options.excluded_item_count = 100001;
  refuse(shelf, &options, NSH_STATUS_LIMIT, "options.excluded_items");
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  int64_t now_ms = 1700000000000;
  nsh_shelf* shelf = make_shelf(argv[1], &now_ms);
  CHECK_STATUS(view(shelf, "sku-000007"), NSH_STATUS_OK);
  test_defaults();
  test_results(shelf);
  test_options(shelf);
  test_bad_options(shelf);
  nsh_shelf_close(shelf);
  return check_result();
}
