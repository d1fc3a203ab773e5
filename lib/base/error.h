/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Filling the caller's error object. Every public function that takes one
 * begins with tell__error_clear(); a function that fails fills it once, at the
 * place that knows most, and everything above passes the status on.
 */
#ifndef TELL_BASE_ERROR_H
#define TELL_BASE_ERROR_H

#include "telling/base.h"

/** Where in an input something was found; all parts optional (NULL, 0). */
typedef struct tell__position {
  const char *source; /* path or name of the input */
  int64_t line;       /* physical line from 1 */
  int64_t column;     /* character in the line from 1 */
  const char *field;  /* header of the column */
} tell__position;

/** Forgets what the error object holds; NULL is allowed. */
void tell__error_clear(tell_error *err);

/**
 * Fills the error object (NULL allowed) and returns `status`, so that a
 * caller can write `return tell__fail(err, TELL_E_ARGUMENT, "...")`.
 * The message is copied; it must not hold a value from the data.
 */
tell_status tell__fail(tell_error *err, tell_status status, const char *message);

/** As tell__fail(), with a place. `position` may be NULL. */
tell_status tell__fail_at(tell_error *err, tell_status status, const tell__position *position,
                          const char *message);

/** Fills the error object for a failed allocation and returns #TELL_E_MEMORY. */
tell_status tell__fail_memory(tell_error *err);

/** Copies what `from` holds into `to`; both may be NULL. */
void tell__error_copy(tell_error *to, const tell_error *from);

#endif
