/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cochran-Armitage; see the header. */
#include "stats/proportion_trend.h"

#include <math.h>

#include "stats/quantile.h"
#include "stats/sum.h"

/* Sums over the years with pupils, one of them left out. */
typedef struct totals {
  double x, n, t0, t; /* t: mean year, counted from t0 */
  double tt, xt;      /* Σ n(t − t̄)², Σ x(t − t̄) */
  size_t years;
} totals;

static int is_count(const tell__stats_count *c) {
  return tell__stats_is_number(c->year) && tell__stats_is_number(c->x) &&
         tell__stats_is_number(c->n) && c->x >= 0 && c->x <= c->n;
}

static int all_counts(const tell__stats_count *years, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (!is_count(&years[i]))
      return 0;
    for (size_t j = 0; j < i; j++)
      if (years[j].year == years[i].year)
        return 0;
  }
  return 1;
}

static totals add_up(const tell__stats_count *years, size_t count, size_t skip) {
  totals sums = {0};
  tell__stats_sum x = {0}, n = {0}, nt = {0}, tt = {0}, xt = {0};
  for (size_t i = 0; i < count; i++)
    if (i != skip && years[i].n > 0 && (sums.years++ == 0 || years[i].year < sums.t0))
      sums.t0 = years[i].year;
  for (size_t i = 0; i < count; i++) {
    if (i == skip)
      continue;
    tell__stats_sum_add(&x, years[i].x);
    tell__stats_sum_add(&n, years[i].n);
    tell__stats_sum_add_product(&nt, years[i].n, years[i].year - sums.t0);
  }
  sums.x = tell__stats_sum_value(&x);
  sums.n = tell__stats_sum_value(&n);
  sums.t = sums.n > 0 ? tell__stats_sum_value(&nt) / sums.n : 0;
  for (size_t i = 0; i < count; i++) {
    if (i == skip)
      continue;
    double dt = years[i].year - sums.t0 - sums.t;
    tell__stats_sum_add_product(&tt, years[i].n * dt, dt);
    /* Σ n(t − t̄) is 0 but for rounding: x is counted from the mean share, which keeps it small. */
    tell__stats_sum_add_product(&xt, years[i].x - years[i].n * (sums.x / sums.n), dt);
  }
  sums.tt = tell__stats_sum_value(&tt);
  sums.xt = tell__stats_sum_value(&xt);
  return sums;
}

static int sign(double x) { return (x > 0) - (x < 0); }

static tell__stats_agreement find_agreement(const tell__stats_count *years, size_t count,
                                            const totals *all) {
  if (all->years < 4)
    return TELL__STATS_NOT_APPLIED;
  for (size_t skip = 0; skip < count; skip++) {
    if (years[skip].n <= 0)
      continue;
    totals rest = add_up(years, count, skip);
    if (all->xt == 0 || sign(rest.xt) != sign(all->xt))
      return TELL__STATS_DISAGREE;
  }
  return TELL__STATS_AGREE;
}

/* The chi-square of all years against one share for all. */
static double whole_chi2(const tell__stats_count *years, size_t count, const totals *all) {
  tell__stats_sum sum = {0};
  double share = all->x / all->n;
  for (size_t i = 0; i < count; i++) {
    if (years[i].n <= 0)
      continue;
    double d = years[i].x - years[i].n * share;
    tell__stats_sum_add_product(&sum, d / years[i].n, d);
  }
  return tell__stats_sum_value(&sum) / (share * (1 - share));
}

static tell__stats_proportion_trend without(tell_stat_state state) {
  return (tell__stats_proportion_trend){.slope = tell__stats_nothing(state)};
}

static tell__stats_proportion_trend flat(const totals *all) {
  tell__stats_proportion_trend out = {.p = 1, .q_p = 1, .pupils = all->n};
  out.slope =
      tell__stats_value_only(0, (double)all->years, "cochran_armitage", TELL_STAT_ZERO_VARIANCE);
  return out;
}

static tell__stats_proportion_trend judge(const tell__stats_count *years, size_t count,
                                          const totals *all, double level) {
  tell__stats_proportion_trend out = {.q_p = 1, .pupils = all->n};
  double share = all->x / all->n;
  double slope = all->xt / all->tt;
  double se = sqrt(share * (1 - share) / all->tt);
  out.slope = tell__stats_normal_interval(slope, se, (double)all->years, level, "cochran_armitage");
  if (out.slope.state != TELL_STAT_OK)
    return without(TELL_STAT_DOMAIN_ERROR);
  out.z = slope / se;
  out.chi2 = out.z * out.z;
  tell_stat_state state = tell__stats_normal_two_sided(out.z, &out.p);
  if (state == TELL_STAT_OK && all->years > 2) {
    out.q = fmax(0, whole_chi2(years, count, all) - out.chi2);
    state = tell__stats_chisq_upper(out.q, (double)all->years - 2, &out.q_p);
  }
  out.agreement = find_agreement(years, count, all);
  return state == TELL_STAT_OK ? out : without(TELL_STAT_DOMAIN_ERROR);
}

tell__stats_proportion_trend tell__stats_proportion_trend_fit(const tell__stats_count *years,
                                                              size_t count, double level) {
  double z;
  if (!all_counts(years, count) || tell__stats_normal_critical(level, &z) != TELL_STAT_OK)
    return without(TELL_STAT_DOMAIN_ERROR);
  totals all = add_up(years, count, count);
  if (all.years == 0)
    return without(TELL_STAT_EMPTY);
  if (all.years < 2)
    return without(TELL_STAT_TOO_FEW_POINTS);
  if (all.x == 0 || all.x == all.n)
    return flat(&all);
  if (!(all.tt > 0) || !isfinite(all.tt) || !isfinite(all.xt))
    return without(TELL_STAT_DOMAIN_ERROR);
  return judge(years, count, &all, level);
}
