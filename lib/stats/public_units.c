/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public functions of telling/stats_units.h. */
#include "telling/stats_units.h"

#include "base/alloc.h"
#include "stats/funnel.h"
#include "stats/overdispersion.h"
#include "stats/shrinkage.h"
#include "stats/statistic.h"

tell_status tell_stats_funnel_share(double target, double n, double tau2, int32_t method,
                                    double level, tell_statistic *out, tell_error *err) {
  static tell__estimate (*const limits[])(double, double, double) = {
      tell__stats_funnel_binomial, tell__stats_funnel_binomial_mirrored, tell__stats_funnel_wilson};
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  if (method < TELL_FUNNEL_BINOMIAL || method > TELL_FUNNEL_ARCSINE)
    return tell__fail(err, TELL_E_ARGUMENT, "no such method for the limits of a share");
  tell__estimate estimate = tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  if (method == TELL_FUNNEL_ARCSINE)
    estimate = tell__stats_funnel_arcsine(target, n, tau2, level);
  else if (tau2 == 0)
    estimate = limits[method - 1](target, n, level);
  tell__statistic_set(out, &estimate);
  return TELL_OK;
}

tell_status tell_stats_funnel_ratio(double expected, int32_t method, double level,
                                    tell_statistic *out, tell_error *err) {
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  if (method != TELL_FUNNEL_POISSON && method != TELL_FUNNEL_POISSON_TOUCH)
    return tell__fail(err, TELL_E_ARGUMENT, "no such method for the limits of a ratio");
  tell__estimate estimate = method == TELL_FUNNEL_POISSON
                                ? tell__stats_funnel_poisson(expected, level)
                                : tell__stats_funnel_poisson_touch(expected, level);
  tell__statistic_set(out, &estimate);
  return TELL_OK;
}

tell_status tell_stats_funnel_mean(double target, double se, double tau2, double level,
                                   tell_statistic *out, tell_error *err) {
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  tell__estimate estimate = tell__stats_funnel_mean(target, se, tau2, level);
  tell__statistic_set(out, &estimate);
  return TELL_OK;
}

typedef tell_status (*find_overdispersion)(const double *, const double *, size_t, const double *,
                                           double, tell__stats_overdispersion *);

static tell_status overdispersion(find_overdispersion find, const char *method, const double *first,
                                  const double *second, size_t count, const double *target,
                                  double winsor, tell_statistic *out, tell_error *err) {
  tell__stats_overdispersion found;
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  if (count > 0 && (first == NULL || second == NULL))
    return tell__fail(err, TELL_E_ARGUMENT, "the units' numbers are needed");
  if (find(first, second, count, target, winsor, &found) != TELL_OK)
    return tell__fail_memory(err);
  tell__estimate estimate =
      found.state == TELL_STAT_OK
          ? tell__stats_value_only(found.phi, found.units, method, TELL_STAT_OK)
          : tell__stats_nothing(found.state);
  tell__statistic_set(out, &estimate);
  if (found.state != TELL_STAT_OK)
    return TELL_OK;
  tell__statistic_add(out, "tau2", found.tau2);
  tell__statistic_add(out, "q", found.q);
  tell__statistic_add(out, "p", found.p);
  tell__statistic_add(out, "target", found.target);
  return TELL_OK;
}

tell_status tell_stats_overdispersion_shares(const double *x, const double *n, size_t count,
                                             const double *target, double winsor,
                                             tell_statistic *out, tell_error *err) {
  return overdispersion(tell__stats_overdispersion_shares, "overdispersion_arcsine", x, n, count,
                        target, winsor, out, err);
}

tell_status tell_stats_overdispersion_means(const double *y, const double *se, size_t count,
                                            const double *target, double winsor,
                                            tell_statistic *out, tell_error *err) {
  return overdispersion(tell__stats_overdispersion_means, "overdispersion_means", y, se, count,
                        target, winsor, out, err);
}

static void hand_over(tell_statistic *out, const tell__stats_between *all, int32_t method,
                      double level) {
  tell__estimate estimate = tell__stats_nothing(all->state);
  if (all->state == TELL_STAT_OK)
    estimate = tell__stats_normal_interval(all->mu, all->mu_se, all->units, level,
                                           method == TELL_TAU_DL ? "shrunken_dl" : "shrunken_pm");
  tell__statistic_set(out, &estimate);
  if (all->state != TELL_STAT_OK)
    return;
  tell__statistic_add(out, "tau2", all->tau2);
  tell__statistic_add(out, "q", all->q);
}

tell_status tell_stats_shrinkage(const double *y, const double *se, size_t count, int32_t method,
                                 double level, double *values, double *lo, double *hi,
                                 double *reliability, tell_statistic *out, tell_error *err) {
  tell__estimate *units = NULL;
  double *own = NULL;
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  if (method != TELL_TAU_DL && method != TELL_TAU_PM)
    return tell__fail(err, TELL_E_ARGUMENT, "no such method for the variance between units");
  if (count > 0 && (y == NULL || se == NULL || values == NULL))
    return tell__fail(err, TELL_E_ARGUMENT, "the units' numbers and room for values are needed");
  units = tell__alloc_array(count, sizeof *units);
  if (reliability == NULL)
    reliability = own = tell__alloc_array(count, sizeof *own);
  if (units == NULL || reliability == NULL) {
    status = tell__fail_memory(err);
    goto out;
  }
  tell__stats_between all = tell__stats_shrink(y, se, count, method, level, units, reliability);
  for (size_t i = 0; i < count; i++) {
    values[i] = units[i].value;
    if (lo != NULL)
      lo[i] = units[i].lo;
    if (hi != NULL)
      hi[i] = units[i].hi;
  }
  hand_over(out, &all, method, level);
out:
  tell__free(units);
  tell__free(own);
  return status;
}
