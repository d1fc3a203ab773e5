/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The summary in words. Which sentence stands here is decided by the library's
 * verdicts; this file only collects and counts them.
 */
#include <string.h>

#include "html.h"
#include "page.h"

typedef struct outcome {
  int64_t tests, told_apart;
} outcome;

static int is_told_apart(const char *verdict) {
  return strcmp(verdict, "higher") == 0 || strcmp(verdict, "lower") == 0;
}

static int is_change(const char *verdict) {
  return strcmp(verdict, "rising") == 0 || strcmp(verdict, "falling") == 0;
}

/** The latest year's row of a unit's series that has a verdict by test; -1 when none. */
static int64_t latest(const report_model *model, const report_unit *unit,
                      const report_series *series) {
  for (int64_t period = model->last_period; period >= model->first_period; period--) {
    int64_t row = report_row(model, unit, series, period);
    if (row >= 0 && report_state(model->indicators, row, "value") == TELL_STATE_PRESENT)
      return row;
  }
  return -1;
}

/** Levels of a distribution are the same pupils as the mean beside them: counted once, as the mean.
 */
static int is_counted(const report_series *series) { return series->category[0] == '\0'; }

static void count(outcome *tally, const char *verdict) {
  if (is_told_apart(verdict)) {
    tally->tests++;
    tally->told_apart++;
  } else if (strcmp(verdict, "not_distinguishable") == 0) {
    tally->tests++;
  }
}

static int say_indicator(FILE *out, const report_model *model, int64_t row, tell_buffer *buffer) {
  if (tell_wording_indicator(model->catalogue, model->release, row, model->language, buffer,
                             NULL) != TELL_OK) {
    return 0;
  }
  fputs("<li>", out);
  html_text(out, tell_buffer_text(buffer));
  fputs("</li>\n", out);
  return 1;
}

static int say_trend(FILE *out, const report_model *model, int64_t row, tell_buffer *buffer) {
  if (tell_wording_trend(model->catalogue, model->release, row, model->language, buffer, NULL) !=
      TELL_OK) {
    return 0;
  }
  fputs("<li>", out);
  html_text(out, tell_buffer_text(buffer));
  fputs("</li>\n", out);
  return 1;
}

/** "Of 20 ..., 5 ...": and how many chance alone would give. */
static void say_tally(FILE *out, const report_model *model, const outcome *tally, const char *what,
                      const char *end) {
  fprintf(out, "<p>%s %lld ", html_word(model, "of_tests_a"), (long long)tally->tests);
  html_text(out, html_word(model, what));
  fprintf(out, " %lld ", (long long)tally->told_apart);
  html_text(out, html_word(model, end));
  if (tally->tests > 0) {
    fputc(' ', out);
    html_text(out, html_word(model, "chance_a"));
    fputc(' ', out);
    html_number(out, model, (double)tally->tests * 0.05, tally->tests < 100 ? 1 : 0);
    fputc(' ', out);
    html_text(out, html_word(model, "chance_b"));
  }
  fputs("</p>\n", out);
}

static void heading(FILE *out, const report_model *model, const char *key) {
  fputs("<h3>", out);
  html_text(out, html_word(model, key));
  fputs("</h3>\n", out);
}

static int against_county(FILE *out, const report_model *model, tell_buffer *buffer) {
  outcome tally = {0};
  heading(out, model, "against_county");
  fputs("<ul>\n", out);
  for (size_t i = 0; i < model->series_count; i++) {
    int64_t row = -1;
    const char *verdict = NULL;
    if (!is_counted(&model->series[i]))
      continue;
    row = latest(model, &model->municipality, &model->series[i]);
    verdict = row < 0 ? "" : report_text(model->indicators, row, "verdict");
    count(&tally, verdict);
    if (is_told_apart(verdict) && !say_indicator(out, model, row, buffer))
      return 0;
  }
  fputs("</ul>\n", out);
  if (tally.tests > 0) {
    say_tally(out, model, &tally, "of_tests_b", "of_tests_c");
  } else {
    fprintf(out, "<p>%s</p>\n", html_word(model, "no_county"));
  }
  return 1;
}

static int over_time(FILE *out, const report_model *model, tell_buffer *buffer) {
  int said = 0;
  heading(out, model, "over_time");
  fputs("<ul>\n", out);
  for (size_t i = 0; i < model->series_count; i++) {
    int64_t row = report_trend(model, &model->municipality, &model->series[i]);
    if (row < 0 || !is_counted(&model->series[i]) ||
        !is_change(report_text(model->trends, row, "verdict")))
      continue;
    if (!say_trend(out, model, row, buffer))
      return 0;
    said = 1;
  }
  if (!said)
    fprintf(out, "<li>%s</li>\n", html_word(model, "no_trend"));
  fputs("</ul>\n", out);
  return 1;
}

static void name_change(FILE *out, const report_model *model, size_t member,
                        const report_series *series, int64_t row) {
  fprintf(out, "<li><a href=\"#u%zu\">", member);
  html_text(out, model->members[member].name);
  fputs("</a>: ", out);
  html_series(out, model, series);
  fputs(" – ", out);
  html_text(out, html_word(model, report_text(model->trends, row, "verdict")));
  fputs("</li>\n", out);
}

/** A school's latest comparisons and its changes, added to the tallies. */
static void count_school(const report_model *model, const report_unit *unit, outcome *compare,
                         outcome *change) {
  for (size_t i = 0; i < model->series_count; i++) {
    const report_series *series = &model->series[i];
    int64_t row = report_row(model, unit, series, model->last_period);
    int64_t trend = report_trend(model, unit, series);
    const char *verdict = trend < 0 ? "" : report_text(model->trends, trend, "verdict");
    if (!is_counted(series))
      continue;
    if (row >= 0)
      count(compare, report_text(model->indicators, row, "verdict"));
    if (is_change(verdict))
      change->told_apart++;
    if (is_change(verdict) || strcmp(verdict, "no_clear_change") == 0)
      change->tests++;
  }
}

static void name_school(FILE *out, const report_model *model, size_t member) {
  for (size_t i = 0; i < model->series_count; i++) {
    int64_t trend = report_trend(model, &model->members[member], &model->series[i]);
    if (trend < 0 || !is_counted(&model->series[i]))
      continue;
    if (!is_change(report_text(model->trends, trend, "verdict")))
      continue;
    name_change(out, model, member, &model->series[i], trend);
  }
}

static int is_school(const report_unit *unit) { return strcmp(unit->level, "school") == 0; }

/** How the schools compare and change, counted; those that change are named in the fixed order. */
static void in_schools(FILE *out, const report_model *model) {
  outcome compare = {0}, change = {0};
  heading(out, model, "in_schools");
  for (size_t m = 0; m < model->member_count; m++) {
    if (is_school(&model->members[m])) {
      count_school(model, &model->members[m], &compare, &change);
    }
  }
  say_tally(out, model, &compare, "school_tests_b", "school_tests_c");
  say_tally(out, model, &change, "school_trend_b", "school_trend_c");
  if (change.told_apart == 0)
    return;
  fprintf(out, "<details><summary>%s</summary>\n<ul>\n", html_word(model, "which"));
  for (size_t m = 0; m < model->member_count; m++) {
    if (is_school(&model->members[m]))
      name_school(out, model, m);
  }
  fputs("</ul>\n</details>\n", out);
}

int report_summary(FILE *out, const report_model *model) {
  tell_buffer *buffer = NULL;
  int good = 0;
  if (tell_buffer_create(&buffer, NULL) != TELL_OK)
    return 0;
  fprintf(out, "<section class=\"box\" id=\"summary\"><h2>%s</h2>\n", html_word(model, "summary"));
  good = against_county(out, model, buffer) && over_time(out, model, buffer);
  if (good)
    in_schools(out, model);
  fputs("</section>\n", out);
  tell_buffer_free(buffer);
  return good;
}
