/* SQLite as script/sqlite makes it, without the statements that the store never makes. */
#ifdef SQLITE_OS_OTHER
#include <time.h>

/* Only CURRENT_TIME and its like would call them, and they bring a calendar. */
#define gmtime(time) ((struct tm*)0)
#define strftime(...) 0
#endif
#include <sqlite3.c>

#ifdef SQLITE_OMIT_VACUUM
/* It goes with SQLITE_OMIT_VACUUM, but one caller stays. */
static void sqlite3PagerClearCache(Pager* pager) { pager_reset(pager); }
#endif
