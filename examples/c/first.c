/* The shortest way from a model to recommendations: first_c MODEL.nsm ITEM
 * A call on what a failed call left behind fails too, so that checking the last one is enough here; session.c shows how
 * a program that wants to say what went wrong does it. */
#include <nearshelf/nearshelf.h>
#include <stdio.h>
#include <string.h>

static unsigned char model_bytes[64 << 20];

int main(int argc, char** argv) {
  FILE* file = argc == 3 ? fopen(argv[1], "rb") : NULL;
  if (file == NULL) return 2;
  const size_t model_size = fread(model_bytes, 1, sizeof model_bytes, file);
  fclose(file);
  const char* id = argv[2];

  nsh_shelf* shelf;
  nsh_shelf_open(NULL, &shelf, NULL);                            /* or with a path, see nsh_shelf_set_consent */
  nsh_shelf_install_model(shelf, model_bytes, model_size, NULL); /* a .nsm file from "nearshelf train" */

  nsh_event event;
  nsh_event_init(&event);
  event.kind = NSH_EVENT_VIEW;
  event.item_id = (nsh_string){id, strlen(id)};
  nsh_shelf_track(shelf, &event, NULL, NULL); /* in memory, until the shopper agrees to more */

  nsh_recommendations* list;
  const nsh_status status = nsh_shelf_recommend(shelf, NULL, &list, NULL); /* items, scores, reasons */
  for (size_t i = 0; i < nsh_recommendations_count(list); ++i) {
    nsh_item item = {.struct_size = sizeof item};
    if (nsh_recommendations_get_item(list, i, &item, NULL) == NSH_STATUS_OK)
      printf("%s %s\n", item.id.data, item.title.data);
  }
  nsh_recommendations_free(list);
  nsh_shelf_close(shelf);
  return status == NSH_STATUS_OK ? 0 : 1;
}
