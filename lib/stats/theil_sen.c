/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Theil-Sen slope; see the header. */
#include "stats/theil_sen.h"

#include <math.h>

#include "base/alloc.h"
#include "stats/kendall_null.h"
#include "stats/quantile.h"
#include "stats/sort.h"

enum { SHORT = 16, SHORT_PAIRS = SHORT * (SHORT - 1) / 2 };

/* The slopes of all pairs with different years, sorted. Most series are short and need no memory.
 */
typedef struct pair_set {
  double *slopes;
  size_t count;
  double few[SHORT_PAIRS];
} pair_set;

static void free_pairs(pair_set *p) {
  if (p->slopes != p->few)
    tell__free(p->slopes);
}

size_t tell__stats_pair_slopes(const tell__stats_point *points, size_t count, double *slopes) {
  size_t pairs = 0;
  for (size_t j = 1; j < count; j++)
    for (size_t i = 0; i < j; i++)
      if (points[i].year != points[j].year)
        slopes[pairs++] = (points[j].value - points[i].value) / (points[j].year - points[i].year);
  return pairs;
}

static int all_numbers(const double *numbers, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!tell__stats_is_number(numbers[i]))
      return 0;
  return 1;
}

static int all_points(const tell__stats_point *points, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!tell__stats_is_number(points[i].year) || !tell__stats_is_number(points[i].value))
      return 0;
  return 1;
}

/* Fills the pairs; a state other than OK says why there is no slope. */
static tell_status find_pairs(const tell__stats_point *points, size_t count, pair_set *p,
                              tell_stat_state *state) {
  p->count = 0;
  p->slopes = p->few;
  *state = TELL_STAT_MISSING;
  if (count > TELL__STATS_MOST_POINTS)
    return TELL_E_LIMIT;
  *state = all_points(points, count) ? TELL_STAT_TOO_FEW_POINTS : TELL_STAT_DOMAIN_ERROR;
  if (*state == TELL_STAT_DOMAIN_ERROR || count < 2)
    return TELL_OK;
  if (count > SHORT)
    p->slopes = tell__alloc_array(count * (count - 1) / 2, sizeof *p->slopes);
  if (p->slopes == NULL)
    return TELL_E_MEMORY;
  p->count = tell__stats_pair_slopes(points, count, p->slopes);
  if (!all_numbers(p->slopes, p->count))
    *state = TELL_STAT_DOMAIN_ERROR;
  else if (p->count > 0)
    *state = TELL_STAT_OK;
  if (*state == TELL_STAT_OK)
    tell__stats_sort(p->slopes, p->count);
  return TELL_OK;
}

static tell__estimate slope_of(const pair_set *p, size_t count, tell_stat_state state) {
  if (state != TELL_STAT_OK)
    return tell__stats_nothing(state);
  return tell__stats_value_only(tell__stats_sorted_median(p->slopes, p->count), (double)count,
                                "theil_sen", TELL_STAT_OK);
}

tell_status tell__stats_theil_sen(const tell__stats_point *points, size_t count,
                                  tell__estimate *out) {
  pair_set p;
  tell_stat_state state;
  *out = tell__stats_nothing(TELL_STAT_MISSING);
  tell_status status = find_pairs(points, count, &p, &state);
  if (status == TELL_OK)
    *out = slope_of(&p, count, state);
  free_pairs(&p);
  return status;
}

/* What Kendall's variance is made of: Σt(t−1)(2t+5), Σt(t−1) and Σt(t−1)(t−2) over ties. */
typedef struct tie_sums {
  double five, one, two;
} tie_sums;

static tie_sums sum_ties(const double *sorted, size_t count) {
  tie_sums sums = {0};
  for (size_t first = 0, end = 0; first < count; first = end) {
    while (end < count && sorted[end] == sorted[first])
      end++;
    double t = (double)(end - first);
    sums.five += t * (t - 1) * (2 * t + 5);
    sums.one += t * (t - 1);
    sums.two += t * (t - 1) * (t - 2);
  }
  return sums;
}

/* The sorted years and values of a line, and what is asked of it. */
typedef struct sen_task {
  double *years, *values;
  size_t count;
  tie_sums year_ties, value_ties;
  tell__stats_sen_intercept intercept;
  tell__stats_sen_interval interval;
  double level;
} sen_task;

static tell_status sort_points(const tell__stats_point *points, sen_task *task) {
  task->years = tell__alloc_array(task->count, sizeof *task->years);
  task->values = tell__alloc_array(task->count, sizeof *task->values);
  if (task->years == NULL || task->values == NULL)
    return TELL_E_MEMORY;
  for (size_t i = 0; i < task->count; i++) {
    task->years[i] = points[i].year;
    task->values[i] = points[i].value;
  }
  tell__stats_sort(task->years, task->count);
  tell__stats_sort(task->values, task->count);
  task->year_ties = sum_ties(task->years, task->count);
  task->value_ties = sum_ties(task->values, task->count);
  return TELL_OK;
}

static double find_intercept(const tell__stats_point *points, double slope, sen_task *task) {
  if (task->intercept == TELL__SEN_MEDIANS)
    return tell__stats_sorted_median(task->values, task->count) -
           slope * tell__stats_sorted_median(task->years, task->count);
  for (size_t i = 0; i < task->count; i++)
    task->values[i] = points[i].value - slope * points[i].year;
  tell__stats_sort(task->values, task->count);
  return tell__stats_sorted_median(task->values, task->count);
}

/* The largest r with 2·P(D <= r−1) <= alpha, 0 when there is none; and the level it attains. */
static tell_status exact_rank(size_t count, double alpha, size_t *rank, double *attained) {
  double share = 0;
  *rank = 0;
  for (size_t most = 0; 4 * most <= count * (count - 1); most++) {
    tell_status status = tell__stats_kendall_tail_no_ties(count, most, &share);
    if (status != TELL_OK)
      return status;
    /* 1 - level is not quite what the caller meant: 1 - 0.95 is above 0.05 by four bits. */
    if (2 * share > alpha * (1 + 1e-12))
      break;
    *rank = most + 1;
    *attained = 1 - 2 * share;
  }
  return TELL_OK;
}

static void set_interval(tell__estimate *slope, double lo, double hi, double level,
                         const char *method) {
  slope->lo = lo;
  slope->hi = hi;
  slope->level = level;
  slope->method = method;
}

static tell_status exact_interval(const pair_set *p, const sen_task *task,
                                  tell__stats_sen_line *line) {
  size_t rank;
  double attained = 0;
  tell_status status = exact_rank(task->count, 1 - task->level, &rank, &attained);
  if (status == TELL_OK && rank > 0) {
    set_interval(&line->slope, p->slopes[rank - 1], p->slopes[p->count - rank], task->level,
                 "theil_sen_exact");
    line->attained = attained;
  }
  return status;
}

/* The number at a rank from 1, between two of them where it is no whole number. */
static double at_rank(const double *sorted, size_t count, double rank) {
  size_t below = (size_t)floor(rank);
  double share = rank - floor(rank);
  if (below >= count)
    return sorted[count - 1];
  return sorted[below - 1] + share * (sorted[below] - sorted[below - 1]);
}

static double kendall_variance(const sen_task *task) {
  const tie_sums *x = &task->year_ties, *y = &task->value_ties;
  double k = (double)task->count;
  double variance = (k * (k - 1) * (2 * k + 5) - x->five - y->five) / 18;
  variance += x->one * y->one / (2 * k * (k - 1));
  if (task->count > 2)
    variance += x->two * y->two / (9 * k * (k - 1) * (k - 2));
  return variance;
}

static void gilbert_interval(const pair_set *p, const sen_task *task, tell__stats_sen_line *line) {
  double z = 0;
  (void)tell__stats_normal_critical(task->level, &z);
  double c = z * sqrt(kendall_variance(task));
  double low = ((double)p->count - c) / 2;
  double high = ((double)p->count + c) / 2 + 1;
  if (low >= 1 && high <= (double)p->count)
    set_interval(&line->slope, at_rank(p->slopes, p->count, low),
                 at_rank(p->slopes, p->count, high), task->level, "theil_sen_gilbert");
}

static tell_status fill_line(const tell__stats_point *points, const pair_set *p, sen_task *task,
                             tell__stats_sen_line *line) {
  int ties = task->year_ties.one > 0 || task->value_ties.one > 0;
  tell_status status = TELL_OK;
  line->pairs = (double)p->count;
  if (task->interval == TELL__SEN_EXACT_OR_GILBERT && !ties &&
      task->count <= TELL__STATS_SEN_EXACT_POINTS)
    status = exact_interval(p, task, line);
  else
    gilbert_interval(p, task, line);
  if (!tell__stats_has_interval(&line->slope))
    line->slope.state = TELL_STAT_TOO_FEW_POINTS;
  else if (line->slope.lo == line->slope.hi && task->values[0] == task->values[task->count - 1])
    line->slope.state = TELL_STAT_ZERO_VARIANCE;
  line->intercept = find_intercept(points, line->slope.value, task);
  if (!tell__stats_is_number(line->intercept))
    *line = (tell__stats_sen_line){.slope.state = TELL_STAT_DOMAIN_ERROR};
  return status;
}

static int is_asked_well(const sen_task *task) {
  double z;
  return tell__stats_normal_critical(task->level, &z) == TELL_STAT_OK &&
         (task->interval == TELL__SEN_EXACT_OR_GILBERT || task->interval == TELL__SEN_GILBERT) &&
         (task->intercept == TELL__SEN_MEDIANS || task->intercept == TELL__SEN_RESIDUALS);
}

tell_status tell__stats_theil_sen_line(const tell__stats_point *points, size_t count,
                                       tell__stats_sen_interval interval,
                                       tell__stats_sen_intercept intercept, double level,
                                       tell__stats_sen_line *out) {
  pair_set p;
  tell_stat_state state;
  tell__stats_sen_line line = {0};
  sen_task task = {.count = count, .intercept = intercept, .interval = interval, .level = level};
  *out = (tell__stats_sen_line){.slope.state = TELL_STAT_MISSING};
  tell_status status = find_pairs(points, count, &p, &state);
  if (status == TELL_OK && !is_asked_well(&task))
    state = TELL_STAT_DOMAIN_ERROR;
  if (status == TELL_OK)
    line.slope = slope_of(&p, count, state);
  if (status == TELL_OK && state == TELL_STAT_OK)
    status = sort_points(points, &task);
  if (status == TELL_OK && state == TELL_STAT_OK)
    status = fill_line(points, &p, &task, &line);
  if (status == TELL_OK)
    *out = line;
  tell__free(task.years);
  tell__free(task.values);
  free_pairs(&p);
  return status;
}
