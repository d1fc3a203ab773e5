/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The certificate of a release: one row per hidden cell, without its number. */
#ifndef TELL_DISCLOSURE_CERTIFICATE_H
#define TELL_DISCLOSURE_CERTIFICATE_H

#include "disclosure/facts.h"

/** Makes an empty certificate (TELL_RELEASE_HIDDEN). */
tell_status tell__certificate_create(tell_table **out, tell_error *err);

/** What a hidden cell belongs to. */
typedef struct tell__hidden_cell {
  const char *table;        /* "indicators", "trends" */
  const char *year_column;  /* column that says the school year or years */
  const tell_table *source; /* the sealed table */
  int64_t row;
  const char *column;
  tell__reason reason;
} tell__hidden_cell;

tell_status tell__certificate_add(tell_table *certificate, const tell__hidden_cell *cell,
                                  tell_error *err);

#endif
