/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spread of pupils behind a figure; see the header. */
#include "analysis/spread.h"

#include <math.h>
#include <string.h>

int tell__spread_is_share(const tell__figures *figures, int64_t row) {
  return tell__kind_id_is_share(tell__figure_text(figures, TELL__FIGURE_kind, row));
}

/* Of these methods the sampling variance is that of a mean of n pupils: n times it is theirs. */
static int is_mean_of_pupils(const char *method) {
  return strcmp(method, "mean_t") == 0 || strcmp(method, "published_margin") == 0;
}

int tell__spread_of_pupils(const tell__figures *figures, int64_t row, double *sd) {
  if (tell__figures_indicator(figures, row)->kind != TELL__KIND_MEAN ||
      !is_mean_of_pupils(tell__figure_text(figures, TELL__FIGURE_method, row)))
    return 0;
  const tell__stats_part part = tell__figures_part(figures, row);
  if (!part.has_n || !part.has_spread || !(part.n > 0))
    return 0;
  *sd = sqrt(part.n * part.variance.sampling);
  return 1;
}

int tell__spread_is_pooled(const tell__figures *figures, int64_t row) {
  return strcmp(tell__figure_text(figures, TELL__FIGURE_interval_state, row), "pooled_spread") == 0;
}
