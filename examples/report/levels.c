/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A distribution (mastery levels) as one card: a stacked bar for each unit in the latest year, and
 * a table of all years. */
#include "levels.h"

#include <string.h>

#include "html.h"

/* In units of the drawing: where the bars begin, and the width of one per cent. */
static const double LEFT = 92, BAR = 3.2;

int levels_same(const report_series *a, const report_series *b) {
  return strcmp(a->indicator, b->indicator) == 0 && a->grade == b->grade &&
         strcmp(a->dimension, b->dimension) == 0;
}

/** The latest year in which the unit has a number for any of the members; 0 when none. */
static int64_t latest_year(const report_model *model, const report_unit *unit, size_t first,
                           size_t count) {
  for (int64_t period = model->last_period; period >= model->first_period; period--) {
    for (size_t i = first; i < first + count; i++) {
      int64_t row = report_row(model, unit, &model->series[i], period);
      if (row >= 0 && report_state(model->indicators, row, "value") == TELL_STATE_PRESENT) {
        return period;
      }
    }
  }
  return 0;
}

static void draw_part(FILE *out, const report_model *model, double from, double share, double y,
                      size_t place, const report_series *series) {
  const double scale = BAR;
  fprintf(out, "<rect class=\"b%zu\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"22\"/>", place,
          LEFT + from * scale, y, share * scale);
  if (share < 5)
    return;
  fprintf(out, "<text class=\"on b%zut\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">", place,
          LEFT + (from + share / 2) * scale, y + 15);
  html_number(out, model, share, series->decimals);
  fputs("</text>", out);
}

/** One bar; the members in their order, what has no number left open. */
static void draw_bar(FILE *out, const report_model *model, const report_unit *unit, double y,
                     size_t first, size_t count) {
  int64_t period = latest_year(model, unit, first, count);
  double from = 0;
  char year[16];
  fprintf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">", LEFT - 6, y + 15);
  html_text(out, unit->name);
  fputs("</text>", out);
  if (period == 0)
    return;
  for (size_t i = 0; i < count; i++) {
    double share = 0;
    int64_t row = report_row(model, unit, &model->series[first + i], period);
    if (report_real(model->indicators, row, "value", &share) != TELL_STATE_PRESENT)
      continue;
    draw_part(out, model, from, share, y, i, &model->series[first + i]);
    from += share;
  }
  fprintf(out, "<text x=\"%.1f\" y=\"%.1f\">", LEFT + 6 + from * BAR, y + 15);
  html_text(out, html_year(period, year));
  fputs("</text>", out);
}

static void heading(FILE *out, const report_model *model, size_t first) {
  report_series whole = model->series[first];
  whole.category = "";
  html_series(out, model, &whole);
}

static void bars(FILE *out, const report_model *model, const chart_line *lines, size_t line_count,
                 size_t first, size_t count) {
  char year[16];
  fprintf(out,
          "<svg class=\"bars\" viewBox=\"0 0 480 %zu\" role=\"img\" "
          "aria-labelledby=\"tl%zu dl%zu\"><title id=\"tl%zu\">",
          line_count * 30 + 8, first, first, first);
  heading(out, model, first);
  fprintf(out, "</title><desc id=\"dl%zu\">", first);
  for (size_t i = 0; i < line_count; i++) {
    int64_t period = latest_year(model, lines[i].unit, first, count);
    html_text(out, lines[i].unit->name);
    if (period != 0)
      fprintf(out, " %s", html_year(period, year));
    for (size_t k = 0; k < count && period != 0; k++) {
      double share = 0;
      int64_t row = report_row(model, lines[i].unit, &model->series[first + k], period);
      fputs(k == 0 ? ": " : ", ", out);
      html_text(out, report_word(model, "dimension.", model->series[first].dimension));
      fputc(' ', out);
      html_text(out, model->series[first + k].category);
      fputc(' ', out);
      if (report_real(model->indicators, row, "value", &share) == TELL_STATE_PRESENT) {
        html_number(out, model, share, model->series[first].decimals);
      } else {
        html_text(out, row < 0 ? html_word(model, "no_row") : report_why(model, row));
      }
    }
    fputs(". ", out);
  }
  fputs("</desc>", out);
  for (size_t i = 0; i < line_count; i++) {
    draw_bar(out, model, lines[i].unit, 4 + 30 * (double)i, first, count);
  }
  fputs("</svg>\n", out);
}

static void table_row(FILE *out, const report_model *model, const report_unit *unit, int64_t period,
                      size_t first, size_t count) {
  char year[16];
  int64_t n = -1;
  fputs("<tr><th scope=\"row\">", out);
  html_text(out, unit->name);
  fprintf(out, "<span class=\"n\">%s</span></th>", html_year(period, year));
  for (size_t i = 0; i < count; i++) {
    int64_t row = report_row(model, unit, &model->series[first + i], period);
    if (n < 0)
      n = report_whole(model->indicators, row, "n", -1);
    fputs("<td>", out);
    html_value(out, model, row);
    fputs("</td>", out);
  }
  fputs("<td>", out);
  if (n >= 0)
    html_number(out, model, (double)n, 0);
  fputs("</td></tr>\n", out);
}

static void table(FILE *out, const report_model *model, const chart_line *lines, size_t line_count,
                  size_t first, size_t count) {
  html_scroll(out, model->series[first].name);
  fputs("<table><caption>", out);
  heading(out, model, first);
  fputs(" (", out);
  html_text(out, model->series[first].unit);
  fprintf(out, ")</caption><thead><tr><th scope=\"col\">%s</th>", html_word(model, "unit"));
  for (size_t i = 0; i < count; i++) {
    fprintf(out, "<th scope=\"col\"><span class=\"swatch b%zu\"></span> ", i);
    html_text(out, report_word(model, "dimension.", model->series[first].dimension));
    fputc(' ', out);
    html_text(out, model->series[first + i].category);
    fputs("</th>", out);
  }
  fputs("<th scope=\"col\">n</th></tr></thead><tbody>\n", out);
  for (size_t i = 0; i < line_count; i++) {
    int64_t latest = latest_year(model, lines[i].unit, first, count);
    /* Every year of the municipality; of what it is seen against, the latest. */
    int64_t from = i == 0 ? model->first_period : latest;
    int64_t to = i == 0 ? model->last_period : latest;
    if (latest == 0)
      continue;
    for (int64_t period = from; period <= to; period++) {
      table_row(out, model, lines[i].unit, period, first, count);
    }
  }
  fputs("</tbody></table></div>\n", out);
}

void levels_card(FILE *out, const report_model *model, const chart_line *lines, size_t line_count,
                 size_t first, size_t count) {
  fputs("<article class=\"card\"><h4>", out);
  heading(out, model, first);
  fputs("</h4>\n", out);
  bars(out, model, lines, line_count, first, count);
  table(out, model, lines, line_count, first, count);
  fputs("</article>\n", out);
}
