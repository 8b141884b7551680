/* Carries out the tasks of a shelf's sync (sync.h) over libcurl, for programs that have no HTTP client of their own to
 * do it with. A library of its own, libnearshelf_curl; the conventions are those of nearshelf.h. */
#ifndef NEARSHELF_NEARSHELF_CURL_H_
#define NEARSHELF_NEARSHELF_CURL_H_

#include "nearshelf/nearshelf.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Asked many times a second while a request is under way; anything but 0 ends it. */
typedef int32_t (*nsh_curl_cancel_callback)(void* user_data);

/* Sized. */
typedef struct nsh_curl_options {
  size_t struct_size;
  nsh_string server_url;       /* "https://sync.shop.example"; may end with a path that the server is below; required */
  nsh_string ca_file;          /* certificates (PEM) to trust instead of the system's; not given = those (default) */
  nsh_moment moment;           /* NSH_MOMENT_NORMAL (default) or NSH_MOMENT_LEAVING */
  int32_t allow_http;          /* also take addresses without TLS, for a server on this machine (default no) */
  uint32_t max_tasks;          /* come back after so many; 0 = when none is due (default) */
  uint32_t connect_timeout_ms; /* 1 to 300000 (default 10000) */
  nsh_curl_cancel_callback cancelled; /* NULL = runs to its end (default) */
  void* cancelled_user_data;
  nsh_log_callback log; /* why a request got no answer; NULL = no log (default) */
  void* log_user_data;
} nsh_curl_options;

/* Sets the size and the defaults. `options` must not be NULL. */
NSH_API void nsh_curl_options_init(nsh_curl_options* options);

/* Makes one request after the other until no task is due, and writes to *wait_ms (may be NULL) how long to wait before
 * the next call, as nsh_shelf_next_task does. Blocks: call it on a thread of its own; the shelf may be used meanwhile.
 * Certificates and host names are verified, redirects are not followed, answers are taken compressed (gzip; brotli
 * where libcurl has it), a transfer that stands still for some 20 seconds is given up, a proxy is taken from the
 * environment as curl does. No answer, or one that is no good, is no failure of this call: it shows in
 * nsh_shelf_get_sync_info. shelf, options: not NULL. INVALID_ARGUMENT: a NULL, a bad option. CANCELLED: `cancelled`
 * asked for it; what was under way is made again later. NO_SPACE, IO, CORRUPT and what nsh_shelf_finish_task returns
 * for a model: the first that occurred, after all that was due was tried. */
NSH_API nsh_status nsh_curl_run(nsh_shelf* shelf, const nsh_curl_options* options, int64_t* wait_ms, nsh_error* error);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* NEARSHELF_NEARSHELF_CURL_H_ */
