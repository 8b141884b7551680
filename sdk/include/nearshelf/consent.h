/* What a shopper agrees to, and the rights over what a shelf knows. A part of nearshelf.h, whose conventions hold here
 * too. */
#ifndef NEARSHELF_CONSENT_H_
#define NEARSHELF_CONSENT_H_

#include "nearshelf/nearshelf.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a shopper may agree to. */
enum {
  NSH_PURPOSE_PERSONALIZATION = 1,   /* the profile is kept on this device; without it, in memory only */
  NSH_PURPOSE_MEASUREMENT = 2,       /* events are queued and sent; without it no event reaches a queue or the wire */
  NSH_PURPOSE_MODEL_IMPROVEMENT = 4, /* what was sent may also train the shop's model */
  NSH_PURPOSE_ALL = 7
};

/* Sized. What the shopper decided. */
typedef struct nsh_consent {
  size_t struct_size;
  uint32_t granted;               /* NSH_PURPOSE_* bits agreed to (default none) */
  int32_t global_privacy_control; /* the browser or system sends this signal (default no) */
  nsh_string policy_version;      /* of the text that was agreed to: 1 to 64 of A-Z a-z 0-9 . _ : -; required */
  int64_t time_ms;                /* when, 0 = now (default) */
} nsh_consent;

/* Sets the size and the defaults. `consent` must not be NULL. */
NSH_API void nsh_consent_init(nsh_consent* consent);

/* Sized. The decision that is in force. */
typedef struct nsh_consent_info {
  size_t struct_size;
  uint32_t effective; /* NSH_PURPOSE_* bits that hold: those granted, less what Global Privacy Control denies */
  uint32_t granted;
  int32_t global_privacy_control;
  int32_t decided; /* 0: nothing was ever decided on this shelf; nothing is then granted */
  int64_t time_ms;
  char policy_version[65];
} nsh_consent_info;

/* Puts a decision into force and into the ledger of decisions; one that changes nothing adds no entry. OK means
 * durable. Withdrawing personalization deletes the stored profile; withdrawing measurement deletes the queue and the
 * secret behind the pseudonyms and, when anything was handed out under them, queues an erase request that is kept until
 * a server acknowledges it; withdrawing model improvement alone queues one that takes what was sent out of training.
 * consent: not NULL.
 * INVALID_ARGUMENT: a NULL, a bad field. NO_SPACE, IO, CORRUPT: nothing is granted until it succeeds; call it again. */
NSH_API nsh_status nsh_shelf_set_consent(nsh_shelf* shelf, const nsh_consent* consent, nsh_error* error);

/* Writes the decision in force to `info` (not NULL, struct_size set).
 * INVALID_ARGUMENT: a NULL, a struct_size below that of this version. */
NSH_API nsh_status nsh_shelf_get_consent(nsh_shelf* shelf, nsh_consent_info* info, nsh_error* error);

/* Everything that the shelf knows of the shopper (events, sessions, decisions, pseudonyms, what waits to be sent) as
 * JSON: docs/formats.md describes it. json: not NULL; freed with nsh_buffer_free, its size is json_size (not NULL).
 * INVALID_ARGUMENT: a NULL. LIMIT: more than 1 GiB. IO, CORRUPT. */
NSH_API nsh_status nsh_shelf_export(nsh_shelf* shelf, nsh_buffer** json, size_t* json_size, nsh_error* error);

/* Takes up the events of an export and their sessions, all or nothing; those whose id is there already are passed over,
 * and nothing of it is queued to be sent. The running session ends when there are any. Decisions are not imported:
 * consent is asked for again. json: not NULL. INVALID_ARGUMENT: a NULL, not an export, a bad field (error.place names
 * it). UNSUPPORTED_VERSION: a newer format. FAILED_PRECONDITION: personalization is not granted. LIMIT: more than 64
 * MiB. NO_SPACE, IO, CORRUPT. */
NSH_API nsh_status nsh_shelf_import(nsh_shelf* shelf, const void* json, size_t size, nsh_error* error);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* NEARSHELF_CONSENT_H_ */
