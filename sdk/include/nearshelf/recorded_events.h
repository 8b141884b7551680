/* What a shelf has kept, for the shopper to see and to take along. A part of nearshelf.h, whose conventions hold here
 * too. */
#ifndef NEARSHELF_RECORDED_EVENTS_H_
#define NEARSHELF_RECORDED_EVENTS_H_

#include "nearshelf/nearshelf.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Sized. Fields that were not given are as in nsh_event. */
typedef struct nsh_recorded_event {
  size_t struct_size;
  nsh_event_kind kind;
  int32_t scroll_percent;
  int64_t sequence;   /* its place in the order of arrival: from 1, rising, with gaps */
  int64_t session_id; /* 0 = of no session */
  int64_t time_ms;
  nsh_string event_id;
  nsh_string item_id;
  nsh_string query;
  int64_t dwell_ms;
  int64_t quantity;
  double price;
  double rating;
} nsh_recorded_event;

/* An immutable list in the order of arrival. */
typedef struct nsh_events nsh_events;

/* Reads the first `max_count` (1 to 10000) events whose sequence is above `after_sequence` (0 = from the beginning). An
 * empty list: there are no more. events: not NULL.
 * INVALID_ARGUMENT: a NULL, a max_count out of range. IO, CORRUPT. */
NSH_API nsh_status nsh_shelf_read_events(nsh_shelf* shelf, int64_t after_sequence, uint32_t max_count,
                                         nsh_events** events, nsh_error* error);

/* 0 for NULL. */
NSH_API size_t nsh_events_count(const nsh_events* events);

/* Writes event `index` to `event` (not NULL, struct_size set). Its strings live as long as `events`.
 * INVALID_ARGUMENT: a NULL, an index that is not below the count, a struct_size below that of this version. */
NSH_API nsh_status nsh_events_get_event(const nsh_events* events, size_t index, nsh_recorded_event* event,
                                        nsh_error* error);

NSH_API void nsh_events_free(nsh_events* events);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* NEARSHELF_RECORDED_EVENTS_H_ */
