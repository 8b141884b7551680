/* A shopper's visit in C: open a shelf, install a model, track what is viewed, ask what to show next.
 *   session_c MODEL.nsm ITEM...
 */
#include <errno.h>
#include <math.h>
#include <nearshelf/nearshelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failed(const char* what, const nsh_error* error) {
  fprintf(stderr, "%s: %s: %s%s%s\n", what, nsh_status_name(error->code), error->place, error->place[0] ? ": " : "",
          error->message);
  return 1;
}

/* The caller frees the result; NULL when the file cannot be read. */
static void* read_file(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  void* data = NULL;
  if (file != NULL && fseek(file, 0, SEEK_END) == 0) {
    const long end = ftell(file);
    rewind(file);
    data = end > 0 ? malloc((size_t)end) : NULL;
    *size = data != NULL ? fread(data, 1, (size_t)end, file) : 0;
  }
  if (file != NULL) fclose(file);
  return data;
}

static const char* reason_text(nsh_reason_kind kind) {
  switch (kind) {
    case NSH_REASON_SESSION_CONTEXT: return "follows from this visit, lastly";
    case NSH_REASON_SIMILAR_SESSIONS: return "in visits like this one, with";
    case NSH_REASON_OFTEN_NEXT: return "often viewed after";
    case NSH_REASON_SEEN_BEFORE: return "seen before";
    case NSH_REASON_POPULAR: return "popular in the shop";
    case NSH_REASON_POPULAR_IN_CATEGORY: return "popular in this category";
    default: return "other";
  }
}

static int print_recommendations(const nsh_recommendations* list) {
  nsh_error error;
  for (size_t i = 0; i < nsh_recommendations_count(list); ++i) {
    nsh_item item = {.struct_size = sizeof item};
    if (nsh_recommendations_get_item(list, i, &item, &error) != NSH_STATUS_OK) return failed("item", &error);
    printf("%2zu. %s  %s", i + 1, item.id.data, item.title.data);
    if (!isnan(item.price)) printf("  %.2f", item.price);
    if (item.reason_count > 0) {
      nsh_reason reason = {.struct_size = sizeof reason};
      if (nsh_recommendations_get_reason(list, i, 0, &reason, &error) != NSH_STATUS_OK) return failed("reason", &error);
      printf("  (%s%s%s)", reason_text(reason.kind), reason.item_id.size > 0 ? " " : "", reason.item_id.data);
    }
    printf("\n");
  }
  return 0;
}

int main(int argc, char** argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: %s MODEL.nsm ITEM...\n", argv[0]);
    return 2;
  }
  size_t model_size = 0;
  void* model = read_file(argv[1], &model_size);
  if (model == NULL) {
    fprintf(stderr, "%s: %s\n", argv[1], strerror(errno));
    return 1;
  }

  nsh_error error;
  nsh_shelf* shelf = NULL;
  nsh_recommendations* list = NULL;
  int exit_code = 1;
  /* NULL options: a shelf in memory. Give a path, and the profile is kept from one visit to the next once the shopper
   * has agreed to that. */
  if (nsh_shelf_open(NULL, &shelf, &error) != NSH_STATUS_OK) {
    exit_code = failed("open", &error);
    goto done;
  }
  if (nsh_shelf_install_model(shelf, model, model_size, &error) != NSH_STATUS_OK) {
    exit_code = failed(argv[1], &error);
    goto done;
  }
  nsh_consent consent;
  nsh_consent_init(&consent);
  consent.granted = NSH_PURPOSE_PERSONALIZATION;
  consent.policy_version = (nsh_string){"2024-05", 7};
  if (nsh_shelf_set_consent(shelf, &consent, &error) != NSH_STATUS_OK) {
    exit_code = failed("consent", &error);
    goto done;
  }
  for (int i = 2; i < argc; ++i) {
    nsh_event event;
    nsh_event_init(&event);
    event.kind = NSH_EVENT_VIEW;
    event.item_id = (nsh_string){argv[i], strlen(argv[i])};
    if (nsh_shelf_track(shelf, &event, NULL, &error) != NSH_STATUS_OK) {
      exit_code = failed(argv[i], &error);
      goto done;
    }
  }

  nsh_recommend_options options;
  nsh_recommend_options_init(&options);
  options.count = 5;
  options.exclude_session_items = 1;
  if (nsh_shelf_recommend(shelf, &options, &list, &error) != NSH_STATUS_OK) {
    exit_code = failed("recommend", &error);
    goto done;
  }
  exit_code = print_recommendations(list);

done:
  nsh_recommendations_free(list);
  nsh_shelf_close(shelf);
  free(model);
  return exit_code;
}
