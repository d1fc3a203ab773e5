/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was made from hidden cells is hidden too: within rows, between rows, in trends. */
#ifndef TELL_DISCLOSURE_DERIVE_H
#define TELL_DISCLOSURE_DERIVE_H

#include "disclosure/facts.h"

/** Hides what was derived from the rows that the rules hid. Call once, after tell__rules_apply().
 */
tell_status tell__derive_cells(tell__facts *facts, tell_error *err);

/**
 * Decides for every trend whether it is hidden: any year that it used has a
 * hidden figure or interval, or a year cannot be found.
 * @param facts of the indicators that the trends were made from.
 * @param hidden receives 0 or 1 per row of `trends`; freed with tell__free().
 */
tell_status tell__derive_trends(const tell_catalogue *catalogue, const char *policy,
                                const tell__facts *facts, const tell_table *trends,
                                uint8_t **hidden, tell_error *err);

#endif
