/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The strip chart: years along, values up, a mark for each year with its 95 %
 * interval, lines only inside an unbroken stretch, a break drawn and named,
 * and a cross below the axis where there is no number. Shape tells the
 * lines apart as well as colour does.
 */
#include "chart.h"

#include <math.h>
#include <string.h>

#include "html.h"

typedef struct frame {
  double width, height, left, right, top, bottom;
  const report_model *model;
  const report_series *series;
  const report_axis *axis;
  const chart_line *main; /* whom the chart is about */
  int large;
} frame;

static double x_of(const frame *f, int64_t period) {
  int64_t years = f->model->last_period - f->model->first_period;
  double room = f->width - f->left - f->right;
  if (years == 0)
    return f->left + room / 2;
  return f->left + room * (0.06 + 0.88 * (double)(period - f->model->first_period) / (double)years);
}

static double y_of(const frame *f, double value) {
  double room = f->height - f->top - f->bottom;
  return f->top + room * (f->axis->high - value) / (f->axis->high - f->axis->low);
}

/** The break of the catalogue that makes `period` the first of a new stretch; -1 when none. */
static int64_t break_row(const report_model *model, const report_series *series, int64_t period) {
  const tell_table *breaks = tell_catalogue_table(model->catalogue, TELL_CATALOGUE_BREAKS);
  int64_t rows = tell_table_row_count(breaks);
  for (int64_t row = 0; row < rows; row++) {
    if (strcmp(report_text(breaks, row, "indicator"), series->indicator) == 0 &&
        report_whole(breaks, row, "grade", series->grade) == series->grade &&
        report_whole(breaks, row, "period", 0) == period) {
      return row;
    }
  }
  return -1;
}

/** A round step (1, 2 or 5 times a power of ten) that gives three to six lines on the axis. */
static double round_step(double span) {
  static const double factors[] = {1, 2, 5};
  double power = 0.001;
  for (;; power *= 10) {
    for (size_t i = 0; i < sizeof factors / sizeof factors[0]; i++) {
      if (span / (factors[i] * power) <= 5)
        return factors[i] * power;
    }
  }
}

static void draw_values(FILE *out, const frame *f) {
  double low = f->axis->low, high = f->axis->high;
  double step = round_step(high - low);
  int decimals = step < 0.01 ? 3 : step < 0.1 ? 2 : step < 1 ? 1 : 0;
  for (double at = ceil(low / step); at * step <= high; at++) {
    double y = y_of(f, at * step);
    fprintf(out, "<line class=\"g\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>", f->left,
            f->width - f->right, y, y);
    fprintf(out, "<text class=\"a\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">", f->left - 4,
            y + 3);
    html_number(out, f->model, at * step, decimals);
    fputs("</text>", out);
  }
}

static void draw_years(FILE *out, const frame *f) {
  char year[16];
  for (int64_t period = f->model->first_period; period <= f->model->last_period; period++) {
    int edge = period == f->model->first_period || period == f->model->last_period;
    int room = f->model->last_period - f->model->first_period < (f->large ? 8 : 4);
    if (!edge && !room)
      continue;
    fprintf(out, "<text class=\"a\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">", x_of(f, period),
            f->height - 4);
    html_text(out, html_year(period, year) + (f->large ? 0 : 2));
    fputs("</text>", out);
  }
}

static void draw_breaks(FILE *out, const frame *f) {
  for (int64_t period = f->model->first_period; period <= f->model->last_period; period++) {
    double x = 0;
    if (break_row(f->model, f->series, period) < 0)
      continue;
    x = period == f->model->first_period ? f->left : (x_of(f, period) + x_of(f, period - 1)) / 2;
    fprintf(out, "<line class=\"k\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>", x, x,
            f->top - 4, f->height - f->bottom);
    fprintf(out, "<text class=\"a\" x=\"%.1f\" y=\"%.1f\">", x + 3, f->top - 1);
    html_text(out, html_word(f->model, "break"));
    fputs("</text>", out);
  }
}

static void draw_mark(FILE *out, int look, double x, double y) {
  if (look == CHART_UNIT) {
    fprintf(out, "<path class=\"m3\" d=\"M%.1f %.1fl4.4 7.6h-8.8z\"/>", x, y - 4.9);
  } else if (look == CHART_MUNICIPALITY) {
    fprintf(out, "<circle class=\"m0\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.6\"/>", x, y);
  } else if (look == CHART_COUNTY) {
    fprintf(out, "<rect class=\"m1\" x=\"%.1f\" y=\"%.1f\" width=\"6\" height=\"6\"/>", x - 3,
            y - 3);
  } else {
    fprintf(out, "<path class=\"m2\" d=\"M%.1f %.1fl4 4-4 4-4-4z\"/>", x, y - 4);
  }
}

/** Below the axis, so that it is never taken for a zero. */
static void draw_no_number(FILE *out, double x, double y) {
  fprintf(out, "<path class=\"h\" d=\"M%.1f %.1fl5 5m0-5l-5 5\"/>", x - 2.5, y - 2.5);
}

/** The year's mark with its interval; a cross below the axis when there is no number. */
static void draw_point(FILE *out, const frame *f, const chart_line *line, int64_t row,
                       int64_t period, double shift) {
  double value = 0, lo = 0, hi = 0;
  double x = x_of(f, period) + shift;
  if (report_real(f->model->indicators, row, "value", &value) != TELL_STATE_PRESENT) {
    if (line == f->main)
      draw_no_number(out, x, f->height - f->bottom + 4);
    return;
  }
  if (report_real(f->model->indicators, row, "lo", &lo) == TELL_STATE_PRESENT &&
      report_real(f->model->indicators, row, "hi", &hi) == TELL_STATE_PRESENT) {
    fprintf(out, "<line class=\"i%d\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
            line->look, x, x, y_of(f, hi), y_of(f, lo));
  }
  draw_mark(out, line->look, x, y_of(f, value));
}

/** A line from the year before, when both years have a number and no break is between them. */
static void draw_step(FILE *out, const frame *f, const chart_line *line, int64_t row,
                      int64_t period, double shift) {
  double now = 0, then = 0;
  int64_t before = report_row(f->model, line->unit, f->series, period - 1);
  if (before < 0 || break_row(f->model, f->series, period) >= 0)
    return;
  if (report_real(f->model->indicators, row, "value", &now) != TELL_STATE_PRESENT)
    return;
  if (report_real(f->model->indicators, before, "value", &then) != TELL_STATE_PRESENT)
    return;
  fprintf(out, "<line class=\"l%d\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", line->look,
          x_of(f, period - 1) + shift, y_of(f, then), x_of(f, period) + shift, y_of(f, now));
}

static void draw_line(FILE *out, const frame *f, const chart_line *line, double shift) {
  for (int64_t period = f->model->first_period; period <= f->model->last_period; period++) {
    int64_t row = report_row(f->model, line->unit, f->series, period);
    if (row >= 0)
      draw_step(out, f, line, row, period, shift);
  }
  for (int64_t period = f->model->first_period; period <= f->model->last_period; period++) {
    int64_t row = report_row(f->model, line->unit, f->series, period);
    if (row >= 0)
      draw_point(out, f, line, row, period, shift);
  }
}

/** "50 (49,3–50,7)", or why there is none. */
static void describe_value(FILE *out, const report_model *model, int64_t row) {
  double value = 0, lo = 0, hi = 0;
  int64_t decimals = report_whole(model->indicators, row, "decimals", 0);
  if (report_real(model->indicators, row, "value", &value) != TELL_STATE_PRESENT) {
    html_text(out, report_why(model, row));
    return;
  }
  html_number(out, model, value, decimals);
  if (report_real(model->indicators, row, "lo", &lo) != TELL_STATE_PRESENT ||
      report_real(model->indicators, row, "hi", &hi) != TELL_STATE_PRESENT)
    return;
  fputs(" (", out);
  html_number(out, model, lo, decimals > 0 ? decimals : 1);
  fputs("–", out);
  html_number(out, model, hi, decimals > 0 ? decimals : 1);
  fputc(')', out);
}

/** The description: every year's value or state in words, for those who do not see the chart. */
static void describe(FILE *out, const frame *f, const chart_line *lines, size_t count) {
  char year[16];
  for (size_t i = 0; i < count; i++) {
    const char *between = ": ";
    html_unit(out, f->model, lines[i].unit, lines[i == 0 ? count - 1 : 0].unit);
    for (int64_t period = f->model->first_period; period <= f->model->last_period; period++) {
      int64_t row = report_row(f->model, lines[i].unit, f->series, period);
      if (row < 0)
        continue;
      if (break_row(f->model, f->series, period) >= 0 && period != f->model->first_period) {
        fprintf(out, "%s%s", between, html_word(f->model, "break"));
        between = ", ";
      }
      fprintf(out, "%s%s ", between, html_year(period, year));
      between = ", ";
      describe_value(out, f->model, row);
    }
    fputs(". ", out);
  }
}

void chart_strip(FILE *out, const report_model *model, const report_series *series,
                 const chart_line *lines, size_t count, const char *id, int large) {
  frame f = {.width = large ? 420 : 240,
             .height = large ? 190 : 130,
             .left = 38,
             .right = 8,
             .top = 16,
             .bottom = 26,
             .model = model,
             .series = series,
             .main = lines,
             .axis = large ? &series->whole : &series->members,
             .large = large};
  fprintf(out,
          "<svg class=\"%s\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" "
          "aria-labelledby=\"t%s d%s\"><title id=\"t%s\">",
          large ? "large" : "small", f.width, f.height, id, id, id);
  html_series(out, model, series);
  fprintf(out, "</title><desc id=\"d%s\">", id);
  describe(out, &f, lines, count);
  fputs("</desc>", out);
  draw_values(out, &f);
  draw_years(out, &f);
  draw_breaks(out, &f);
  for (size_t i = count; i-- > 0;) {
    /* Side by side, so that overlapping intervals can be told apart. */
    double shift = large ? (double)i * 7 - (double)(count - 1) * 3.5 : 0;
    draw_line(out, &f, &lines[i], shift);
  }
  fputs("</svg>\n", out);
}

static void legend_mark(FILE *out, int look) {
  fputs("<span class=\"key\"><svg viewBox=\"0 0 16 12\" aria-hidden=\"true\">", out);
  if (look >= 0)
    draw_mark(out, look, 8, 6);
  else
    draw_no_number(out, 8, 6);
  fputs("</svg> ", out);
}

static void legend_item(FILE *out, int look, const char *text) {
  legend_mark(out, look);
  html_text(out, text);
  fputs("</span>\n", out);
}

static void legend_unit(FILE *out, const report_model *model, int look, const report_unit *unit,
                        const report_unit *other) {
  if (unit->code == NULL)
    return;
  legend_mark(out, look);
  html_unit(out, model, unit, other);
  fputs("</span>\n", out);
}

void chart_legend(FILE *out, const report_model *model, int large) {
  fputs("<p class=\"legend\">", out);
  if (!large)
    legend_item(out, CHART_UNIT, html_word(model, "the_unit"));
  legend_unit(out, model, CHART_MUNICIPALITY, &model->municipality, &model->county);
  if (large) {
    legend_unit(out, model, CHART_COUNTY, &model->county, &model->municipality);
    legend_unit(out, model, CHART_NATION, &model->nation, &model->county);
  }
  legend_item(out, -1, html_word(model, "legend_state"));
  html_text(out, html_word(model, "legend_interval"));
  fputs("</p>\n", out);
}
