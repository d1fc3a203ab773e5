/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sealed table and what is hidden of it → a new, open table. The new table has
 * texts of its own, so that nothing of a hidden cell is left in it.
 */
#ifndef TELL_DISCLOSURE_MASKING_H
#define TELL_DISCLOSURE_MASKING_H

#include "disclosure/certificate.h"

/** Why a cell is hidden; TELL__REASON_NONE when it is not. */
typedef tell__reason (*tell__reason_fn)(const void *context, int64_t row, int32_t column);

/** Whether a cell of a hidden part that is missing must not even say that. */
typedef int (*tell__absence_fn)(const void *context, int64_t row, int32_t column);

typedef struct tell__masking {
  const char *table, *year_column; /* for the certificate */
  tell__reason_fn reason;
  tell__absence_fn absence;
  const void *context;
  tell_table *certificate;
} tell__masking;

/** Copies a table whole; `masking` NULL: nothing hidden, and no column `hidden`. */
tell_status tell__masking_copy(const tell_table *source, const tell__masking *masking,
                               tell_table **out, tell_error *err);

#endif
