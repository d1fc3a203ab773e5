/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a table of trends and how a row fills them. */
#include "trends/table.h"

#include <math.h>
#include <string.h>

#define TEXT TELL_COLUMN_TEXT
#define WHOLE TELL_COLUMN_I64
#define REAL TELL_COLUMN_F64

/* The columns behind those that are taken over from the indicator set. */
#define OWN_COLUMNS(X)                                                                             \
  X(years, TEXT)                                                                                   \
  X(method, TEXT)                                                                                  \
  X(slope_state, TEXT)                                                                             \
  X(sen_state, TEXT)                                                                               \
  X(mk_state, TEXT)                                                                                \
  X(agreement, TEXT)                                                                               \
  X(verdict, TEXT)                                                                                 \
  X(test_family, TEXT)                                                                             \
  X(adjustment, TEXT)                                                                              \
  X(catalogue_version, TEXT)                                                                       \
  X(continued_from, TEXT)                                                                          \
  X(grade, WHOLE)                                                                                  \
  X(segment, WHOLE)                                                                                \
  X(break_period, WHOLE)                                                                           \
  X(first_period, WHOLE)                                                                           \
  X(last_period, WHOLE)                                                                            \
  X(points, WHOLE)                                                                                 \
  X(points_left_out, WHOLE)                                                                        \
  X(decimals, WHOLE)                                                                               \
  X(mk_s, WHOLE)                                                                                   \
  X(test_family_size, WHOLE)                                                                       \
  X(slope, REAL)                                                                                   \
  X(slope_se, REAL)                                                                                \
  X(slope_lo, REAL)                                                                                \
  X(slope_hi, REAL)                                                                                \
  X(slope_p, REAL)                                                                                 \
  X(q, REAL)                                                                                       \
  X(q_p, REAL)                                                                                     \
  X(year_sd, REAL)                                                                                 \
  X(change, REAL)                                                                                  \
  X(smallest_change, REAL)                                                                         \
  X(sen_slope, REAL)                                                                               \
  X(sen_lo, REAL)                                                                                  \
  X(sen_hi, REAL)                                                                                  \
  X(mk_p, REAL)                                                                                    \
  X(mk_p_min, REAL)                                                                                \
  X(p, REAL)                                                                                       \
  X(p_adjusted, REAL)                                                                              \
  X(confidence, REAL)                                                                              \
  X(power, REAL)

#define COPIED_SPEC(name) {#name, TEXT},

enum { BEFORE_OWN = TELL__COPIED_COUNT - 1, OWN_COLUMNS(TELL__COLUMN_INDEX) COLUMN_COUNT };

static const tell__column_spec specs[COLUMN_COUNT] = {TELL__TREND_COPIED(COPIED_SPEC)
                                                          OWN_COLUMNS(TELL__COLUMN_SPEC)};

tell_status tell__trends_table(tell__cells *cells) {
  cells->status = tell__table_create(specs, COLUMN_COUNT, &cells->table, cells->err);
  return cells->status;
}

static void copy_texts(tell__cells *cells, const tell__trend_input *input, int64_t row) {
  for (int i = 0; i < TELL__COPIED_COUNT; i++)
    tell__cells_take_text(cells, i, &input->texts[i], input->strings, row);
}

static void fill_years(tell__cells *cells, const tell__series *series) {
  tell__text years = {0};
  tell_state state = series->count > 0 ? TELL_STATE_PRESENT : TELL_STATE_NOT_APPLICABLE;
  int64_t first = 0, last = 0;
  for (size_t i = 0; i < series->count; i++) {
    last = (int64_t)series->points[i].year;
    first = i == 0 ? last : first;
    tell__text_add(&years, i == 0 ? "" : " ");
    tell__text_add_year(&years, (int32_t)last);
  }
  if (years.failed && cells->status == TELL_OK)
    cells->status = tell__fail_memory(cells->err);
  tell__cells_text(cells, AT_years, tell__text_get(&years), state);
  tell__cells_i64(cells, AT_first_period, first, state);
  tell__cells_i64(cells, AT_last_period, last, state);
  tell__text_free(&years);
}

/* Whose figures, under another code, the first of the years are. */
static void fill_continued(tell__cells *cells, const tell__trend_input *input,
                           const tell__series *series) {
  int is_there = series->continued >= 0;
  int32_t code = is_there ? input->continued_from.codes[series->continued] : 0;
  tell__cells_text(cells, AT_continued_from, tell__strings_get(input->strings, code, NULL),
                   is_there ? TELL_STATE_PRESENT : TELL_STATE_MISSING);
}

static void fill_series(tell__cells *cells, const tell__trend_input *input,
                        const tell__stretch *stretch, const tell__series *series) {
  const tell__catalogue_view *catalogue = tell__catalogue_get(input->catalogue);
  copy_texts(cells, input, series->row);
  fill_years(cells, series);
  fill_continued(cells, input, series);
  tell__cells_i64(cells, AT_grade, input->grade.values[series->row], TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_segment, stretch->segment, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_break_period, stretch->since,
                  stretch->since > INT32_MIN ? TELL_STATE_PRESENT : TELL_STATE_MISSING);
  tell__cells_i64(cells, AT_points, (int64_t)series->count, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_points_left_out, series->left_out, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_decimals, catalogue->indicators[stretch->indicator].decimals,
                  TELL_STATE_PRESENT);
}

/* Three years are a slope, but too few to leave one out. That is so with and without a slope: the
 * state must not tell of a hidden figure whether there is one. */
static void fill_agreement(tell__cells *cells, const tell__series *series,
                           tell__stats_agreement agreement, tell_state state) {
  if (series->count <= TELL__TREND_POINTS_LEAST)
    state = TELL_STATE_TOO_FEW;
  tell__cells_text(cells, AT_agreement, agreement == TELL__STATS_AGREE ? "agree" : "disagree",
                   state);
}

static void fill_slope(tell__cells *cells, const tell__series *series, const tell__fit *all,
                       tell_state absent) {
  const tell__stats_slope *fit = &all->line.slope;
  const tell__estimate *slope = &fit->slope;
  int has = tell__stats_has_interval(slope);
  tell_state state = has ? TELL_STATE_PRESENT : absent;
  double years = has ? series->points[series->count - 1].year - series->points[0].year : 0;
  tell__cells_text(cells, AT_slope_state,
                   has && series->is_pooled ? "pooled_spread" : tell_stat_state_id(slope->state),
                   TELL_STATE_PRESENT);
  tell__cells_f64(cells, AT_slope, slope->value, state);
  tell__cells_f64(cells, AT_slope_se, slope->se, state);
  tell__cells_f64(cells, AT_slope_lo, slope->lo, state);
  tell__cells_f64(cells, AT_slope_hi, slope->hi, state);
  tell__cells_f64(cells, AT_slope_p, fit->p, state);
  tell__cells_f64(cells, AT_q, fit->q, state);
  tell__cells_f64(cells, AT_q_p, fit->q_p, state);
  tell__cells_f64(cells, AT_year_sd, sqrt(all->line.tau2), state);
  tell__cells_f64(cells, AT_change, slope->value * years, state);
  tell__cells_f64(cells, AT_smallest_change, all->smallest_change, state);
  fill_agreement(cells, series, fit->agreement, state);
}

static void fill_order(tell__cells *cells, const tell__fit *fit, tell_state absent) {
  tell_state sen = tell__stats_has_value(&fit->sen) ? TELL_STATE_PRESENT : absent;
  tell_state mk = fit->mk.method != NULL ? TELL_STATE_PRESENT : absent;
  tell__cells_text(cells, AT_sen_state, tell_stat_state_id(fit->sen.state), TELL_STATE_PRESENT);
  tell__cells_f64(cells, AT_sen_slope, fit->sen.value, sen);
  tell__cells_f64(cells, AT_sen_lo, fit->sen_lo,
                  fit->has_sen_interval ? TELL_STATE_PRESENT : absent);
  tell__cells_f64(cells, AT_sen_hi, fit->sen_hi,
                  fit->has_sen_interval ? TELL_STATE_PRESENT : absent);
  tell__cells_text(cells, AT_mk_state, tell_stat_state_id(fit->mk.state), TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_mk_s, (int64_t)fit->mk.s, mk);
  tell__cells_f64(cells, AT_mk_p, fit->mk.p, mk);
  tell__cells_f64(cells, AT_mk_p_min, fit->mk.p_smallest, mk);
}

static void add_unit(const tell__trend_input *input, int level, int unit, int64_t row,
                     tell__text *family) {
  tell__text_add(family, tell__trend_input_text(input, level, row));
  tell__text_add(family, " ");
  tell__text_add(family, tell__trend_input_text(input, unit, row));
}

/* Not the name that a municipality's family has with all its schools in it. */
static void add_alone(const tell__trend_input *input, int64_t row, tell__text *family) {
  tell__text_add(family, "unit ");
  add_unit(input, TELL__COPIED_level, TELL__COPIED_unit, row, family);
}

/* Of a school or an area the municipality, of all others the unit itself. */
static void add_municipality(const tell__trend_input *input, int64_t row, tell__text *family) {
  const char *above = tell__trend_input_text(input, TELL__COPIED_parent_level, row);
  if (strcmp(above, "municipality") == 0)
    add_unit(input, TELL__COPIED_parent_level, TELL__COPIED_parent, row, family);
  else
    add_unit(input, TELL__COPIED_level, TELL__COPIED_unit, row, family);
}

/* Which tests are judged together. How many they are and what that does to p is not known before it
 * is known which of them may be read: disclosure/families.h. */
static void fill_family(tell__cells *cells, const tell__trend_input *input, int64_t row,
                        const tell_trends_options *options) {
  tell__text family = {0};
  if (options->family == TELL_TRENDS_FAMILY_ALL)
    tell__text_add(&family, "all");
  else if (options->family == TELL_TRENDS_FAMILY_UNIT)
    add_alone(input, row, &family);
  else
    add_municipality(input, row, &family);
  if (family.failed && cells->status == TELL_OK)
    cells->status = tell__fail_memory(cells->err);
  tell__cells_text(cells, AT_test_family, tell__text_get(&family), TELL_STATE_PRESENT);
  tell__text_free(&family);
  tell__cells_text(cells, AT_adjustment, tell_adjust_id(options->adjust), TELL_STATE_PRESENT);
}

static void fill_verdict(tell__cells *cells, const tell__stretch *stretch,
                         const tell__series *series, const tell__fit *fit, tell_state absent) {
  tell_state tested = fit->has_p ? TELL_STATE_PRESENT : absent;
  size_t years = series->count + stretch->before;
  int is_cut = series->count > 0 && stretch->before > 0 &&
               series->count < TELL__TREND_POINTS_LEAST && years >= TELL__TREND_POINTS_LEAST;
  tell__cells_f64(cells, AT_p, fit->p, tested);
  tell__cells_f64(cells, AT_p_adjusted, 0, absent);
  tell__cells_i64(cells, AT_test_family_size, 0, TELL_STATE_MISSING);
  tell__cells_text(cells, AT_verdict, is_cut ? "break" : fit->verdict, TELL_STATE_PRESENT);
}

void tell__trends_row(tell__cells *cells, const tell__trend_input *input,
                      const tell__stretch *stretch, const tell__series *series,
                      const tell__fit *fit, const tell_trends_options *options) {
  tell_state absent = fit->method == NULL ? TELL_STATE_TOO_FEW : TELL_STATE_MISSING;
  tell__cells_row(cells);
  fill_series(cells, input, stretch, series);
  fill_slope(cells, series, fit, absent);
  fill_order(cells, fit, absent);
  fill_verdict(cells, stretch, series, fit, absent);
  fill_family(cells, input, series->row, options);
  tell__cells_text(cells, AT_method, fit->method,
                   fit->method == NULL ? TELL_STATE_TOO_FEW : TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_catalogue_version, tell_catalogue_version(input->catalogue),
                   TELL_STATE_PRESENT);
  tell__cells_f64(cells, AT_confidence, options->level, TELL_STATE_PRESENT);
  tell__cells_f64(cells, AT_power, options->power, TELL_STATE_PRESENT);
}
