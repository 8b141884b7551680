/* The SQLite amalgamation without the statements that the store never makes. Its parser was generated with all of them,
 * so that what the OMIT options take away has to be answered here: such a statement is an error. */
#include <time.h>

/* Only CURRENT_TIME and its like would call them, and they bring a calendar. */
#define gmtime(time) ((struct tm*)0)
#define strftime(...) 0
#include <sqlite3.c>

static void not_here(Parse* parse) { sqlite3ErrorMsg(parse, "not in this build"); }

/* clang-format off */
#ifdef SQLITE_OMIT_ANALYZE
static void sqlite3Analyze(Parse* parse, Token* a, Token* b) { (void)a; (void)b; not_here(parse); }
#endif
#ifdef SQLITE_OMIT_REINDEX
static void sqlite3Reindex(Parse* parse, Token* a, Token* b) { (void)a; (void)b; not_here(parse); }
#endif
#ifdef SQLITE_OMIT_VACUUM
static void sqlite3Vacuum(Parse* parse, Token* name, Expr* into) {
  (void)name;
  sqlite3ExprDelete(parse->db, into);
  not_here(parse);
}
static void sqlite3PagerClearCache(Pager* pager) { pager_reset(pager); }
#endif
#ifdef SQLITE_OMIT_VIEW
static void sqlite3CreateView(Parse* parse, Token* begin, Token* a, Token* b, ExprList* names, Select* select,
                              int temporary, int no_error) {
  (void)begin; (void)a; (void)b; (void)temporary; (void)no_error;
  sqlite3SelectDelete(parse->db, select);
  sqlite3ExprListDelete(parse->db, names);
  not_here(parse);
}
#endif
#ifdef SQLITE_OMIT_VIRTUALTABLE
static void sqlite3VtabBeginParse(Parse* parse, Token* a, Token* b, Token* c, int if_not_exists) {
  (void)a; (void)b; (void)c; (void)if_not_exists;
  not_here(parse);
}
static void sqlite3VtabFinishParse(Parse* parse, Token* end) { (void)parse; (void)end; }
static void sqlite3VtabArgInit(Parse* parse) { (void)parse; }
static void sqlite3VtabArgExtend(Parse* parse, Token* token) { (void)parse; (void)token; }
#endif
#ifdef SQLITE_OMIT_ALTERTABLE
static void sqlite3AlterRenameTable(Parse* parse, SrcList* table, Token* name) {
  (void)name;
  sqlite3SrcListDelete(parse->db, table);
  not_here(parse);
}
static void sqlite3AlterRenameColumn(Parse* parse, SrcList* table, Token* a, Token* b) {
  (void)b;
  sqlite3AlterRenameTable(parse, table, a);
}
static void sqlite3AlterDropConstraint(Parse* parse, SrcList* table, Token* a, Token* b) {
  (void)b;
  sqlite3AlterRenameTable(parse, table, a);
}
static void sqlite3AlterAddConstraint(Parse* parse, SrcList* table, Token* a, Token* b, const char* c, int d,
                                      Expr* check) {
  (void)b; (void)c; (void)d;
  sqlite3ExprDelete(parse->db, check);
  sqlite3AlterRenameTable(parse, table, a);
}
static void sqlite3AlterSetNotNull(Parse* parse, SrcList* table, Token* a, Token* b) {
  (void)b;
  sqlite3AlterRenameTable(parse, table, a);
}
static void sqlite3AlterDropColumn(Parse* parse, SrcList* table, const Token* name) {
  (void)name;
  sqlite3AlterRenameTable(parse, table, 0);
}
static void sqlite3AlterBeginAddColumn(Parse* parse, SrcList* table) { sqlite3AlterRenameTable(parse, table, 0); }
static void sqlite3AlterFinishAddColumn(Parse* parse, Token* column) { (void)parse; (void)column; }
static const void* sqlite3RenameTokenMap(Parse* parse, const void* to, const Token* token) {
  (void)parse; (void)token;
  return to;
}
static void sqlite3RenameTokenRemap(Parse* parse, const void* to, const void* from) {
  (void)parse; (void)to; (void)from;
}
static void sqlite3RenameExprUnmap(Parse* parse, Expr* e) { (void)parse; (void)e; }
static void sqlite3RenameExprlistUnmap(Parse* parse, ExprList* list) { (void)parse; (void)list; }
#endif
