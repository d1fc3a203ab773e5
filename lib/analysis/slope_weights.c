/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the years that a trend names to figures and weights; see the header. */
#include "analysis/slope_weights.h"

#include <math.h>
#include <string.h>

#include "analysis/spread.h"
#include "base/alloc.h"
#include "base/error.h"
#include "stats/mean.h"
#include "stats/slope.h"
#include "table/columns.h"

/* The weights are told only when they give the slope again to so many digits. */
static const double accuracy = 1e-9;

void tell__slope_weights_free(tell__slope_weights *weights) {
  tell__free(weights->years);
  *weights = (tell__slope_weights){0};
}

static const char *text_at(const tell_table *table, int64_t row, const char *id) {
  tell__texts column;
  tell__texts_find(table, id, &column);
  return tell__texts_get(&column, tell__table_strings(table), row);
}

/* A number of a row; 0 where there is none. */
static double real_at(const tell_table *table, int64_t row, const char *id) {
  double value = 0;
  tell__reals column;
  tell__reals_find(table, id, &column);
  tell__reals_get(&column, row, &value);
  return value;
}

const char *tell__slope_method(const tell_table *trends, int64_t row) {
  return text_at(trends, row, "method");
}

/* The two tables have texts of their own, so that codes are looked up by their text. */
static int64_t code_of(const tell__figures *figures, const tell_table *trends, int64_t row,
                       const char *id) {
  return tell__figures_code(figures, text_at(trends, row, id));
}

static tell__figure_key key_of(const tell__figures *figures, const tell_table *trends,
                               int64_t row) {
  int64_t grade = 0;
  tell__wholes grades;
  tell__wholes_find(trends, "grade", &grades);
  tell__wholes_get(&grades, row, &grade);
  return (tell__figure_key){
      .unit = {code_of(figures, trends, row, "level"), code_of(figures, trends, row, "unit")},
      .indicator = code_of(figures, trends, row, "indicator"),
      .source = code_of(figures, trends, row, "source"),
      .grade = grade,
      .gender = code_of(figures, trends, row, "gender"),
      .owner = code_of(figures, trends, row, "owner"),
      .dimension = code_of(figures, trends, row, "dimension"),
      .category = code_of(figures, trends, row, "category"),
  };
}

/* The first year of "2022-23" at `text`; 0 when there is none. */
static int64_t year_at(const char *text) {
  int64_t year = 0;
  for (int i = 0; i < 4; i++) {
    if (text[i] < '0' || text[i] > '9')
      return 0;
    year = year * 10 + (text[i] - '0');
  }
  return year;
}

static int add_year(tell__slope_weights *weights, int64_t figure) {
  if (!tell__grow((void **)&weights->years, &weights->capacity, weights->count,
                  sizeof *weights->years))
    return 0;
  weights->years[weights->count++] = (tell__slope_year){figure, 0};
  return 1;
}

static int find_years(const tell__figures *figures, const tell_table *trends, int64_t row,
                      tell__slope_weights *weights) {
  tell__figure_key key = key_of(figures, trends, row);
  int computed = strcmp(text_at(trends, row, "origin"), "computed") == 0;
  const char *years = text_at(trends, row, "years");
  while (*years != '\0') {
    key.period = year_at(years);
    int64_t figure = tell__figures_find(figures, &key, computed);
    if (figure >= 0 && !add_year(weights, figure))
      return 0;
    years += strcspn(years, " ");
    years += strspn(years, " ");
  }
  return 1;
}

/* The variance of year effects; 0 for the line without them. */
static double year_variance(const tell_table *trends, int64_t row) {
  double sd = real_at(trends, row, "year_sd");
  return sd * sd;
}

/* What all years of a trend share. */
typedef struct line_of {
  double years; /* variance of year effects */
  double share; /* of shares: that of all years together; else 0 */
} line_of;

/* As in the trend: its years are weighed by the share of all of them (telling/trends.h). */
static double pooled_share(const tell__figures *figures, const tell__slope_weights *weights) {
  double all = 0, x = 0, value = 0;
  int64_t n = 0;
  for (size_t i = 0; i < weights->count; i++) {
    int64_t figure = weights->years[i].figure;
    if (!tell__spread_is_share(figures, figure) ||
        !tell__figure_whole(figures, TELL__FIGURE_n, figure, &n) ||
        !tell__figure_real(figures, TELL__FIGURE_value, figure, &value))
      return 0;
    all += (double)n;
    x += (double)n * value;
  }
  return all > 0 ? x / all : 0;
}

static double rounding_of(const tell__figures *figures, int64_t figure) {
  const char *origin = tell__figure_text(figures, TELL__FIGURE_origin, figure);
  int64_t decimals = figures->wholes[TELL__FIGURE_decimals].values[figure];
  return strcmp(origin, "computed") == 0 ? 0 : tell__stats_rounding_variance((int32_t)decimals);
}

/* The error of a year as the trend takes it (telling/trends.h); 0 when it cannot be read. */
static double error_of(const tell__figures *figures, int64_t figure, double share) {
  double se = 0, lo = 0, hi = 0, level = 0;
  if (!tell__figure_real(figures, TELL__FIGURE_confidence, figure, &level) ||
      !tell__figure_real(figures, TELL__FIGURE_se, figure, &se) ||
      !tell__figure_real(figures, TELL__FIGURE_lo, figure, &lo) ||
      !tell__figure_real(figures, TELL__FIGURE_hi, figure, &hi))
    return 0;
  double n = (double)figures->wholes[TELL__FIGURE_n].values[figure];
  double of_share = share > 0 ? tell__stats_share_error(share, n, rounding_of(figures, figure)) : 0;
  return of_share > 0 ? of_share : tell__stats_year_error(se, lo, hi, level);
}

/* Value, weight 1/(error² + variance of years) and year of a figure; 0 when it cannot be read. */
static int read_year(const tell__figures *figures, int64_t figure, const line_of *line,
                     double *value, double *weight, double *year) {
  double error = error_of(figures, figure, line->share);
  if (!tell__figure_real(figures, TELL__FIGURE_value, figure, value) || !(error > 0))
    return 0;
  *weight = 1 / (error * error + line->years);
  *year = (double)figures->wholes[TELL__FIGURE_period].values[figure];
  return isfinite(*weight) != 0;
}

/* Weights of the line with known standard errors; 0 when they cannot be made. */
static int weigh(const tell__figures *figures, double years, tell__slope_weights *weights,
                 double *slope) {
  const line_of line = {years, pooled_share(figures, weights)};
  double value = 0, weight = 0, year = 0, all = 0, mean = 0, spread = 0;
  for (size_t i = 0; i < weights->count; i++) {
    if (!read_year(figures, weights->years[i].figure, &line, &value, &weight, &year))
      return 0;
    all += weight;
    mean += weight * year;
  }
  mean /= all;
  for (size_t i = 0; i < weights->count; i++) {
    read_year(figures, weights->years[i].figure, &line, &value, &weight, &year);
    weights->years[i].weight = weight * (year - mean);
    spread += weight * (year - mean) * (year - mean);
  }
  *slope = 0;
  for (size_t i = 0; spread > 0 && i < weights->count; i++) {
    read_year(figures, weights->years[i].figure, &line, &value, &weight, &year);
    weights->years[i].weight /= spread;
    *slope += weights->years[i].weight * value;
  }
  return spread > 0;
}

/* Near 0 the last digits are those of the values, not of the slope. */
static int gives_again(double slope, double released, double largest) {
  return fabs(slope - released) <= accuracy * fmax(fabs(released), largest * 1e-3);
}

static double largest_value(const tell__figures *figures, const tell__slope_weights *weights) {
  double largest = 0, value = 0;
  for (size_t i = 0; i < weights->count; i++)
    if (tell__figure_real(figures, TELL__FIGURE_value, weights->years[i].figure, &value))
      largest = fmax(largest, fabs(value));
  return largest;
}

tell_status tell__slope_weights_find(const tell__figures *figures, const tell_table *trends,
                                     int64_t row, tell__slope_weights *weights, tell_error *err) {
  tell__reals slopes;
  double told = 0, slope = 0;
  tell__reals_find(trends, "slope", &slopes);
  if (!find_years(figures, trends, row, weights))
    return tell__fail_memory(err);
  if (!tell__reals_get(&slopes, row, &told) ||
      strcmp(tell__slope_method(trends, row), "theil_sen") == 0)
    return TELL_OK;
  weights->known = weigh(figures, year_variance(trends, row), weights, &slope) &&
                   gives_again(slope, told, largest_value(figures, weights));
  return TELL_OK;
}
