/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much the pupils behind a released figure differ among themselves. */
#ifndef TELL_ANALYSIS_SPREAD_H
#define TELL_ANALYSIS_SPREAD_H

#include "analysis/figures.h"

/** Whether a row is a share, in per cent. */
int tell__spread_is_share(const tell__figures *figures, int64_t row);

/**
 * The standard deviation of the pupils behind a mean: √n times its standard error without
 * rounding, where the method says that this is what it is made of. 0 when it is not known.
 */
int tell__spread_of_pupils(const tell__figures *figures, int64_t row, double *sd);

/** Whether the standard error of a row is of a spread over all answers to several questions, and
 * so larger than that of the pupils. */
int tell__spread_is_pooled(const tell__figures *figures, int64_t row);

#endif
