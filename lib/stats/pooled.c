/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pooled means; see the header. */
#include "stats/pooled.h"

#include <math.h>

tell__estimate tell__stats_pool_mean(const tell__stats_pool *pool, double z, double level) {
  tell__estimate out = {.method = "pooled_mean", .n = pool->n};
  if (pool->is_impossible)
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  if (!pool->is_begun)
    return tell__stats_nothing(TELL_STAT_EMPTY);
  double shift = pool->first / pool->n;
  double squares = pool->within + (pool->second - pool->first * shift);
  out.value = pool->origin + shift;
  if (!tell__stats_pool_number(pool->n) || !tell__stats_pool_number(out.value) ||
      !tell__stats_pool_number(squares))
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  if (pool->n < 2) {
    out.state = TELL_STAT_TOO_FEW_POINTS;
    return out;
  }
  out.se = sqrt(fmax(squares, 0) / (pool->n - 1) / pool->n); /* rounding may go below 0 */
  out.lo = out.value - z * out.se;
  out.hi = out.value + z * out.se;
  out.level = level;
  out.state = out.se > 0 ? TELL_STAT_OK : TELL_STAT_ZERO_VARIANCE;
  return out;
}
