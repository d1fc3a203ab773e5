/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which delimiter a text uses, found from its first lines. */
#ifndef TELL_CSV_DIALECT_H
#define TELL_CSV_DIALECT_H

#include <stddef.h>
#include <stdint.h>

typedef struct tell__dialect {
  char delimiter;   /* '|', TAB, ';' or ','; what a "sep=" line says; 0 for a text of one column */
  int has_sep_line; /* the text begins with a line such as "sep=;", which is no record */
  size_t start;     /* where the records begin */
  int64_t first_line; /* the number of the physical line there */
} tell__dialect;

/** Finds the delimiter of a text; never fails. */
void tell__dialect_detect(const char *text, size_t length, tell__dialect *out);

/** The name of a delimiter for a message: "semicolon", "comma", "tab", "pipe", "space", "none",
 * "other". */
const char *tell__delimiter_name(char delimiter);

#endif
