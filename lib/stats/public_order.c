/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tests of order and of shares of telling/stats_series.h. */
#include "stats/hirsch_slack.h"
#include "stats/mann_kendall.h"
#include "stats/proportion_trend.h"
#include "stats/public_points.h"
#include "stats/theil_sen.h"
#include "telling/stats_series.h"

/* The functions with pairs of points fail for want of memory only: the length was looked at before.
 */
static tell_status told(tell_status status, tell_error *err) {
  return status == TELL_E_MEMORY ? tell__fail_memory(err) : status;
}

static tell_status begin(const double *years, const double *values, size_t count,
                         int method_is_known, tell__stats_point **points, tell_statistic *out,
                         tell_error *err) {
  *points = NULL;
  tell_status status = tell__statistic_begin(out, err);
  if (status == TELL_OK && !method_is_known)
    status = tell__fail(err, TELL_E_ARGUMENT, "no such method for the order of a series");
  if (status == TELL_OK)
    status = tell__points_make(years, values, NULL, count, points, err);
  return status;
}

tell_status tell_stats_mann_kendall(const double *years, const double *values, size_t count,
                                    int32_t method, double tie_tolerance, tell_statistic *out,
                                    tell_error *err) {
  tell__stats_point *points;
  tell__stats_mann_kendall test;
  int known = method >= TELL_KENDALL_EXACT && method <= TELL_KENDALL_NORMAL_PLAIN;
  tell_status status = begin(years, values, count, known, &points, out, err);
  if (status == TELL_OK)
    status = told(tell__stats_mann_kendall_test(points, count, method, tie_tolerance, &test), err);
  if (status == TELL_OK) {
    tell__estimate s = tell__stats_value_only(test.s, test.n, test.method, test.state);
    tell__statistic_set(out, &s);
  }
  if (status == TELL_OK && test.method != NULL) {
    tell__statistic_add(out, "p", test.p);
    tell__statistic_add(out, "p_smallest", test.p_smallest);
    tell__statistic_add(out, "z", test.z);
    tell__statistic_add(out, "variance", test.variance);
    tell__statistic_add(out, "tau", test.s / (test.n * (test.n - 1) / 2));
  }
  tell__free(points);
  return status;
}

tell_status tell_stats_theil_sen(const double *years, const double *values, size_t count,
                                 int32_t interval, int32_t intercept, double level,
                                 tell_statistic *out, tell_error *err) {
  tell__stats_point *points;
  tell__stats_sen_line line;
  int known = (interval == TELL_SEN_EXACT || interval == TELL_SEN_GILBERT) &&
              (intercept == TELL_SEN_MEDIANS || intercept == TELL_SEN_RESIDUALS);
  tell_status status = begin(years, values, count, known, &points, out, err);
  if (status == TELL_OK)
    status =
        told(tell__stats_theil_sen_line(points, count, interval, intercept, level, &line), err);
  if (status == TELL_OK)
    tell__statistic_set(out, &line.slope);
  if (status == TELL_OK && tell__stats_has_value(&line.slope)) {
    tell__statistic_add(out, "intercept", line.intercept);
    tell__statistic_add(out, "pairs", line.pairs);
    if (line.attained > 0)
      tell__statistic_add(out, "attained", line.attained);
  }
  tell__free(points);
  return status;
}

static void set_strata(tell_statistic *out, const tell__stats_hirsch_slack *test) {
  tell__statistic_set(out, &test->slope);
  if (!tell__stats_has_value(&test->slope))
    return;
  tell__statistic_add(out, "s", test->s);
  tell__statistic_add(out, "variance", test->variance);
  tell__statistic_add(out, "z", test->z);
  tell__statistic_add(out, "p", test->p);
  tell__statistic_add(out, "tau", test->tau);
  tell__statistic_add(out, "intercept", test->intercept);
  tell__statistic_add(out, "strata", test->strata);
}

static tell_status test_strata(const tell__stats_point *points, const int32_t *strata, size_t count,
                               int32_t method, double tie_tolerance,
                               tell__stats_hirsch_slack *test) {
  tell__stats_stratum_point *all = tell__alloc_array(count + 1, sizeof *all);
  if (all == NULL)
    return TELL_E_MEMORY;
  for (size_t i = 0; i < count; i++)
    all[i] = (tell__stats_stratum_point){points[i], strata[i]};
  tell_status status = tell__stats_hirsch_slack_test(all, count, method, tie_tolerance, test);
  tell__free(all);
  return status;
}

tell_status tell_stats_hirsch_slack(const double *years, const double *values,
                                    const int32_t *strata, size_t count, int32_t method,
                                    double tie_tolerance, tell_statistic *out, tell_error *err) {
  tell__stats_point *points;
  tell__stats_hirsch_slack test;
  int known = method == TELL_STRATA_INDEPENDENT || method == TELL_STRATA_COVARIANCE;
  tell_status status = begin(years, values, count, known, &points, out, err);
  if (status == TELL_OK && strata == NULL && count > 0)
    status = tell__fail(err, TELL_E_ARGUMENT, "series side by side need their numbers");
  if (status == TELL_OK)
    status = told(test_strata(points, strata, count, method, tie_tolerance, &test), err);
  if (status == TELL_OK)
    set_strata(out, &test);
  tell__free(points);
  return status;
}

static tell_status make_counts(const double *years, const double *x, const double *n, size_t count,
                               tell__stats_count **out, tell_error *err) {
  if (count > 0 && (years == NULL || x == NULL || n == NULL))
    return tell__fail(err, TELL_E_ARGUMENT, "shares need years, x and n");
  if (count > TELL__STATS_MOST_POINTS)
    return tell__fail(err, TELL_E_LIMIT, "a series has more than 5000 points");
  *out = tell__alloc_array(count + 1, sizeof **out);
  if (*out == NULL)
    return tell__fail_memory(err);
  for (size_t i = 0; i < count; i++)
    (*out)[i] = (tell__stats_count){years[i], x[i], n[i]};
  return TELL_OK;
}

static void set_shares(tell_statistic *out, const tell__stats_proportion_trend *trend) {
  tell__statistic_set(out, &trend->slope);
  if (!tell__stats_has_value(&trend->slope))
    return;
  tell__statistic_add(out, "chi2", trend->chi2);
  tell__statistic_add(out, "z", trend->z);
  tell__statistic_add(out, "p", trend->p);
  tell__statistic_add(out, "q", trend->q);
  tell__statistic_add(out, "q_p", trend->q_p);
  tell__statistic_add(out, "pupils", trend->pupils);
  if (trend->agreement != TELL__STATS_NOT_APPLIED)
    tell__statistic_add(out, "agreement", trend->agreement == TELL__STATS_AGREE);
}

tell_status tell_stats_proportion_trend(const double *years, const double *x, const double *n,
                                        size_t count, double level, tell_statistic *out,
                                        tell_error *err) {
  tell__stats_count *counts = NULL;
  tell_status status = tell__statistic_begin(out, err);
  if (status == TELL_OK)
    status = make_counts(years, x, n, count, &counts, err);
  if (status == TELL_OK) {
    tell__stats_proportion_trend trend = tell__stats_proportion_trend_fit(counts, count, level);
    set_shares(out, &trend);
  }
  tell__free(counts);
  return status;
}
