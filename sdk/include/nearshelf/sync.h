/* The library says what is to be sent or fetched, the host does it and hands the outcome back. A part of nearshelf.h,
 * whose conventions hold here too. */
#ifndef NEARSHELF_SYNC_H_
#define NEARSHELF_SYNC_H_

#include "nearshelf/nearshelf.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Sized. How consented events reach the shop's sync server (docs/how-sync-works.md). */
struct nsh_sync_options {
  size_t struct_size;
  nsh_string key;             /* the shop's device key: 1 to 256 printable ASCII characters; required */
  nsh_string manifest;        /* where the model's manifest is, relative to the server or absolute; not given = tasks
                                 fetch no model (default) */
  uint32_t pseudonym_days;    /* a pseudonym lasts so long: 1 to 365 (default 30) */
  uint32_t batch_events;      /* a batch is due once so many events wait: 1 to 500 (default 50) ... */
  uint32_t batch_interval_ms; /* ... or once the oldest has waited so long: at most a day (default 30000) */
  uint32_t model_interval_ms; /* how often the manifest is asked for: at least a minute (default 6 hours) */
};

/* Sets the size and the defaults. `options` must not be NULL. */
NSH_API void nsh_sync_options_init(nsh_sync_options* options);

typedef int32_t nsh_task_kind;
enum {
  NSH_TASK_EVENTS = 1,   /* a batch of events */
  NSH_TASK_ERASE = 2,    /* an erase request */
  NSH_TASK_MANIFEST = 3, /* is there a newer model? */
  NSH_TASK_MODEL = 4     /* the model itself */
};

/* One HTTP request. Belongs to the shelf that made it and must be finished or freed before that is closed. */
typedef struct nsh_task nsh_task;

/* Sized. Strings and body live as long as the task. */
typedef struct nsh_task_info {
  size_t struct_size;
  nsh_task_kind kind;
  uint32_t timeout_ms; /* give up after so long */
  nsh_string method;   /* "POST" or "GET" */
  nsh_string url;      /* a path below the sync server's address ("/v1/events"), or absolute */
  const uint8_t* body; /* NULL when there is none */
  size_t body_size;
  size_t header_count;
  uint64_t max_response_bytes; /* of a longer answer, hand over what there is so far: it is then refused */
} nsh_task_info;

typedef int32_t nsh_moment;
enum {
  NSH_MOMENT_NORMAL = 0,
  NSH_MOMENT_LEAVING = 1 /* the page is being left, the app goes to the background: what waits is due now, and no body
                            is larger than the 64 KiB that a browser still sends, all that is under way together */
};

/* Makes the next request that is due. *task is NULL when there is none; *wait_ms (may be NULL) is then how long to wait
 * before asking again, -1 = until an event, a decision or a restart makes something due. task: not NULL.
 * INVALID_ARGUMENT: a NULL, no such moment. NO_SPACE, IO, CORRUPT. */
NSH_API nsh_status nsh_shelf_next_task(nsh_shelf* shelf, nsh_moment moment, nsh_task** task, int64_t* wait_ms,
                                       nsh_error* error);

/* Writes the request to `info` (not NULL, struct_size set).
 * INVALID_ARGUMENT: a NULL, a struct_size below that of this version. */
NSH_API nsh_status nsh_task_get_info(const nsh_task* task, nsh_task_info* info, nsh_error* error);

/* Header `index`. name, value: not NULL; they live as long as the task.
 * INVALID_ARGUMENT: a NULL, an index that is not below the count. */
NSH_API nsh_status nsh_task_get_header(const nsh_task* task, size_t index, nsh_string* name, nsh_string* value,
                                       nsh_error* error);

/* Sized. */
typedef struct nsh_task_outcome {
  size_t struct_size;
  int32_t http_status;    /* 0 = no answer: offline, timed out, refused (default) */
  nsh_string retry_after; /* the header Retry-After as it came; not given = there was none (default) */
  nsh_string etag;        /* likewise ETag */
  const uint8_t* body;    /* NULL when there is none */
  size_t body_size;
} nsh_task_outcome;

/* Sets the size and the defaults. `outcome` must not be NULL. */
NSH_API void nsh_task_outcome_init(nsh_task_outcome* outcome);

/* Hands back what came of a task and frees it, also on failure. A failure of the network or the server is no failure of
 * this call: the task is made again later, after at least what Retry-After asks for. outcome: not NULL.
 * INVALID_ARGUMENT: a NULL, a task of another shelf. NO_SPACE, IO, CORRUPT: the outcome could not be noted; the task is
 * made again, which the server sees through. For a model also what nsh_shelf_install_model returns. */
NSH_API nsh_status nsh_shelf_finish_task(nsh_shelf* shelf, nsh_task* task, const nsh_task_outcome* outcome,
                                         nsh_error* error);

/* Frees a task that was not carried out, as finishing it without an answer does, but without waiting before the next.
 */
NSH_API void nsh_task_free(nsh_task* task);

/* Sized. */
typedef struct nsh_sync_info {
  size_t struct_size;
  uint64_t queued_events;  /* wait to be sent or acknowledged */
  uint64_t dropped_events; /* given up: the queue was full (10000), or they waited longer than 30 days */
  uint64_t acknowledged_events;
  uint64_t pending_erasures;
  int64_t last_success_ms;  /* the last time that a server answered 2xx; 0 = never */
  int64_t retry_at_ms;      /* the server or the network asked for a pause until then; 0 = none */
  int32_t last_http_status; /* 0 = none yet, or no answer */
} nsh_sync_info;

/* Writes how the sync stands to `info` (not NULL, struct_size set).
 * INVALID_ARGUMENT: a NULL, a struct_size below that of this version. IO, CORRUPT. */
NSH_API nsh_status nsh_shelf_get_sync_info(nsh_shelf* shelf, nsh_sync_info* info, nsh_error* error);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* NEARSHELF_SYNC_H_ */
