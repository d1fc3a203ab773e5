/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published means on a scale that its publisher corrected afterwards, as rows of a source of their
 * own. */
#ifndef TELL_INDICATORS_RESCALED_H
#define TELL_INDICATORS_RESCALED_H

#include "indicators/rows.h"

/**
 * Adds a corrected row for every published row of a municipality, a county or
 * the nation whose test, grade and school year the catalogue has a correction
 * for (rescalings.csv). Where several sources give one figure, that of the first
 * priority is corrected. Needs the rows of the observations only.
 * @return TELL_OK, TELL_E_MEMORY.
 */
tell_status tell__rescale(const tell__dataset_view *view, tell__rows *rows, tell_error *err);

#endif
