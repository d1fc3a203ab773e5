/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public functions of telling/stats_intervals.h: arguments checked, one pure function called,
 * its result handed over. */
#include "telling/stats_intervals.h"

#include "stats/mean.h"
#include "stats/moments.h"
#include "stats/poisson.h"
#include "stats/proportion.h"
#include "stats/statistic.h"

tell_status tell_stats_proportion(double x, double n, int32_t method, double level,
                                  tell_statistic *out, tell_error *err) {
  tell__estimate estimate;
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  if (method == TELL_PROPORTION_WILSON)
    estimate = tell__stats_proportion_wilson(x, n, level);
  else if (method == TELL_PROPORTION_EXACT)
    estimate = tell__stats_proportion_exact(x, n, level);
  else if (method == TELL_PROPORTION_JEFFREYS)
    estimate = tell__stats_proportion_jeffreys(x, n, level);
  else
    return tell__fail(err, TELL_E_ARGUMENT, "no such method for the interval of a share");
  tell__statistic_set(out, &estimate);
  return TELL_OK;
}

tell_status tell_stats_mean(double n, double mean, double sd, double level, tell_statistic *out,
                            tell_error *err) {
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  tell__estimate estimate = tell__stats_mean_t(mean, sd, n, level);
  tell__statistic_set(out, &estimate);
  return TELL_OK;
}

static void give_mean(const tell__estimate *estimate, const tell__stats_moments *moments,
                      tell_statistic *out) {
  tell__statistic_set(out, estimate);
  if (!tell__stats_has_value(estimate))
    return;
  if (tell__stats_has_interval(estimate))
    tell__statistic_add(out, "sd", moments->sd);
  tell__statistic_add(out, "least", moments->least);
  tell__statistic_add(out, "most", moments->most);
}

tell_status tell_stats_mean_values(const double *values, size_t count, double level,
                                   tell_statistic *out, tell_error *err) {
  tell__stats_moments moments;
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  if (values == NULL && count > 0)
    return tell__fail(err, TELL_E_ARGUMENT, "a mean needs its values");
  tell__estimate estimate = tell__stats_mean_of_values(values, count, level, &moments);
  give_mean(&estimate, &moments, out);
  return TELL_OK;
}

tell_status tell_stats_mean_counts(const double *scores, const double *counts, size_t count,
                                   double level, tell_statistic *out, tell_error *err) {
  tell__stats_moments moments;
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  if ((scores == NULL || counts == NULL) && count > 0)
    return tell__fail(err, TELL_E_ARGUMENT, "a mean needs its scores and how often each occurs");
  tell__estimate estimate = tell__stats_mean_of_counts(scores, counts, count, level, &moments);
  give_mean(&estimate, &moments, out);
  return TELL_OK;
}

tell_status tell_stats_mean_published(double value, double margin, int32_t decimals, double n,
                                      double level, tell_statistic *out, tell_error *err) {
  tell__variance variance;
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  tell__estimate estimate =
      tell__stats_mean_published(value, margin, decimals, n, level, &variance);
  tell__statistic_set(out, &estimate);
  if (tell__stats_has_interval(&estimate)) {
    tell__statistic_add(out, "sampling_variance", variance.sampling);
    tell__statistic_add(out, "rounding_variance", variance.rounding);
  }
  return TELL_OK;
}

tell_status tell_stats_rate(double events, double exposure, double scale, int32_t method,
                            double level, tell_statistic *out, tell_error *err) {
  tell__estimate estimate;
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  if (method == TELL_RATE_EXACT)
    estimate = tell__stats_rate_exact(events, exposure, scale, level);
  else if (method == TELL_RATE_BYAR)
    estimate = tell__stats_rate_byar(events, exposure, scale, level);
  else if (method == TELL_RATE_PHE)
    estimate = tell__stats_rate_phe(events, exposure, scale, level);
  else
    return tell__fail(err, TELL_E_ARGUMENT, "no such method for the interval of a rate");
  tell__statistic_set(out, &estimate);
  return TELL_OK;
}
