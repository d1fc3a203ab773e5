/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a file: where its header is, and which layout reads what stands below it. */
#ifndef TELL_INGEST_HEAD_H
#define TELL_INGEST_HEAD_H

#include "ingest/reading/supply.h"

/** How many records may stand before the header, with itself. */
enum { TELL__HEAD_RECORDS = 30 };

/** Start with zeroes, free with tell__head_free(), also after a failure. */
typedef struct tell__head {
  tell__header header;
  const tell__layout *layout; /* NULL: no layout knows it; the header is the first record then */
  int64_t passed;             /* records that stand above the header */
} tell__head;

void tell__head_free(tell__head *head);

/**
 * Finds the header: the first of the first records that the layout knows, or
 * any layout when the caller demands none. When none is known, and for a
 * demanded layout that knows none, it is the first record.
 * Marks in the supply what is no data.
 * @return #TELL_OK, statuses of tell__supply_hold(); #TELL_E_LAYOUT for a file without a record;
 *         statuses of tell__header_make() when the first record is broken and no header follows.
 */
tell_status tell__head_find(tell__head *head, tell__supply *supply, const tell_ingest *ingest,
                            tell_error *err);

#endif
