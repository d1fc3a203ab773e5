/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the trends were judged, in words: together with which others, how adjusted, at which level.
 */
#ifndef REPORT_JUDGING_H
#define REPORT_JUDGING_H

#include <stdio.h>

#include "model.h"

/** For the summary: how many of the municipality's trends were judged together, and what chance
 * does among them. Nothing where there is one at most. */
void report_say_together(FILE *out, const report_model *model);

/** For the schools in the summary: with which others their trends were judged. */
void report_say_judged_with(FILE *out, const report_model *model);

/** For the methods: when a trend is called clear. The release must have a trend. */
void report_say_clear(FILE *out, const report_model *model);

#endif
