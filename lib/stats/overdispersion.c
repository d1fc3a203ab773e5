/* SPDX-License-Identifier: GPL-3.0-or-later */
/* φ and τ² around a target; see the header. */
#include "stats/overdispersion.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "stats/quantile.h"
#include "stats/sort.h"
#include "stats/sum.h"

/* Units on the scale where their z is formed. */
typedef struct units {
  double *y, *se, *z;
  size_t count;
} units;

static void free_units(units *u) {
  tell__free(u->y);
  tell__free(u->se);
  tell__free(u->z);
}

/* Room for `count` units where `state` lets them be looked at; else, or without memory, `u` holds
 * none and `out` says why. */
static tell_status begin(units *u, size_t count, tell_stat_state state,
                         tell__stats_overdispersion *out) {
  *u = (units){0};
  *out = (tell__stats_overdispersion){.state = state};
  if (state != TELL_STAT_OK)
    return TELL_OK;
  u->y = tell__alloc_array(count, sizeof *u->y);
  u->se = tell__alloc_array(count, sizeof *u->se);
  u->z = tell__alloc_array(count, sizeof *u->z);
  out->state = TELL_STAT_DOMAIN_ERROR; /* stands when a sum overflows */
  if (u->y != NULL && u->se != NULL && u->z != NULL)
    return TELL_OK;
  out->state = TELL_STAT_MISSING;
  free_units(u);
  *u = (units){0};
  return TELL_E_MEMORY;
}

/* Type 7: linear between the sorted values. */
static double sorted_quantile(const double *z, size_t count, double p) {
  double at = (double)(count - 1) * p;
  size_t below = (size_t)at;
  if (below + 1 >= count)
    return z[count - 1];
  return z[below] + (at - (double)below) * (z[below + 1] - z[below]);
}

/* Σ z² and Σ of the same pulled in; sorts z. */
static void sum_squares(units *u, double winsor, double *q, double *pulled) {
  tell__stats_sum all = {0}, inside = {0};
  tell__stats_sort(u->z, u->count);
  double low = sorted_quantile(u->z, u->count, winsor);
  double high = sorted_quantile(u->z, u->count, 1 - winsor);
  for (size_t i = 0; i < u->count; i++) {
    double z = u->z[i], kept = fmin(fmax(z, low), high);
    tell__stats_sum_add_product(&all, z, z);
    tell__stats_sum_add_product(&inside, kept, kept);
  }
  *q = tell__stats_sum_value(&all);
  *pulled = tell__stats_sum_value(&inside);
}

static double find_tau2(const units *u, double phi) {
  tell__stats_sum w = {0}, ww = {0};
  double count = (double)u->count;
  if (phi <= 1)
    return 0;
  for (size_t i = 0; i < u->count; i++) {
    double weight = 1 / (u->se[i] * u->se[i]);
    tell__stats_sum_add(&w, weight);
    tell__stats_sum_add_product(&ww, weight, weight);
  }
  double sum = tell__stats_sum_value(&w);
  return fmax((count * phi - (count - 1)) / (sum - tell__stats_sum_value(&ww) / sum), 0);
}

/* Everything but the target's own scale. */
static void find(units *u, double target, double winsor, tell__stats_overdispersion *out) {
  tell__stats_overdispersion found = {.units = (double)u->count, .target = target};
  double pulled;
  for (size_t i = 0; i < u->count; i++) {
    u->z[i] = (u->y[i] - target) / u->se[i];
    if (!tell__stats_is_number(u->z[i]))
      return;
  }
  sum_squares(u, winsor, &found.q, &pulled);
  found.phi = pulled / found.units;
  found.tau2 = find_tau2(u, found.phi);
  if (!tell__stats_is_number(found.q) || !tell__stats_is_number(found.tau2) ||
      tell__stats_chisq_upper(found.q, found.units - 1, &found.p) != TELL_STAT_OK)
    return;
  *out = found;
}

static int is_winsor(double winsor) { return winsor >= 0 && winsor < 0.5; }

static tell_stat_state check_means(const double *y, const double *se, size_t count,
                                   const double *target, double winsor) {
  if (!is_winsor(winsor) || (target != NULL && !tell__stats_is_number(*target)))
    return TELL_STAT_DOMAIN_ERROR;
  for (size_t i = 0; i < count; i++)
    if (!tell__stats_is_number(y[i]) || !tell__stats_is_number(se[i]) || !(se[i] > 0))
      return TELL_STAT_DOMAIN_ERROR;
  return count < 3 ? TELL_STAT_TOO_FEW_POINTS : TELL_STAT_OK;
}

static double pooled_mean(const units *u) {
  tell__stats_sum w = {0}, wy = {0};
  for (size_t i = 0; i < u->count; i++) {
    double weight = 1 / (u->se[i] * u->se[i]);
    tell__stats_sum_add(&w, weight);
    tell__stats_sum_add_product(&wy, weight, u->y[i]);
  }
  return tell__stats_sum_value(&wy) / tell__stats_sum_value(&w);
}

tell_status tell__stats_overdispersion_means(const double *y, const double *se, size_t count,
                                             const double *target, double winsor,
                                             tell__stats_overdispersion *out) {
  units u;
  tell_status status = begin(&u, count, check_means(y, se, count, target, winsor), out);
  if (u.y == NULL)
    return status;
  memcpy(u.y, y, count * sizeof *y);
  memcpy(u.se, se, count * sizeof *se);
  u.count = count;
  find(&u, target != NULL ? *target : pooled_mean(&u), winsor, out);
  free_units(&u);
  return status;
}

static tell_stat_state check_shares(const double *x, const double *n, size_t count,
                                    const double *target, double winsor) {
  size_t used = 0;
  if (!is_winsor(winsor) || (target != NULL && !(*target >= 0 && *target <= 1)))
    return TELL_STAT_DOMAIN_ERROR;
  for (size_t i = 0; i < count; i++) {
    if (!tell__stats_is_number(n[i]) || !(x[i] >= 0 && x[i] <= n[i]))
      return TELL_STAT_DOMAIN_ERROR;
    used += n[i] > 0;
  }
  return used < 3 ? TELL_STAT_TOO_FEW_POINTS : TELL_STAT_OK;
}

static double pooled_share(const double *x, const double *n, size_t count) {
  tell__stats_sum xs = {0}, ns = {0};
  for (size_t i = 0; i < count; i++) {
    tell__stats_sum_add(&xs, x[i]);
    tell__stats_sum_add(&ns, n[i]);
  }
  return tell__stats_sum_value(&xs) / tell__stats_sum_value(&ns);
}

tell_status tell__stats_overdispersion_shares(const double *x, const double *n, size_t count,
                                              const double *target, double winsor,
                                              tell__stats_overdispersion *out) {
  units u;
  tell_status status = begin(&u, count, check_shares(x, n, count, target, winsor), out);
  if (u.y == NULL)
    return status;
  for (size_t i = 0; i < count; i++) {
    if (n[i] == 0)
      continue;
    u.y[u.count] = asin(sqrt((x[i] + 0.375) / (n[i] + 0.75)));
    u.se[u.count++] = 1 / sqrt(4 * n[i] + 2);
  }
  double share = target != NULL ? *target : pooled_share(x, n, count);
  find(&u, asin(sqrt(share)), winsor, out);
  if (out->state == TELL_STAT_OK)
    out->target = share;
  free_units(&u);
  return status;
}
