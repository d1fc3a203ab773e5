/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the plans of the pupil layouts have in common: columns, source, and the unit of a file that
 * names none. */
#ifndef TELL_INGEST_PUPIL_FRAME_H
#define TELL_INGEST_PUPIL_FRAME_H

#include "ingest/layouts/pupil/pupil_work.h"

/** Whether a header has a school year and the columns of all these roles (bits 1 << role). */
int tell__pupil_frame_fits(const tell__header *header, unsigned roles);

/**
 * Fills the frame of a plan.
 * @param roles bit 1 << role for each role that the layout has beside those of every layout.
 * @param needed those of them that a file must have.
 * @param is_used as long as the header; receives 1 for every column that is known.
 * @return #TELL_OK, or #TELL_E_LAYOUT: a column is missing, or there is neither a column of schools
 *         nor a unit that the caller named.
 */
tell_status tell__pupil_frame_begin(tell__reading *reading, unsigned roles, unsigned needed,
                                    tell__pupil_frame *frame, uint8_t *is_used, tell_error *err);

/** Ends the filling, when all measures are there: an indicator that the catalogue (grades.csv) has
 * for all grades together only is summed up over the grades. */
void tell__pupil_frame_end(tell__pupil_frame *frame, const tell_catalogue *catalogue);

/** Frees what the frame holds, not the frame. */
void tell__pupil_frame_free(tell__pupil_frame *frame);

#endif
