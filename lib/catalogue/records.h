/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From sheets of texts to records, public tables and a checked whole. */
#ifndef TELL_CATALOGUE_RECORDS_H
#define TELL_CATALOGUE_RECORDS_H

#include "catalogue/sheet.h"
#include "catalogue/store.h"

/** A catalogue in the making: all files read, not yet understood. */
typedef struct tell__loading {
  tell_catalogue *catalogue;
  tell__sheet sheets[TELL__FILE_COUNT];
  tell__strings *families; /* that policies.csv names, and "" */
  tell_error *err;
} tell__loading;

/**
 * Makes the records and the public table of a file. A built-in row that refers
 * to something the caller's files took away is left out; a row of the
 * caller's that does is an error.
 */
tell_status tell__records_make(tell__loading *loading, tell__file file);

/** Checks what no single row can show: the plan is a tree, policies and groups are whole. */
tell_status tell__records_check(const tell__loading *loading);

/** Checks that every step of the history of a code is later than the one before. The index must be
 * there. */
tell_status tell__codes_check(const tell__loading *loading);

/** Checks that each derived share fits its distribution; takes built-in rows that do not out of
 * use.
 */
tell_status tell__derived_check(const tell__loading *loading);

#endif
