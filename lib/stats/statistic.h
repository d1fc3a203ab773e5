/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Filling the public result object: an estimate and further numbers by name.
 * Every public statistic begins with tell__statistic_begin().
 */
#ifndef TELL_STATS_STATISTIC_H
#define TELL_STATS_STATISTIC_H

#include "base/error.h"
#include "stats/stats.h"
#include "telling/stats.h"

/** Empties `out` and the error object; #TELL_E_ARGUMENT when `out` is NULL. */
tell_status tell__statistic_begin(tell_statistic *out, tell_error *err);

/** Puts an estimate in; also one without value, whose state then stands alone. */
void tell__statistic_set(tell_statistic *out, const tell__estimate *estimate);

/** Adds a further number. `name` is constant text; there is room for TELL__STATISTIC_NUMBERS. */
void tell__statistic_add(tell_statistic *out, const char *name, double value);

/* The most further numbers that any statistic gives. */
#define TELL__STATISTIC_NUMBERS 24

#endif
