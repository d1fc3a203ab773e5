/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public functions of telling/stats_differences.h: arguments checked, one pure function called,
 * its result handed over. */
#include "telling/stats_differences.h"

#include "stats/difference.h"
#include "stats/parent.h"
#include "stats/statistic.h"

/* The public constants are the internal ones. */
static int is_test(int32_t test) {
  return test >= TELL_SHARE_TEST_AUTO && test <= TELL_SHARE_TEST_FISHER;
}

static void give_difference(const tell__stats_difference *found, tell_statistic *out) {
  tell__statistic_set(out, &found->estimate);
  if (!found->has_p)
    return;
  tell__statistic_add(out, "p", found->p);
  /* Fisher's test has no statistic, and only chi-square and t have degrees of freedom. */
  if (found->df > 0 || found->statistic != 0)
    tell__statistic_add(out, "statistic", found->statistic);
  if (found->df > 0)
    tell__statistic_add(out, "df", found->df);
}

tell_status tell_stats_two_proportions(double x1, double n1, double x2, double n2, int32_t test,
                                       double level, tell_statistic *out, tell_error *err) {
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  if (!is_test(test))
    return tell__fail(err, TELL_E_ARGUMENT, "no such test of two shares");
  tell__stats_difference found = tell__stats_share_difference(x1, n1, x2, n2, test, level);
  give_difference(&found, out);
  return TELL_OK;
}

static void give_effect(const tell__stats_effect *effect, tell_statistic *out) {
  if (!effect->there)
    return;
  tell__statistic_add(out, "d", effect->d);
  tell__statistic_add(out, "d_lo", effect->d_lo);
  tell__statistic_add(out, "d_hi", effect->d_hi);
  tell__statistic_add(out, "g", effect->g);
  tell__statistic_add(out, "g_se", effect->g_se);
  tell__statistic_add(out, "g_lo", effect->g_lo);
  tell__statistic_add(out, "g_hi", effect->g_hi);
  tell__statistic_add(out, "sd_pooled", effect->sd);
}

tell_status tell_stats_two_means(double n1, double mean1, double sd1, double n2, double mean2,
                                 double sd2, double level, tell_statistic *out, tell_error *err) {
  const tell__stats_group first = {n1, mean1, sd1}, second = {n2, mean2, sd2};
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  tell__stats_difference found = tell__stats_mean_difference(&first, &second, level);
  give_difference(&found, out);
  if (tell__stats_has_interval(&found.estimate)) {
    tell__stats_effect effect = tell__stats_effect_size(&first, &second, level);
    give_effect(&effect, out);
  }
  return TELL_OK;
}

tell_status tell_stats_child_proportion(double child_x, double child_n, double parent_x,
                                        double parent_n, int32_t test, double level,
                                        tell_statistic *out, tell_error *err) {
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  if (!is_test(test))
    return tell__fail(err, TELL_E_ARGUMENT, "no such test of two shares");
  tell__stats_difference found =
      tell__stats_child_share(child_x, child_n, parent_x, parent_n, test, level);
  give_difference(&found, out);
  return TELL_OK;
}

tell_status tell_stats_child_mean(double child_n, double child_mean, double child_sd,
                                  double parent_n, double parent_mean, double parent_sd,
                                  double level, tell_statistic *out, tell_error *err) {
  const tell__stats_group child = {child_n, child_mean, child_sd};
  const tell__stats_group parent = {parent_n, parent_mean, parent_sd};
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  tell__stats_difference found = tell__stats_child_mean(&child, &parent, level);
  give_difference(&found, out);
  return TELL_OK;
}

/* A known standard error as a variance; a negative one must not become positive by squaring. */
static tell__stats_part part(double value, double n, double se) {
  tell__stats_part out = {value, n, {se >= 0 ? se * se : -1, 0, 0}, 1, 1};
  return out;
}

tell_status tell_stats_child_difference(double child, double child_n, double child_se,
                                        double parent, double parent_n, double parent_se,
                                        double level, tell_statistic *out, tell_error *err) {
  const tell__stats_part inner = part(child, child_n, child_se);
  const tell__stats_part outer = part(parent, parent_n, parent_se);
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  tell__estimate estimate = tell__stats_child_against_parent(&inner, &outer, level);
  tell__stats_difference found = tell__stats_normal_test(&estimate);
  give_difference(&found, out);
  return TELL_OK;
}

tell_status tell_stats_two_figures(double first, double first_se, double second, double second_se,
                                   double level, tell_statistic *out, tell_error *err) {
  tell__stats_part one = part(first, 0, first_se), other = part(second, 0, second_se);
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  one.has_n = other.has_n = 0;
  tell__estimate estimate = tell__stats_known_difference(&one, &other, level);
  tell__stats_difference found = tell__stats_normal_test(&estimate);
  give_difference(&found, out);
  return TELL_OK;
}
