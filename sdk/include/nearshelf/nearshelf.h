/* Nearshelf: product recommendations on the shopper's own device. The C ABI; the only public surface of the core.
 *
 * Conventions
 *
 * 1. Ownership. nsh_x_open makes a handle that the caller closes with nsh_x_close; results (nsh_recommendations,
 *    nsh_events) and buffers are freed with nsh_x_free. Closing or freeing NULL does nothing. On failure an out handle
 * is set to NULL. Memory given to a function is only read during the call, and copied where it must last. Strings
 * inside a result or a handle live as long as that result or handle.
 * 2. Strings are UTF-8. Inputs are a pointer and a size in bytes and need no terminating NUL; a size of 0 (the pointer
 *    may then be NULL) means "not given". Outputs are never NULL and end with a NUL that `size` does not count.
 * 3. Threads. Every function may be called from every thread. Calls on one nsh_shelf are serialised by a lock inside;
 *    nsh_model, nsh_recommendations and nsh_events never change and are read in parallel; a buffer has no lock. Closing
 * must be the last call on a handle. Callbacks run on the calling thread while the lock is held and must not call into
 * the same handle. The library starts no thread, prints nothing and never aborts. Do not use a handle on the other side
 * of fork().
 * 4. Errors. A function that can fail returns nsh_status. Branch on its number, never on message text. The optional
 *    `error` (may be NULL) is written by every call: on success its code is NSH_STATUS_OK and its texts are empty.
 *    After a failure nothing has changed. Every such call may return NSH_STATUS_OUT_OF_MEMORY, and NSH_STATUS_INTERNAL
 *    for a bug in Nearshelf; the other statuses stand at each function.
 * 5. Versioning. Numbers and names in this file never change their meaning. Structs marked "sized" begin with
 *    `struct_size` and grow only at their end: set it with the nsh_x_init function (inputs) or to sizeof (outputs).
 *    Fields beyond a caller's struct_size take their defaults; a caller newer than the library gets
 *    NSH_STATUS_UNSUPPORTED_VERSION only when it sets a field that the library does not have.
 * 6. Units are in the names: _ms milliseconds (wall-clock times since 1970-01-01 00:00 UTC), _bytes bytes.
 * 7. Flags are int32_t: 0 is no, anything else is yes. A float that is NaN means "not given" or "unknown".
 */
#ifndef NEARSHELF_NEARSHELF_H_
#define NEARSHELF_NEARSHELF_H_

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define NSH_API
#else
#define NSH_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- library ---- */

/* Raised when a program built against an older header could no longer run with this library. */
#define NSH_ABI_VERSION 0

typedef int32_t nsh_status;
enum {
  NSH_STATUS_OK = 0,
  NSH_STATUS_INVALID_ARGUMENT = 1,    /* the caller's input is wrong */
  NSH_STATUS_NOT_FOUND = 2,           /* a file that should exist does not */
  NSH_STATUS_IO = 3,                  /* the operating system refused a read or a write */
  NSH_STATUS_NO_SPACE = 4,            /* disk or quota is full; nothing was lost */
  NSH_STATUS_CORRUPT = 5,             /* bytes failed verification */
  NSH_STATUS_UNSUPPORTED_VERSION = 6, /* written by, or meant for, a newer version */
  NSH_STATUS_BUSY = 7,                /* another process or handle holds the database */
  NSH_STATUS_FAILED_PRECONDITION = 8, /* right call, wrong time (for example: no model installed) */
  NSH_STATUS_OUT_OF_MEMORY = 9,
  NSH_STATUS_LIMIT = 10,     /* input is larger than a documented limit */
  NSH_STATUS_CANCELLED = 11, /* interrupted; the old state remains */
  NSH_STATUS_INTERNAL = 12,  /* a bug in Nearshelf */
  NSH_STATUS_WRONG_KEY = 13  /* the database is sealed with another key */
};

/* What went wrong, for people. Texts are cut (between characters) to fit. */
typedef struct nsh_error {
  nsh_status code;
  char message[512]; /* what to do about it, in English */
  char place[128];   /* where, for example "event.quantity"; empty when there is no such place */
} nsh_error;

typedef struct nsh_string {
  const char* data;
  size_t size;
} nsh_string;

/* "0.1.0". Never NULL; static. */
NSH_API const char* nsh_version(void);

/* The library's NSH_ABI_VERSION; a binding refuses to run when it differs from the one it was built with. */
NSH_API uint32_t nsh_abi_version(void);

/* "INVALID_ARGUMENT" for NSH_STATUS_INVALID_ARGUMENT; "UNKNOWN" for another number. Never NULL; static. */
NSH_API const char* nsh_status_name(nsh_status status);

/* ---- events ---- */

/* What a shopper did. View, click, add to cart and purchase move the session on: they are what recommendations follow.
 * (An event of another such kind on the very same item, such as the view after its click, counts once.) The other kinds
 * are kept but do not move it. */
typedef int32_t nsh_event_kind;
enum {
  NSH_EVENT_VIEW = 1,
  NSH_EVENT_CLICK = 2,
  NSH_EVENT_ADD_TO_CART = 3,
  NSH_EVENT_REMOVE_FROM_CART = 4,
  NSH_EVENT_PURCHASE = 5,
  NSH_EVENT_SEARCH = 6,
  NSH_EVENT_RATING = 7,
  NSH_EVENT_IMPRESSION = 8
};

/* Sized. A field that does not fit the kind must stay "not given". */
typedef struct nsh_event {
  size_t struct_size;
  nsh_event_kind kind;
  int32_t scroll_percent; /* view, impression: 0 to 100; -1 = not given (default) */
  nsh_string item_id;     /* every kind but search: 1 to 256 bytes, no control characters; need not be in the model */
  nsh_string event_id;    /* 1 to 64 of A-Z a-z 0-9 . _ : -; not given = 128 random bits are drawn */
  nsh_string query;       /* search only, and required there: 1 to 1024 bytes, no control characters */
  int64_t time_ms;        /* when it happened, 0 = now (default); at most year 9999 */
  int64_t dwell_ms;       /* view, impression: time spent looking, 0 to one day; -1 = not given (default) */
  int64_t quantity;       /* cart and purchase: 1 to 1000000; 0 = not given (default) */
  double price;           /* any item kind: unit price in the shop's currency, 0 or more; NaN = not given (default) */
  double rating;          /* rating only, and required there: 0 to 5; NaN = not given (default) */
} nsh_event;

/* Sets the size and the defaults. `event` must not be NULL. */
NSH_API void nsh_event_init(nsh_event* event);

/* ---- recommendations ---- */

enum {
  NSH_RANKER_GRU = 1,       /* the session model */
  NSH_RANKER_NEIGHBORS = 2, /* sessions like this one */
  NSH_RANKER_RULES = 4,     /* what often follows */
  NSH_RANKER_OWN_ITEMS = 8, /* the session's own items */
  NSH_RANKER_POPULAR = 16,  /* popularity and trend */
  NSH_RANKER_ALL = 31
};

/* Sized. */
typedef struct nsh_recommend_options {
  size_t struct_size;
  uint32_t count;                /* 1 to 1000 (default 20); fewer come back when fewer items pass the filters */
  uint32_t rankers;              /* NSH_RANKER_* bits (default all); those the model does not carry are skipped */
  uint32_t max_per_category;     /* at most so many of one category; 0 = no limit (default) */
  int32_t exclude_session_items; /* leave out what this session has seen (default no) */
  int32_t exclude_purchased;     /* leave out what this shopper has bought (default yes); nsh_shelf_recommend only */
  int32_t with_reasons;          /* default yes */
  float min_price;               /* NaN = no limit (default); an item of unknown price passes neither limit */
  float max_price;
  const nsh_string* categories; /* an item passes when its category is listed; none listed = any (default) */
  size_t category_count;
  const nsh_string* brands; /* likewise */
  size_t brand_count;
  const nsh_string* excluded_items; /* item ids never to come back; at most 100000 */
  size_t excluded_item_count;
} nsh_recommend_options;

/* Sets the size and the defaults. `options` must not be NULL. */
NSH_API void nsh_recommend_options_init(nsh_recommend_options* options);

/* What the recommendations follow from. */
typedef int32_t nsh_context;
enum {
  NSH_CONTEXT_NONE = 0,    /* nothing is known of the shopper: popularity */
  NSH_CONTEXT_SESSION = 1, /* the items of the session */
  NSH_CONTEXT_HISTORY = 2  /* the session is empty: the last items of earlier sessions */
};

typedef int32_t nsh_reason_kind;
enum {
  NSH_REASON_SESSION_CONTEXT = 1,    /* the session model expects it after what was seen; item: the last one seen */
  NSH_REASON_SIMILAR_SESSIONS = 2,   /* seen in sessions like this one; item: the one most of them shared */
  NSH_REASON_OFTEN_NEXT = 3,         /* often follows item */
  NSH_REASON_SEEN_BEFORE = 4,        /* this shopper saw it before */
  NSH_REASON_POPULAR = 5,            /* popular in the shop */
  NSH_REASON_POPULAR_IN_CATEGORY = 6 /* popular in the category of the session */
};

/* Sized. Strings are empty and price is NaN where the model does not know them. */
typedef struct nsh_item {
  size_t struct_size;
  float score; /* comparable within one result only */
  float price;
  nsh_string id;
  nsh_string title;
  nsh_string category;
  nsh_string brand;
  nsh_string url;
  nsh_string image;
  size_t reason_count;
} nsh_item;

/* Sized. */
typedef struct nsh_reason {
  size_t struct_size;
  nsh_reason_kind kind; /* readers pass over kinds that they do not know */
  float share;          /* its part of the score, 0 to 1; the reasons of one item add up to 1 */
  nsh_string item_id;   /* the item that it speaks of; empty when it speaks of none */
  nsh_string item_title;
} nsh_reason;

/* An immutable list, best item first. */
typedef struct nsh_recommendations nsh_recommendations;

/* 0 for NULL. */
NSH_API size_t nsh_recommendations_count(const nsh_recommendations* recommendations);

/* NSH_CONTEXT_NONE for NULL. */
NSH_API nsh_context nsh_recommendations_context(const nsh_recommendations* recommendations);

/* Writes item `index` to `item` (not NULL, struct_size set). Its strings live as long as `recommendations`.
 * INVALID_ARGUMENT: a NULL, an index that is not below the count, a struct_size below that of this version. */
NSH_API nsh_status nsh_recommendations_get_item(const nsh_recommendations* recommendations, size_t index,
                                                nsh_item* item, nsh_error* error);

/* Writes reason `reason_index` of item `index`, largest share first, to `reason` (not NULL, struct_size set).
 * INVALID_ARGUMENT: as above. */
NSH_API nsh_status nsh_recommendations_get_reason(const nsh_recommendations* recommendations, size_t index,
                                                  size_t reason_index, nsh_reason* reason, nsh_error* error);

NSH_API void nsh_recommendations_free(nsh_recommendations* recommendations);

/* ---- buffer: memory that the caller fills and a model takes over, so that the artifact is held only once ---- */

typedef struct nsh_buffer nsh_buffer;

/* Makes a buffer of `size` zero bytes, at least 1. buffer: not NULL.
 * INVALID_ARGUMENT: a NULL, a size of 0. LIMIT: more than 1 GiB. */
NSH_API nsh_status nsh_buffer_create(size_t size, nsh_buffer** buffer, nsh_error* error);

/* Its bytes, aligned to 64; they stay in place until the buffer is freed or given away. NULL for NULL. */
NSH_API uint8_t* nsh_buffer_data(nsh_buffer* buffer);

NSH_API void nsh_buffer_free(nsh_buffer* buffer);

/* ---- model: one artifact (.nsm), ranking without a store ---- */

typedef struct nsh_model nsh_model;

/* Sized. */
typedef struct nsh_model_info {
  size_t struct_size;
  uint32_t item_count;
  uint32_t rankers; /* NSH_RANKER_* bits that the artifact carries */
  nsh_string model_id;
  uint64_t version; /* grows with every model that a shop publishes */
  int64_t created_at_ms;
  int64_t session_timeout_ms;
  uint64_t artifact_bytes;
  uint64_t memory_bytes; /* held in all: the artifact and what is computed from it */
} nsh_model_info;

/* Verifies all `size` bytes of an artifact and makes a model of a copy of them. data: not NULL. model: not NULL.
 * INVALID_ARGUMENT: a NULL. CORRUPT: not an artifact, or a damaged one. UNSUPPORTED_VERSION: a newer format.
 * LIMIT: more than 1 GiB. */
NSH_API nsh_status nsh_model_open(const void* data, size_t size, nsh_model** model, nsh_error* error);

/* The same without the copy: takes `buffer` over, also when it fails; do not use or free it afterwards. buffer: not
 * NULL. Otherwise as nsh_model_open. */
NSH_API nsh_status nsh_model_open_buffer(nsh_buffer* buffer, nsh_model** model, nsh_error* error);

/* The same from a file. path: not NULL, 1 to 4096 bytes, no NUL inside.
 * NOT_FOUND, IO: the file cannot be read. Otherwise as nsh_model_open. */
NSH_API nsh_status nsh_model_open_file(const char* path, size_t path_size, nsh_model** model, nsh_error* error);

/* Writes what is known of the model to `info` (not NULL, struct_size set). Its strings live as long as `model`.
 * INVALID_ARGUMENT: a NULL, a struct_size below that of this version. */
NSH_API nsh_status nsh_model_get_info(const nsh_model* model, nsh_model_info* info, nsh_error* error);

/* Recommends after a session of `item_count` items, oldest first; items that the model does not know are passed over,
 * and of a longer session the last 1000 known items are taken. item_ids: may be NULL when item_count is 0 (popularity).
 * options: NULL = defaults.
 * INVALID_ARGUMENT: a NULL, a bad option. FAILED_PRECONDITION: none of the rankers asked for is in the model.
 * LIMIT: more than 100000 items. */
NSH_API nsh_status nsh_model_recommend(const nsh_model* model, const nsh_string* item_ids, size_t item_count,
                                       const nsh_recommend_options* options, nsh_recommendations** recommendations,
                                       nsh_error* error);

NSH_API void nsh_model_close(nsh_model* model);

/* ---- shelf: one shopper's profile and the current model, in one database ---- */

typedef struct nsh_shelf nsh_shelf;

typedef struct nsh_sync_options nsh_sync_options; /* sync.h */

typedef int32_t nsh_log_level;
enum { NSH_LOG_DEBUG = 0, NSH_LOG_INFO = 1, NSH_LOG_WARNING = 2, NSH_LOG_ERROR = 3 };

/* `message` ends with a NUL and lives during the call. */
typedef void (*nsh_log_callback)(void* user_data, nsh_log_level level, const char* message);

/* The wall clock; for tests and replays. */
typedef int64_t (*nsh_clock_callback)(void* user_data);

/* Sized. */
typedef struct nsh_shelf_options {
  size_t struct_size;
  nsh_string path;          /* the database file, made when absent; up to 4096 bytes, no NUL; not given = in memory */
  uint32_t busy_timeout_ms; /* how long to wait for another holder of the file (default 1000) */
  uint32_t max_events;      /* more than so many, and the oldest go, purchases excepted; at least 100 (default 20000) */
  int32_t rebuild_if_corrupt; /* a file that is corrupt, or sealed with another key, is renamed to
                                 <path>.corrupt-<time> and a new one begun (default no) */
  nsh_log_level log_level;    /* the least important level to be logged (default NSH_LOG_INFO) */
  nsh_log_callback log;       /* NULL = no log (default) */
  void* log_user_data;
  nsh_clock_callback clock; /* NULL = the system's clock (default) */
  void* clock_user_data;
  const nsh_sync_options* sync; /* NULL = nothing is queued and no task but an erasure's is handed out (default) */
  uint32_t gpc_denies;          /* NSH_PURPOSE_* bits that Global Privacy Control is a no to (default all) */
  const uint8_t* key; /* what the file is sealed with: 32 secret random bytes that the host keeps, on a phone in the
                         Keychain or Keystore; NULL = the file is not sealed (default) */
  size_t key_size;    /* 32, or 0 without a key */
} nsh_shelf_options;

/* Sets the size and the defaults. `options` must not be NULL. */
NSH_API void nsh_shelf_options_init(nsh_shelf_options* options);

/* Sized. */
typedef struct nsh_track_result {
  size_t struct_size;
  int64_t session_id; /* 0: the event is older than the session and was only put into the history */
  int32_t duplicate;  /* an event with this id is there already; nothing was changed */
  int32_t item_known; /* the model knows the item; 0 also without a model or an item */
  char event_id[65];  /* the event's id, given or drawn */
} nsh_track_result;

/* Sized. */
typedef struct nsh_session_info {
  size_t struct_size;
  int64_t session_id; /* 0: there is no session; the other fields are then 0 too */
  int64_t started_ms;
  int64_t last_active_ms;
  uint64_t event_count;
  uint32_t context_items; /* events that recommendations follow: of a moving kind, the item known to the model */
  int32_t active;         /* an event tracked now would join it */
} nsh_session_info;

/* Sized. */
typedef struct nsh_shelf_info {
  size_t struct_size;
  uint64_t event_count;
  uint64_t session_count;
  uint64_t database_bytes;
  uint64_t memory_bytes; /* held for the model and by the database's cache */
} nsh_shelf_info;

/* Opens or makes a shelf and restores the model and the session. A file is held by one shelf at a time. When only the
 * stored model is damaged the shelf opens without it (and logs why), so that the profile stays in use; install it
 * again.
 * With a key every page of the file and its journal is encrypted and authenticated (docs/formats.md, the sealed file);
 * a file that is not sealed yet is sealed first, all or nothing. A key that is lost is what nobody can read the file
 * without: with rebuild_if_corrupt the shelf then begins anew.
 * options: NULL = defaults (in memory). shelf: not NULL.
 * INVALID_ARGUMENT: shelf is NULL, a bad option, or the file is a database of something else. IO: the file cannot be
 * made or read. BUSY: another holds it. CORRUPT: it is damaged (see rebuild_if_corrupt; nothing was deleted).
 * WRONG_KEY: it is sealed with another key (likewise). FAILED_PRECONDITION: it is sealed and no key is given; this
 * build cannot seal (browsers). UNSUPPORTED_VERSION: a newer Nearshelf wrote it. NO_SPACE. */
NSH_API nsh_status nsh_shelf_open(const nsh_shelf_options* options, nsh_shelf** shelf, nsh_error* error);

/* Verifies an artifact, stores it in one transaction and uses it from then on; the session goes on under it. The model
 * that is installed already, given again, changes nothing. data: not NULL.
 * INVALID_ARGUMENT: a NULL. CORRUPT, UNSUPPORTED_VERSION, LIMIT: as nsh_model_open.
 * FAILED_PRECONDITION: its version is older than one that was installed, or its id is that of a different model.
 * NO_SPACE, IO: it could not be stored; the former model stays. */
NSH_API nsh_status nsh_shelf_install_model(nsh_shelf* shelf, const void* data, size_t size, nsh_error* error);

/* The same without the copy: takes `buffer` over, also when it fails; do not use or free it afterwards. buffer: not
 * NULL. Otherwise as nsh_shelf_install_model. */
NSH_API nsh_status nsh_shelf_install_buffer(nsh_shelf* shelf, nsh_buffer* buffer, nsh_error* error);

/* The current model as a handle of its own, sharing its memory; close it with nsh_model_close, before or after the
 * shelf.
 * INVALID_ARGUMENT: a NULL. FAILED_PRECONDITION: no usable model; the message says why. */
NSH_API nsh_status nsh_shelf_get_model(nsh_shelf* shelf, nsh_model** model, nsh_error* error);

/* Records an event. OK means that all that consent lets be kept of it is on the disk and survives a kill or a power
 * cut: with personalization the event, with measurement what is to be sent of it. Without either it is in memory. An
 * event id that is there already is OK and changes nothing. Works without a model. event: not NULL. result: may be
 * NULL, else struct_size set. INVALID_ARGUMENT: a NULL, a missing or bad field (named by error.place). NO_SPACE, IO,
 * CORRUPT: not recorded. */
NSH_API nsh_status nsh_shelf_track(nsh_shelf* shelf, const nsh_event* event, nsh_track_result* result,
                                   nsh_error* error);

/* Recommends for the session as it is now. options: NULL = defaults. recommendations: not NULL.
 * INVALID_ARGUMENT: a NULL, a bad option. FAILED_PRECONDITION: no usable model, or none of the rankers asked for is in
 * it. IO, CORRUPT: the history could not be read. */
NSH_API nsh_status nsh_shelf_recommend(nsh_shelf* shelf, const nsh_recommend_options* options,
                                       nsh_recommendations** recommendations, nsh_error* error);

/* Writes the latest session to `info` (not NULL, struct_size set).
 * INVALID_ARGUMENT: a NULL, a struct_size below that of this version. */
NSH_API nsh_status nsh_shelf_get_session(nsh_shelf* shelf, nsh_session_info* info, nsh_error* error);

/* Ends the session: the next event begins a new one. Nothing happens when there is none.
 * INVALID_ARGUMENT: a NULL. NO_SPACE, IO, CORRUPT: it goes on. */
NSH_API nsh_status nsh_shelf_end_session(nsh_shelf* shelf, nsh_error* error);

/* Deletes every event, also those that wait to be sent, and every session, overwriting them in the file; the model and
 * the decisions stay.
 * INVALID_ARGUMENT: a NULL. NO_SPACE, IO, CORRUPT: not all is overwritten; call it again. */
NSH_API nsh_status nsh_shelf_forget_all(nsh_shelf* shelf, nsh_error* error);

/* Writes sizes and counts to `info` (not NULL, struct_size set).
 * INVALID_ARGUMENT: a NULL, a struct_size below that of this version. IO, CORRUPT. */
NSH_API nsh_status nsh_shelf_get_info(nsh_shelf* shelf, nsh_shelf_info* info, nsh_error* error);

/* Gives back memory that can be made again, for when the system is short of it: the database's page cache, and what the
 * allocator holds unused where it can be asked for that. Model and session stay.
 * INVALID_ARGUMENT: a NULL. */
NSH_API nsh_status nsh_shelf_trim_memory(nsh_shelf* shelf, nsh_error* error);

NSH_API void nsh_shelf_close(nsh_shelf* shelf);

#ifdef __cplusplus
} /* extern "C" */
#endif

#include "nearshelf/consent.h"
#include "nearshelf/recorded_events.h"
#include "nearshelf/sync.h"

#endif /* NEARSHELF_NEARSHELF_H_ */
