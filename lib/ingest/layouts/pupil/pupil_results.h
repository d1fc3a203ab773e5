/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the sums of groups of pupils to observations, as the publisher would give them. */
#ifndef TELL_INGEST_PUPIL_RESULTS_H
#define TELL_INGEST_PUPIL_RESULTS_H

#include "ingest/layouts/pupil/pupil_work.h"

/**
 * Adds the units and the observations of a file: of every group of school,
 * school year and grade one for girls and boys each, where stated, and one for
 * all pupils. For tell__layout: `plan` begins with a tell__pupil_frame.
 */
void tell__pupil_results_finish(tell__reading *reading, const void *plan, void *work);

#endif
