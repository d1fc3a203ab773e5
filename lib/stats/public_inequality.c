/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public functions of telling/stats_inequality.h. */
#include "telling/stats_inequality.h"

#include "stats/gradient.h"
#include "stats/icc.h"
#include "stats/statistic.h"

static void hand_over(tell_statistic *out, const tell__estimate *estimate,
                      const tell__stats_icc_parts *parts) {
  tell__statistic_set(out, estimate);
  if (!tell__stats_has_value(estimate))
    return;
  tell__statistic_add(out, "between", parts->between);
  tell__statistic_add(out, "within", parts->within);
  tell__statistic_add(out, "tau2", parts->tau2);
  tell__statistic_add(out, "df1", parts->df1);
  tell__statistic_add(out, "df2", parts->df2);
  tell__statistic_add(out, "unit_size", parts->unit_size);
  tell__statistic_add(out, "units", parts->units);
  if (!tell__stats_has_interval(estimate))
    return;
  tell__statistic_add(out, "f", parts->f);
  tell__statistic_add(out, "p", parts->p);
}

tell_status tell_stats_icc_means(const double *n, const double *mean, const double *sd,
                                 size_t count, double level, tell_statistic *out, tell_error *err) {
  tell__stats_icc_parts parts;
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  if (count > 0 && (n == NULL || mean == NULL || sd == NULL))
    return tell__fail(err, TELL_E_ARGUMENT, "n, mean and standard deviation are needed");
  tell__estimate estimate = tell__stats_icc_means(n, mean, sd, count, level, &parts);
  hand_over(out, &estimate, &parts);
  return TELL_OK;
}

tell_status tell_stats_icc_shares(const double *x, const double *n, size_t count, double level,
                                  tell_statistic *out, tell_error *err) {
  tell__stats_icc_parts parts;
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  if (count > 0 && (x == NULL || n == NULL))
    return tell__fail(err, TELL_E_ARGUMENT, "counts are needed");
  tell__estimate estimate = tell__stats_icc_shares(x, n, count, level, &parts);
  hand_over(out, &estimate, &parts);
  return TELL_OK;
}

tell_status tell_stats_gradient(const double *population, const double *y, const double *se,
                                size_t count, int32_t scale, int32_t method, double level,
                                tell_statistic *sii, tell_statistic *rii, tell_error *err) {
  tell_status status = tell__statistic_begin(sii, err);
  if (status == TELL_OK && rii != NULL)
    status = tell__statistic_begin(rii, err);
  if (status != TELL_OK)
    return status;
  if (scale < TELL_GRADIENT_LINEAR || scale > TELL_GRADIENT_LOGIT)
    return tell__fail(err, TELL_E_ARGUMENT, "no such scale for a gradient");
  if (method != TELL_RATIO_FIELLER && method != TELL_RATIO_DELTA)
    return tell__fail(err, TELL_E_ARGUMENT, "no such method for the relative index");
  if (count > 0 && (population == NULL || y == NULL))
    return tell__fail(err, TELL_E_ARGUMENT, "population and values of the groups are needed");
  tell__stats_gradient found =
      tell__stats_gradient_of(population, y, se, count, scale, method, level);
  tell__statistic_set(sii, &found.sii);
  if (rii != NULL)
    tell__statistic_set(rii, &found.rii);
  if (tell__stats_has_value(&found.sii)) {
    tell__statistic_add(sii, "start", found.start);
    tell__statistic_add(sii, "end", found.end);
    tell__statistic_add(sii, "dropped", found.dropped);
  }
  return TELL_OK;
}
