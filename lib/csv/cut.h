/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a text may be cut between two records, exactly as a reader sees them.
 *
 * A line with an even number of quotes leaves no quote open, whether libcsv
 * accepts it or not, and so is a record of its own. Only lines with an odd
 * number need libcsv: such a record ends with the next odd line; or it is
 * broken, and then the record after it begins at its second line.
 */
#ifndef TELL_CSV_CUT_H
#define TELL_CSV_CUT_H

#include <stddef.h>

#include "quoted.h"

/** What to cut; start with zeroes and the first two, free with tell__cutter_free(). */
typedef struct tell__cutter {
  char delimiter;
  size_t record_bytes; /* a longer record is broken */
  tell__quoted *quoted;
} tell__cutter;

typedef enum tell__cut {
  TELL__CUT_FOUND = 0,
  TELL__CUT_MORE, /* more of the text must be seen */
  TELL__CUT_NO_MEMORY
} tell__cut;

/**
 * Finds the last place not behind `target` where a record begins, or the first
 * one behind it when there is none but the start.
 * @param text begins with a record.
 * @param is_end 1: nothing follows the text.
 */
tell__cut tell__cut_find(tell__cutter *cutter, const char *text, size_t length, int is_end,
                         size_t target, size_t *cut);

void tell__cutter_free(tell__cutter *cutter);

#endif
