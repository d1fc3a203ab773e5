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

/** English: point as decimal mark, the hard space between thousands kept. */
static void to_english(char *text) {
  for (; *text != '\0'; text++)
    if (*text == ',')
      *text = '.';
}

void html_number(FILE *out, const report_model *model, double value, int64_t decimals) {
  char text[TELL_NUMBER_SIZE];
  if (tell_number_write(value, (int32_t)decimals, 0, TELL_NUMBER_NORWEGIAN, text, sizeof text,
                        NULL) != TELL_OK)
    return;
  if (model->language == TELL_LANGUAGE_EN)
    to_english(text);
  fputs(text, out);
}

static void none(FILE *out, const char *text) {
  fputs("<span class=\"none\">", out);
  html_text(out, text);
  fputs("</span>", out);
}

/** "(48,1–49,9)". The interval of a published 50 is not a whole number. */
static void interval(FILE *out, const report_model *model, int64_t row, int64_t decimals) {
  double lo = 0, hi = 0;
  int64_t finer = decimals > 0 ? decimals : 1;
  if (report_real(model->indicators, row, "lo", &lo) != TELL_STATE_PRESENT ||
      report_real(model->indicators, row, "hi", &hi) != TELL_STATE_PRESENT) {
    if (report_state(model->indicators, row, "lo") == TELL_STATE_HIDDEN) {
      fputc(' ', out);
      none(out, html_word(model, "interval_hidden"));
    }
    return;
  }
  fputs(" <span class=\"interval\">(", out);
  html_number(out, model, lo, finer);
  fputs("–", out);
  html_number(out, model, hi, finer);
  fputs(")</span>", out);
}

void html_value(FILE *out, const report_model *model, int64_t row) {
  double value = 0;
  int64_t decimals = report_whole(model->indicators, row, "decimals", 0);
  if (row < 0) {
    none(out, html_word(model, "no_row"));
    return;
  }
  if (report_real(model->indicators, row, "value", &value) != TELL_STATE_PRESENT) {
    none(out, report_why(model, row));
    return;
  }
  fputs("<b>", out);
  html_number(out, model, value, decimals);
  fputs("</b>", out);
  interval(out, model, row, decimals);
}

/** "grade.11" where the catalogue has a name for that grade, else its template "grade" filled. */
void html_grade(FILE *out, const report_model *model, int64_t grade) {
  static const char slot[] = "{grade}";
  char key[32];
  const char *text = NULL, *at = NULL;
  snprintf(key, sizeof key, "grade.%lld", (long long)grade);
  text = tell_catalogue_text(model->catalogue, key, model->language);
  if (text != NULL) {
    html_text(out, text);
    return;
  }
  text = report_word(model, "", "grade");
  at = strstr(text, slot);
  for (; *text != '\0' && text != at; text++)
    fputc(*text, out);
  fprintf(out, "%lld", (long long)grade);
  if (at != NULL)
    html_text(out, at + sizeof slot - 1);
}

void html_series(FILE *out, const report_model *model, const report_series *series) {
  html_text(out, series->name);
  if (series->grade != 0) {
    fputs(", ", out);
    html_grade(out, model, series->grade);
  }
  if (series->category[0] != '\0') {
    fputs(", ", out);
    html_text(out, report_word(model, "dimension.", series->dimension));
    fputc(' ', out);
    html_text(out, series->category);
  }
}

void html_unit(FILE *out, const report_model *model, const report_unit *unit,
               const report_unit *other) {
  html_text(out, unit->name);
  if (other->code == NULL || unit == other || strcmp(unit->name, other->name) != 0)
    return;
  fputs(" (", out);
  html_text(out, report_word(model, "level.", unit->level));
  fputc(')', out);
}

void html_scroll(FILE *out, const char *label) {
  fputs("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"", out);
  html_text(out, label);
  fputs("\">", out);
}

void html_children(FILE *out, const report_model *model, int64_t row) {
  int64_t visible = report_whole(model->indicators, row, "children_visible", -1);
  int64_t children = report_whole(model->indicators, row, "children", -1);
  if (visible < 0 || visible == children)
    return;
  fprintf(out, "<span class=\"n\">%lld %s %lld %s</span>", (long long)visible,
          html_word(model, "of"), (long long)children, html_word(model, "schools"));
}

const char *html_year(int64_t period, char *buffer) {
  snprintf(buffer, 16, "%04d-%02d", (int)(period % 10000), (int)((period + 1) % 100));
  return buffer;
}

const char *html_word(const report_model *model, const char *key) {
  return report_word(model, "report.", key);
}
