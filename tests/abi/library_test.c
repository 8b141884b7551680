/* Versions, names and numbers. */
#include <string.h>

#include "check.h"

int main(void) {
  CHECK(strcmp(nsh_version(), NEARSHELF_EXPECTED_VERSION) == 0);
  CHECK(nsh_abi_version() == NSH_ABI_VERSION);

  const char* const names[] = {
      "OK",   "INVALID_ARGUMENT",    "NOT_FOUND",     "IO",    "NO_SPACE",  "CORRUPT",  "UNSUPPORTED_VERSION",
      "BUSY", "FAILED_PRECONDITION", "OUT_OF_MEMORY", "LIMIT", "CANCELLED", "INTERNAL", "WRONG_KEY"};
  for (nsh_status status = 0; status < (nsh_status)(sizeof names / sizeof names[0]); ++status) {
    CHECK(strcmp(nsh_status_name(status), names[status]) == 0);
  }
  CHECK(strcmp(nsh_status_name(-1), "UNKNOWN") == 0);
  CHECK(strcmp(nsh_status_name(14), "UNKNOWN") == 0);
  CHECK(NSH_STATUS_INTERNAL == 12 && NSH_STATUS_WRONG_KEY == 13);

  /* Numbers that are stored and sent never change. */
  CHECK(NSH_EVENT_VIEW == 1 && NSH_EVENT_CLICK == 2 && NSH_EVENT_ADD_TO_CART == 3 && NSH_EVENT_REMOVE_FROM_CART == 4);
  CHECK(NSH_EVENT_PURCHASE == 5 && NSH_EVENT_SEARCH == 6 && NSH_EVENT_RATING == 7 && NSH_EVENT_IMPRESSION == 8);
  CHECK(NSH_RANKER_GRU == 1 && NSH_RANKER_NEIGHBORS == 2 && NSH_RANKER_RULES == 4 && NSH_RANKER_OWN_ITEMS == 8);
  CHECK(NSH_RANKER_POPULAR == 16 && NSH_RANKER_ALL == 31);
  CHECK(NSH_REASON_SESSION_CONTEXT == 1 && NSH_REASON_SIMILAR_SESSIONS == 2 && NSH_REASON_OFTEN_NEXT == 3);
  CHECK(NSH_REASON_SEEN_BEFORE == 4 && NSH_REASON_POPULAR == 5 && NSH_REASON_POPULAR_IN_CATEGORY == 6);
  CHECK(NSH_CONTEXT_NONE == 0 && NSH_CONTEXT_SESSION == 1 && NSH_CONTEXT_HISTORY == 2);
  CHECK(NSH_LOG_DEBUG == 0 && NSH_LOG_INFO == 1 && NSH_LOG_WARNING == 2 && NSH_LOG_ERROR == 3);
  return check_result();
}
