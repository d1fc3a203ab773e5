/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much a reading takes in before it stops; what callers may set is listed in telling/ingest.h.
 */
#ifndef TELL_INGEST_LIMITS_H
#define TELL_INGEST_LIMITS_H

#include <stdint.h>

typedef struct tell__limits {
  int64_t bytes;       /* of a file */
  int64_t json_bytes;  /* of a JSON file, which is read whole */
  int64_t field_bytes; /* of a field; a longer one breaks its record */
  int64_t fields;      /* of a record; more break it */
  int64_t records;     /* of a file */
  int64_t findings;    /* kept, of each severity */
} tell__limits;

/** The limits when the caller sets none. */
tell__limits tell__limits_default(void);

/** The limit of this name, NULL when there is none; `most` (NULL allowed) receives how far it may
 * be raised. */
int64_t *tell__limits_find(tell__limits *limits, const char *name, int64_t *most);

#endif
