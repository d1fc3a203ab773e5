/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the page, in the order they stand in it; each writes HTML. */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include <stdio.h>

#include "model.h"

/** What the person who runs the report says about it. */
typedef struct report_options {
  const char *date; /* printed when given; there is no clock in the report */
} report_options;

/** The whole document. Returns 0 when writing failed. */
int report_page(FILE *out, const report_model *model, const report_options *options);

/** Title, place, years, policy, and the way to the parts. */
void report_head(FILE *out, const report_model *model, const report_options *options);

/** The summary in words. Like the other parts it returns 0 when a sentence cannot be said: the
 * model's error object says why. */
int report_summary(FILE *out, const report_model *model);

/** The municipality against county and nation, by goal of the plan. */
int report_municipality(FILE *out, const report_model *model);

/** Areas and schools, each with its small multiples. */
int report_members(FILE *out, const report_model *model);

/** What is not shown, and why. */
void report_not_shown(FILE *out, const report_model *model);

/** Sources, methods, versions. */
void report_footer(FILE *out, const report_model *model, const report_options *options);

/** The style sheet (no script, no outside resource). */
extern const char report_style[];

#endif
