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

/** A table cell's content: value and interval, or the state in words. Row -1 = no row. */
void html_value(FILE *out, const report_model *model, int64_t row);

/** "5. trinn", "Vg1", or "" for all grades. `buffer` holds 64 bytes. */
const char *html_grade(const report_model *model, int64_t grade, char *buffer);

/** Name, grade and category of a series, as a heading. */
void html_series(FILE *out, const report_model *model, const report_series *series);

/** The school year of a first year: 2022 → "2022-23". `buffer` holds 16 bytes. */
const char *html_year(int64_t period, char *buffer);

/** A fixed text of the report in its language (words.c). */
const char *html_word(const report_model *model, const char *key);

#endif
