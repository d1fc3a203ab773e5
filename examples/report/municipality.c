/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The municipality against county and nation: chart, sentences and table for each series, by goal
 * of the plan. */
#include <string.h>

#include "chart.h"
#include "html.h"
#include "levels.h"
#include "page.h"
#include "verdict.h"

/** The units that a municipality's chart shows. */
static size_t lines_of(const report_model *model, chart_line *lines) {
  size_t count = 0;
  lines[count++] = (chart_line){&model->municipality, CHART_MUNICIPALITY};
  if (model->county.code != NULL)
    lines[count++] = (chart_line){&model->county, CHART_COUNTY};
  if (model->nation.code != NULL)
    lines[count++] = (chart_line){&model->nation, CHART_NATION};
  return count;
}

/** One cell: value and interval, participants, and for a computed one what it covers. */
static void cell(FILE *out, const report_model *model, const report_series *series, int64_t row,
                 int computed) {
  int64_t n = report_whole(model->indicators, row, "n", -1);
  double coverage = 0;
  fputs("<td>", out);
  html_value(out, model, row);
  if (n >= 0 && !series->is_total) {
    fputs("<span class=\"n\">n = ", out);
    html_number(out, model, (double)n, 0);
    fputs("</span>", out);
  }
  if (computed &&
      report_real(model->indicators, row, "coverage", &coverage) == TELL_STATE_PRESENT) {
    fprintf(out, "<span class=\"n\">%s ", html_word(model, "coverage"));
    html_number(out, model, coverage * 100, 0);
    fputs(" %</span>", out);
  } else if (computed) {
    html_children(out, model, row);
  }
  fputs("</td>", out);
}

/** Whether there is a computed value beside the published one in any year. */
static int has_computed(const report_model *model, const report_series *series) {
  for (int64_t period = model->first_period; period <= model->last_period; period++) {
    report_cell cell = report_cell_of(model, &model->municipality, series, period);
    if (cell.computed >= 0 && cell.shown != cell.computed &&
        report_state(model->indicators, cell.computed, "value") == TELL_STATE_PRESENT) {
      return 1;
    }
  }
  return 0;
}

/** A line for each year: the latest stays in view on a phone. */
static void table(FILE *out, const report_model *model, const report_series *series,
                  const chart_line *lines, size_t count) {
  char year[16];
  int computed = has_computed(model, series);
  html_scroll(out, series->name);
  fputs("<table><caption>", out);
  html_series(out, model, series);
  if (!series->is_total) {
    fputs(" (", out);
    html_text(out, series->unit);
    fputc(')', out);
  }
  fprintf(out, "</caption><thead><tr><th scope=\"col\">%s</th>", html_word(model, "year"));
  for (size_t i = 0; i < count; i++) {
    fputs("<th scope=\"col\">", out);
    html_unit(out, model, lines[i].unit, lines[i == 0 && count > 1].unit);
    fputs("</th>", out);
  }
  if (computed) {
    fputs("<th scope=\"col\" class=\"wrap\">", out);
    html_text(out, model->municipality.name);
    fprintf(out, "<span class=\"n\">%s</span></th>", html_word(model, "computed"));
  }
  fputs("</tr></thead><tbody>\n", out);
  for (int64_t period = model->first_period; period <= model->last_period; period++) {
    fprintf(out, "<tr><th scope=\"row\">%s</th>", html_year(period, year));
    for (size_t i = 0; i < count; i++) {
      cell(out, model, series, report_row(model, lines[i].unit, series, period), 0);
    }
    if (computed) {
      cell(out, model, series, report_cell_of(model, &model->municipality, series, period).computed,
           1);
    }
    fputs("</tr>\n", out);
  }
  fputs("</tbody></table></div>\n", out);
}

static void notes(FILE *out, const report_model *model, const report_series *series) {
  static const char *const texts[] = {"", "text_nb", "text_nn", "text_en"};
  const tell_table *breaks = tell_catalogue_table(model->catalogue, TELL_CATALOGUE_BREAKS);
  int64_t rows = tell_table_row_count(breaks);
  for (int64_t row = 0; row < rows; row++) {
    int64_t period = report_whole(breaks, row, "period", 0);
    if (strcmp(report_text(breaks, row, "indicator"), series->indicator) != 0)
      continue;
    if (report_whole(breaks, row, "grade", series->grade) != series->grade)
      continue;
    if (period < model->first_period || period > model->last_period)
      continue;
    fprintf(out, "<p class=\"note\">%s ", html_word(model, "break_note"));
    html_text(out, report_text(breaks, row, texts[model->language]));
    fputs("</p>\n", out);
  }
}

/** The years that a change over time does without, because too few took part. */
static void left_out(FILE *out, const report_model *model, const report_series *series) {
  int64_t trend = report_trend(model, &model->municipality, series);
  const char *used = report_text(model->trends, trend, "years");
  const char *between = "";
  if (report_whole(model->trends, trend, "points_left_out", 0) == 0)
    return;
  fprintf(out, "<p class=\"note\">%s ", html_word(model, "left_out"));
  for (int64_t period = report_whole(model->trends, trend, "first_period", 0) > 0
                            ? model->first_period
                            : model->last_period + 1;
       period <= model->last_period; period++) {
    char year[16];
    int64_t row = report_row(model, &model->municipality, series, period);
    if (report_state(model->indicators, row, "value") != TELL_STATE_PRESENT)
      continue;
    if (strstr(used, html_year(period, year)) != NULL)
      continue;
    fprintf(out, "%s%s", between, year);
    between = ", ";
  }
  fputs(".</p>\n", out);
}

/** The change over time may speak of the computed column beside the published ones. */
static void of_computed(FILE *out, const report_model *model, const report_series *series) {
  int64_t trend = report_trend(model, &model->municipality, series);
  report_verdict verdict = report_changed(model, trend);
  if ((verdict == REPORT_STANDS_OUT || verdict == REPORT_MAY_BE_CHANCE) &&
      strcmp(report_text(model->trends, trend, "origin"), "computed") == 0 &&
      has_computed(model, series))
    fprintf(out, "<p class=\"note\">%s</p>\n", html_word(model, "computed_trend"));
}

/** What is measured, and whether high or low figures are the aim. */
static void about(FILE *out, const report_model *model, const report_series *series) {
  static const char *const texts[] = {"", "about_nb", "about_nn", "about_en"};
  const tell_table *table = tell_catalogue_table(model->catalogue, TELL_CATALOGUE_INDICATORS);
  int64_t rows = tell_table_row_count(table);
  for (int64_t row = 0; row < rows; row++) {
    if (strcmp(report_text(table, row, "id"), series->indicator) != 0)
      continue;
    fprintf(out, "<details class=\"note\"><summary>%s</summary><p>", html_word(model, "about"));
    html_text(out, report_text(table, row, texts[model->language]));
    fprintf(out, " %s ", html_word(model, "aim"));
    html_text(out, report_word(model, "direction.", report_text(table, row, "direction")));
    fputs(".</p></details>\n", out);
  }
}

/** How the latest year stands to the county, and how the series went. */
static int sentences(FILE *out, const report_model *model, const report_series *series) {
  int64_t row = -1, trend = report_trend(model, &model->municipality, series);
  for (int64_t period = model->last_period; row < 0 && period >= model->first_period; period--)
    row = report_row(model, &model->municipality, series, period);
  fputs("<p>", out);
  if (row >= 0 && !report_say_indicator(out, model, row))
    return 0;
  fputc(' ', out);
  if (trend >= 0 && !series->is_total && !report_say_trend(out, model, trend))
    return 0;
  fputs("</p>\n", out);
  return 1;
}

static int card(FILE *out, const report_model *model, size_t index) {
  const report_series *series = &model->series[index];
  chart_line lines[3];
  size_t count = lines_of(model, lines);
  char id[32];
  snprintf(id, sizeof id, "m%zu", index);
  fputs("<article class=\"card\"><h4>", out);
  html_series(out, model, series);
  fputs("</h4>\n", out);
  if (!sentences(out, model, series))
    return 0;
  fputs("<div class=\"pair\"><div>", out);
  if (!series->is_total)
    chart_strip(out, model, series, lines, count, id, 1);
  fputs("</div>\n<div>", out);
  table(out, model, series, lines, count);
  fputs("</div></div>\n", out);
  notes(out, model, series);
  left_out(out, model, series);
  of_computed(out, model, series);
  if (series->has_other)
    fprintf(out, "<p class=\"note\">%s</p>\n", html_word(model, "other_source"));
  about(out, model, series);
  fputs("</article>\n", out);
  return 1;
}

/** The first goal (mål) that an indicator belongs to, NULL when none. */
static const char *first_goal(const report_model *model, const char *indicator) {
  const tell_table *plan = tell_catalogue_table(model->catalogue, TELL_CATALOGUE_PLAN);
  int64_t rows = tell_table_row_count(plan);
  for (int64_t row = 0; row < rows; row++) {
    const char *id = report_text(plan, row, "id");
    if (strcmp(report_text(plan, row, "type"), "goal") == 0 &&
        report_belongs(model, indicator, id)) {
      return id;
    }
  }
  return NULL;
}

/** How many series from `first` on are members of one distribution. */
static size_t member_count(const report_model *model, size_t first) {
  size_t count = 1;
  while (first + count < model->series_count &&
         levels_same(&model->series[first], &model->series[first + count])) {
    count++;
  }
  return count;
}

/** The card of a series, or of the distribution that begins there; returns how many it took, 0 on
 * failure. */
static size_t any_card(FILE *out, const report_model *model, size_t index) {
  chart_line lines[3];
  size_t members = 1;
  if (model->series[index].category[0] == '\0')
    return (size_t)card(out, model, index);
  members = member_count(model, index);
  levels_card(out, model, lines, lines_of(model, lines), index, members);
  return members;
}

/** The cards of one goal; `goal` NULL = of no goal. */
static int goal_cards(FILE *out, const report_model *model, const char *goal, const char *title) {
  int begun = 0;
  size_t taken = 1;
  for (size_t i = 0; i < model->series_count; i += taken) {
    const char *own = first_goal(model, model->series[i].indicator);
    taken = 1;
    if ((own == NULL) != (goal == NULL))
      continue;
    if (goal != NULL && strcmp(own, goal) != 0)
      continue;
    if (!report_has(model, &model->municipality, &model->series[i]))
      continue;
    if (!begun) {
      fputs("<h3>", out);
      html_text(out, title);
      fputs("</h3>\n", out);
      begun = 1;
    }
    taken = any_card(out, model, i);
    if (taken == 0)
      return 0;
  }
  return 1;
}

int report_municipality(FILE *out, const report_model *model) {
  static const char *const names[] = {"", "name_nb", "name_nn", "name_en"};
  const tell_table *plan = tell_catalogue_table(model->catalogue, TELL_CATALOGUE_PLAN);
  int64_t rows = tell_table_row_count(plan);
  int good = 1;
  fprintf(out, "<section id=\"municipality\"><h2>%s</h2>\n", html_word(model, "municipality_part"));
  chart_legend(out, model, 1);
  fprintf(out, "<p class=\"note\">%s %s</p>\n", html_word(model, "rounding"),
          html_word(model, "more_links"));
  for (int64_t row = 0; row < rows && good; row++) {
    if (strcmp(report_text(plan, row, "type"), "goal") != 0)
      continue;
    good = goal_cards(out, model, report_text(plan, row, "id"),
                      report_text(plan, row, names[model->language]));
  }
  if (good)
    good = goal_cards(out, model, NULL, html_word(model, "other_goal"));
  fputs("</section>\n", out);
  return good;
}
