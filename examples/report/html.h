/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing HTML: text escaped, numbers in the report's language, ids. */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include <stdio.h>

#include "model.h"

/** Text with & < > " escaped; control characters are left out. */
void html_text(FILE *out, const char *text);

/** A number as people of the language write it. */
void html_number(FILE *out, const report_model *model, double value, int64_t decimals);

/** A table cell's content: value and interval, or the state in words; a hidden interval says why.
 * Row -1 = no row. */
void html_value(FILE *out, const report_model *model, int64_t row);

/** The grade in words; "" for all grades. */
void html_grade(FILE *out, const report_model *model, int64_t grade);

/** The name of a unit; with its level where the other unit has the same name. */
void html_unit(FILE *out, const report_model *model, const report_unit *unit,
               const report_unit *other);

/** Opens a box that scrolls sideways when it is too wide: a named region that the keyboard reaches.
 */
void html_scroll(FILE *out, const char *label);

/** "4 of 6 schools" behind a computed value, where the source does not say what they cover. */
void html_children(FILE *out, const report_model *model, int64_t row);

/** Name, grade and category of a series, as a heading. */
void html_series(FILE *out, const report_model *model, const report_series *series);

/** The school year of a first year: 2022 → "2022-23". `buffer` holds 16 bytes. */
const char *html_year(int64_t period, char *buffer);

/** A text of the report itself, in its language: "report.<key>" in the catalogue. */
const char *html_word(const report_model *model, const char *key);

#endif
