/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of columns with parts that vary: "{period}.{indicator}.Skalapoeng". */
#ifndef TELL_INGEST_MAPPING_PATTERN_H
#define TELL_INGEST_MAPPING_PATTERN_H

#include <stddef.h>
#include <stdint.h>

enum { TELL__CAPTURES_MAX = 8 };

/** A piece of a text. */
typedef struct tell__piece {
  const char *text;
  size_t length;
} tell__piece;

/** The pattern in two spellings: as written, and in the form for comparing names. */
typedef struct tell__spelling {
  char *bytes;
  tell__piece literals[TELL__CAPTURES_MAX + 1]; /* before, between and behind the captures */
} tell__spelling;

typedef struct tell__pattern {
  tell__spelling written, key;
  char *names[TELL__CAPTURES_MAX]; /* of the captures */
  int32_t count;                   /* of the captures */
  size_t weight;                   /* how much of a name it fixes; the heavier pattern wins */
} tell__pattern;

typedef enum tell__pattern_result {
  TELL__PATTERN_OK = 0,
  TELL__PATTERN_BROKEN, /* a brace without its other one, no name in braces, nothing between two
                           captures, one capture twice, or too many */
  TELL__PATTERN_NO_MEMORY
} tell__pattern_result;

/** Reads a pattern; free it with tell__pattern_free(), also after a failure. */
tell__pattern_result tell__pattern_read(const char *text, tell__pattern **out);

void tell__pattern_free(tell__pattern *pattern);

/**
 * Lays the pattern over the name of a column: 1 and the captured pieces (of
 * `name`, or of `key` where only the compared forms fit), or 0. A capture holds
 * at least one character and as little as possible.
 * @param name as written, without blanks around it; @param key its form for comparing names.
 */
int tell__pattern_match(const tell__pattern *pattern, const char *name, const char *key,
                        tell__piece captures[TELL__CAPTURES_MAX]);

/** The index of a capture, -1 when there is none of that name. */
int32_t tell__pattern_capture(const tell__pattern *pattern, const char *name);

#endif
