/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of arrays; see the header. */
#include "stats/public_points.h"

#include <math.h>

tell_status tell__points_make(const double *years, const double *values, const double *ses,
                              size_t count, tell__stats_point **out, tell_error *err) {
  *out = NULL;
  if (count > 0 && (years == NULL || values == NULL))
    return tell__fail(err, TELL_E_ARGUMENT, "a series needs its years and values");
  if (count > TELL__STATS_MOST_POINTS)
    return tell__fail(err, TELL_E_LIMIT, "a series has more than 5000 points");
  *out = tell__alloc_array(count + 1, sizeof **out);
  if (*out == NULL)
    return tell__fail_memory(err);
  for (size_t i = 0; i < count; i++)
    (*out)[i] =
        (tell__stats_point){years[i], values[i], ses == NULL ? 0 : ses[i], ses == NULL ? 0 : 1};
  return TELL_OK;
}

void tell__points_weigh(const double *weights, size_t count, tell__stats_point *points) {
  for (size_t i = 0; weights != NULL && i < count; i++) {
    points[i].has_se = 1;
    points[i].se = weights[i] > 0 && isfinite(weights[i]) ? 1 / sqrt(weights[i]) : -1;
  }
}
