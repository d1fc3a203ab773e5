/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing HTML: text escaped, numbers in the report's language. */
#include "html.h"

#include <string.h>

void html_text(FILE *out, const char *text) {
  for (const char *at = text; *at != '\0'; at++) {
    unsigned char byte = (unsigned char)*at;
    if (byte == '&') {
      fputs("&amp;", out);
    } else if (byte == '<') {
      fputs("&lt;", out);
    } else if (byte == '>') {
      fputs("&gt;", out);
    } else if (byte == '"') {
      fputs("&quot;", out);
    } else if (byte >= 0x20 && byte != 0x7f) {
      fputc(byte, out);
    }
  }
}

void html_number(FILE *out, const report_model *model, double value, int64_t decimals) {
  char text[TELL_NUMBER_SIZE];
  tell_number_style style =
      model->language == TELL_LANGUAGE_EN ? TELL_NUMBER_POINT : TELL_NUMBER_NORWEGIAN;
  if (tell_number_write(value, (int32_t)decimals, 0, style, text, sizeof text, NULL) == TELL_OK) {
    fputs(text, out);
  }
}

void html_value(FILE *out, const report_model *model, int64_t row) {
  double value = 0, lo = 0, hi = 0;
  int64_t decimals = 0;
  if (row < 0) {
    fputs("<span class=\"none\">", out);
    html_text(out, html_word(model, "no_row"));
    fputs("</span>", out);
    return;
  }
  if (report_real(model->indicators, row, "value", &value) != TELL_STATE_PRESENT) {
    fputs("<span class=\"none\">", out);
    html_text(out, report_why(model, row));
    fputs("</span>", out);
    return;
  }
  decimals = report_whole(model->indicators, row, "decimals", 0);
  fputs("<b>", out);
  html_number(out, model, value, decimals);
  fputs("</b>", out);
  if (report_real(model->indicators, row, "lo", &lo) == TELL_STATE_PRESENT &&
      report_real(model->indicators, row, "hi", &hi) == TELL_STATE_PRESENT) {
    /* The interval of a published 50 is not a whole number. */
    int64_t finer = decimals > 0 ? decimals : 1;
    fputs(" <span class=\"interval\">(", out);
    html_number(out, model, lo, finer);
    fputs("–", out);
    html_number(out, model, hi, finer);
    fputs(")</span>", out);
  }
}

const char *html_grade(const report_model *model, int64_t grade, char *buffer) {
  if (grade == 0)
    return "";
  if (grade > 10) {
    snprintf(buffer, 64, "Vg%d", (int)(grade - 10) % 100);
  } else {
    snprintf(buffer, 64, "%s%d%s", html_word(model, "grade_before"), (int)grade % 100,
             html_word(model, "grade_after"));
  }
  return buffer;
}

void html_series(FILE *out, const report_model *model, const report_series *series) {
  char grade[64];
  const char *text = html_grade(model, series->grade, grade);
  html_text(out, series->name);
  if (text[0] != '\0') {
    fputs(", ", out);
    html_text(out, text);
  }
  if (series->category[0] != '\0') {
    fputs(", ", out);
    html_text(out, report_word(model, "dimension.", series->dimension));
    fputc(' ', out);
    html_text(out, series->category);
  }
}

const char *html_year(int64_t period, char *buffer) {
  snprintf(buffer, 16, "%04d-%02d", (int)(period % 10000), (int)((period + 1) % 100));
  return buffer;
}
