/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The summary in words. Which sentence stands here is decided by the library's
 * verdicts; this file only collects and counts them.
 */
#include <string.h>

#include "html.h"
#include "judging.h"
#include "page.h"
#include "verdict.h"

/** How many figures were tested, how many stand out, how many could not be tested. */
typedef struct outcome {
  int64_t tests, stand_out, untested;
} outcome;

static void add(outcome *tally, report_verdict verdict) {
  tally->tests += verdict == REPORT_STANDS_OUT || verdict == REPORT_MAY_BE_CHANCE;
  tally->stand_out += verdict == REPORT_STANDS_OUT;
  tally->untested += verdict == REPORT_UNTESTED;
}

/** The latest year's row of the municipality that holds a value; -1 when none. */
static int64_t latest(const report_model *model, const report_series *series) {
  for (int64_t period = model->last_period; period >= model->first_period; period--) {
    int64_t row = report_row(model, &model->municipality, series, period);
    if (row >= 0 && report_state(model->indicators, row, "value") == TELL_STATE_PRESENT)
      return row;
  }
  return -1;
}

static void paragraph(FILE *out, const report_model *model, const char *key) {
  fputs("<p>", out);
  html_text(out, html_word(model, key));
  fputs("</p>\n", out);
}

/** The level of the tests is the library's: one minus the confidence that every row carries. */
static double chance_alone(const report_model *model, int64_t tests) {
  double confidence = 0;
  int64_t rows = tell_table_row_count(model->indicators);
  for (int64_t row = 0; row < rows; row++)
    if (report_real(model->indicators, row, "confidence", &confidence) == TELL_STATE_PRESENT)
      break;
  return (double)tests * (1 - confidence);
}

/** How many of the comparisons, each tested on its own, chance alone would let stand out. */
static void say_chance(FILE *out, const report_model *model, const outcome *tally) {
  html_text(out, html_word(model, "chance_before"));
  fputc(' ', out);
  html_number(out, model, chance_alone(model, tally->tests), tally->tests < 100 ? 1 : 0);
  fputc(' ', out);
  html_text(out, html_word(model, "chance_after"));
}

/** "Of 20 ..., 5 ...": what chance has to do with it, and what could not be tested. Changes are
 * judged together (`together`), comparisons one by one. */
static void say_tally(FILE *out, const report_model *model, const outcome *tally,
                      const char *before, const char *after, int together) {
  if (tally->tests > 0) {
    fprintf(out, "<p>%s %lld ", html_word(model, "of_tests"), (long long)tally->tests);
    html_text(out, html_word(model, before));
    fprintf(out, " %lld ", (long long)tally->stand_out);
    html_text(out, html_word(model, after));
    fputc(' ', out);
    if (together)
      report_say_judged_with(out, model);
    else
      say_chance(out, model, tally);
    fputs("</p>\n", out);
  }
  if (tally->untested > 0) {
    fputs("<p>", out);
    html_text(out, html_word(model, "untested_before"));
    fprintf(out, " %lld ", (long long)tally->untested);
    html_text(out, html_word(model, "untested_after"));
    fputs("</p>\n", out);
  }
}

static void heading(FILE *out, const report_model *model, const char *key) {
  fputs("<h3>", out);
  html_text(out, html_word(model, key));
  fputs("</h3>\n", out);
}

/** Opens the list before its first item. */
static void item(FILE *out, int *begun) {
  fputs(*begun ? "<li>" : "<ul>\n<li>", out);
  *begun = 1;
}

static int against_county(FILE *out, const report_model *model) {
  outcome tally = {0};
  int begun = 0;
  heading(out, model, "against_county");
  for (size_t i = 0; i < model->series_count; i++) {
    int64_t row = latest(model, &model->series[i]);
    if (!report_counts(&model->series[i]))
      continue;
    add(&tally, report_compared(model, row));
    if (report_compared(model, row) != REPORT_STANDS_OUT)
      continue;
    item(out, &begun);
    if (!report_say_indicator(out, model, row))
      return 0;
    fputs("</li>\n", out);
  }
  if (begun)
    fputs("</ul>\n", out);
  if (tally.tests == 0)
    paragraph(out, model, "no_county");
  say_tally(out, model, &tally, "county_before", "county_after", 0);
  return 1;
}

/** What is said of a trend in a list: which series, and the verdict. Ends the item. */
static void name_series(FILE *out, const report_model *model, const report_series *series,
                        int64_t row) {
  html_series(out, model, series);
  fputs(" – ", out);
  html_text(out, report_word(model, "trendverdict.", report_text(model->trends, row, "verdict")));
  fputs("</li>\n", out);
}

/** The municipality's series whose years scatter, which is no direction. */
static void say_uneven(FILE *out, const report_model *model) {
  outcome tally = {0};
  for (size_t i = 0; i < model->series_count; i++)
    if (report_counts(&model->series[i]))
      add(&tally,
          report_uneven(model, report_trend(model, &model->municipality, &model->series[i])));
  if (tally.stand_out == 0)
    return;
  say_tally(out, model, &tally, "uneven_before", "uneven_after", 0);
  fprintf(out, "<details><summary>%s</summary>\n<ul>\n", html_word(model, "which"));
  for (size_t i = 0; i < model->series_count; i++) {
    int64_t row = report_trend(model, &model->municipality, &model->series[i]);
    if (!report_counts(&model->series[i]) || report_uneven(model, row) != REPORT_STANDS_OUT)
      continue;
    fputs("<li>", out);
    name_series(out, model, &model->series[i], row);
  }
  fputs("</ul>\n</details>\n", out);
}

static int over_time(FILE *out, const report_model *model) {
  outcome tally = {0};
  int begun = 0;
  heading(out, model, "over_time");
  for (size_t i = 0; i < model->series_count; i++) {
    int64_t row = report_trend(model, &model->municipality, &model->series[i]);
    if (!report_counts(&model->series[i]))
      continue;
    add(&tally, report_changed(model, row));
    if (report_changed(model, row) != REPORT_STANDS_OUT)
      continue;
    item(out, &begun);
    if (!report_say_trend(out, model, row))
      return 0;
    fputs("</li>\n", out);
  }
  if (begun)
    fputs("</ul>\n", out);
  else
    paragraph(out, model, tally.tests > 0 ? "no_trend" : "too_few_years");
  report_say_together(out, model);
  say_uneven(out, model);
  return 1;
}

/** What a school's trends are asked: whether they change, or whether their years scatter. */
typedef report_verdict (*question_fn)(const report_model *model, int64_t row);

/** A school's latest comparisons and its trends, added to the tallies. */
static void count_school(const report_model *model, const report_unit *unit, outcome *compare,
                         outcome *change, outcome *uneven) {
  for (size_t i = 0; i < model->series_count; i++) {
    const report_series *series = &model->series[i];
    if (!report_counts(series))
      continue;
    add(compare, report_compared(model, report_row(model, unit, series, model->last_period)));
    add(change, report_changed(model, report_trend(model, unit, series)));
    add(uneven, report_uneven(model, report_trend(model, unit, series)));
  }
}

static void name_school(FILE *out, const report_model *model, size_t member, question_fn question) {
  const report_unit *unit = &model->members[member];
  for (size_t i = 0; i < model->series_count; i++) {
    int64_t row = report_trend(model, unit, &model->series[i]);
    if (!report_counts(&model->series[i]) || question(model, row) != REPORT_STANDS_OUT)
      continue;
    fprintf(out, "<li><a href=\"#u%zu\">", member);
    html_text(out, unit->name);
    fputs("</a>: ", out);
    name_series(out, model, &model->series[i], row);
  }
}

static int is_school(const report_unit *unit) { return strcmp(unit->level, "school") == 0; }

/** Those of which the answer is yes, in the fixed order. */
static void name_schools(FILE *out, const report_model *model, question_fn question) {
  fprintf(out, "<details><summary>%s</summary>\n<ul>\n", html_word(model, "which"));
  for (size_t m = 0; m < model->member_count; m++)
    if (is_school(&model->members[m]))
      name_school(out, model, m, question);
  fputs("</ul>\n</details>\n", out);
}

/** How the schools compare and change, counted; those that change or scatter are named. */
static void in_schools(FILE *out, const report_model *model) {
  outcome compare = {0}, change = {0}, uneven = {0};
  heading(out, model, "in_schools");
  for (size_t m = 0; m < model->member_count; m++)
    if (is_school(&model->members[m]))
      count_school(model, &model->members[m], &compare, &change, &uneven);
  change.untested = 0; /* the same figures: said once, of the comparisons */
  say_tally(out, model, &compare, "schools_before", "schools_after", 0);
  say_tally(out, model, &change, "changes_before", "changes_after", 1);
  if (compare.tests == 0 && change.tests == 0)
    paragraph(out, model, "no_school_tests");
  if (change.stand_out > 0)
    name_schools(out, model, report_changed);
  if (uneven.stand_out == 0)
    return;
  say_tally(out, model, &uneven, "changes_before", "uneven_after", 0);
  name_schools(out, model, report_uneven);
}

int report_summary(FILE *out, const report_model *model) {
  fprintf(out, "<section class=\"box\" id=\"summary\"><h2>%s</h2>\n", html_word(model, "summary"));
  if (!against_county(out, model) || !over_time(out, model))
    return 0;
  in_schools(out, model);
  fputs("</section>\n", out);
  return 1;
}
