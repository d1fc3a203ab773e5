/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was made from hidden cells is hidden too: within rows, between rows, in trends. */
#ifndef TELL_DISCLOSURE_DERIVE_H
#define TELL_DISCLOSURE_DERIVE_H

#include "disclosure/facts.h"

/** Hides what was derived from the rows that the rules hid. Call once, after tell__rules_apply().
 */
tell_status tell__derive_cells(tell__facts *facts, tell_error *err);

/** What is hidden of a trend. */
typedef struct tell__hidden_trend {
  uint8_t results; /* any year that it used has a hidden figure or interval, or cannot be found */
  uint8_t others;  /* any year of its series has a hidden figure, used or not */
} tell__hidden_trend;

/**
 * Decides for every trend what is hidden of it.
 * @param facts of the indicators that the trends were made from.
 * @param hidden receives one per row of `trends`; freed with tell__free().
 */
tell_status tell__derive_trends(const tell_catalogue *catalogue, const char *policy,
                                const tell__facts *facts, const tell_table *trends,
                                tell__hidden_trend **hidden, tell_error *err);

/** The series with a hidden figure in any year, for tell__derive_is_in(); NULL without memory. */
tell__keymap *tell__derive_hidden_series(const tell__facts *facts);

/** Whether a series is one of those; the period of the key is not looked at. */
int tell__derive_is_in(const tell__keymap *series, int64_t unit, int64_t origin,
                       const tell__group_key *key);

#endif
