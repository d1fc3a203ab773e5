/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public functions of telling/stats_intervals.h: arguments checked, one pure function called,
 * its result handed over. */
#include "telling/stats_intervals.h"

#include "stats/proportion.h"
#include "stats/statistic.h"

tell_status tell_stats_proportion(double x, double n, int32_t method, double level,
                                  tell_statistic *out, tell_error *err) {
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  if (method != TELL_PROPORTION_WILSON)
    return tell__fail(err, TELL_E_ARGUMENT, "no such method for the interval of a share");
  tell__estimate estimate = tell__stats_proportion_wilson(x, n, level);
  tell__statistic_set(out, &estimate);
  return TELL_OK;
}
