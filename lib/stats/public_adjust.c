/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public function of telling/stats_adjust.h. */
#include "telling/stats_adjust.h"

#include "base/alloc.h"
#include "stats/multiplicity.h"
#include "stats/statistic.h"

static void hand_over(tell_statistic *out, const double *adjusted, size_t tests,
                      const tell_stat_state *states, size_t count, const char *method) {
  double smallest = 1;
  for (size_t i = 0; i < count; i++)
    if (states[i] == TELL_STAT_OK && adjusted[i] < smallest)
      smallest = adjusted[i];
  tell__estimate estimate =
      tell__stats_value_only((double)tests, (double)tests, method, TELL_STAT_OK);
  tell__statistic_set(out, &estimate);
  tell__statistic_add(out, "smallest", smallest);
}

tell_status tell_stats_adjust(const double *p, size_t count, int32_t method, double *adjusted,
                              int32_t *states, tell_statistic *out, tell_error *err) {
  tell_stat_state *own = NULL, state;
  size_t tests;
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  if (!tell__stats_adjusts_by(method))
    return tell__fail(err, TELL_E_ARGUMENT, "no such way to adjust p values");
  if (count > 0 && (p == NULL || adjusted == NULL))
    return tell__fail(err, TELL_E_ARGUMENT, "p values and room for the adjusted ones are needed");
  if (states == NULL)
    states = own = tell__alloc_array(count, sizeof *own);
  if (states == NULL ||
      tell__stats_adjust(p, count, method, adjusted, states, &tests, &state) != TELL_OK) {
    status = tell__fail_memory(err);
    goto out;
  }
  if (state == TELL_STAT_OK) {
    hand_over(out, adjusted, tests, states, count, tell__stats_adjust_method(method));
  } else {
    tell__estimate nothing = tell__stats_nothing(state);
    tell__statistic_set(out, &nothing);
  }
out:
  tell__free(own);
  return status;
}
