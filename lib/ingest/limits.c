/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of limits: name, default, and how far a caller may raise it. */
#include "ingest/limits.h"

#include <stddef.h>
#include <string.h>

#include "csv/reader.h"
#include "csv/source.h"

typedef struct known_limit {
  const char *name;
  size_t member; /* its place in tell__limits */
  int64_t usual, most;
} known_limit;

static const known_limit known[] = {
    {"bytes", offsetof(tell__limits, bytes), TELL__SOURCE_BYTES_MAX, INT64_MAX},
    {"json_bytes", offsetof(tell__limits, json_bytes), TELL__TAKEN_BYTES_MAX, INT64_MAX},
    /* A record has a limit of its own, which no field can pass. */
    {"field_bytes", offsetof(tell__limits, field_bytes), TELL__FIELD_BYTES_MAX,
     TELL__RECORD_BYTES_MAX},
    {"fields", offsetof(tell__limits, fields), TELL__RECORD_FIELDS_MAX, TELL__RECORD_BYTES_MAX},
    /* Observations keep their line in 32 bits. */
    {"records", offsetof(tell__limits, records), INT32_MAX, INT32_MAX},
    {"findings", offsetof(tell__limits, findings), 10000, INT32_MAX},
};

enum { KNOWN_COUNT = sizeof known / sizeof *known };

static int64_t *member(tell__limits *limits, const known_limit *one) {
  return (int64_t *)(void *)((char *)limits + one->member);
}

tell__limits tell__limits_default(void) {
  tell__limits limits;
  for (int i = 0; i < KNOWN_COUNT; i++)
    *member(&limits, &known[i]) = known[i].usual;
  return limits;
}

int64_t *tell__limits_find(tell__limits *limits, const char *name, int64_t *most) {
  for (int i = 0; i < KNOWN_COUNT; i++)
    if (strcmp(known[i].name, name) == 0) {
      if (most != NULL)
        *most = known[i].most;
      return member(limits, &known[i]);
    }
  return NULL;
}
