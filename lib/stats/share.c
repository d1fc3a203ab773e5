/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares in per cent; see the header. */
#include "stats/share.h"

#include <math.h>

#include "stats/proportion.h"

tell__estimate tell__stats_share_percent(double x, double n, double level, double *variance) {
  tell__estimate share = tell__stats_proportion_wilson(x, n, level);
  *variance = 0;
  if (!tell__stats_has_interval(&share))
    return share;
  *variance = share.value * (1 - share.value) / n * 1e4;
  if (*variance <= 0)
    *variance = share.se * share.se * 1e4;
  share.value *= 100;
  share.lo *= 100;
  share.hi *= 100;
  share.se = sqrt(*variance);
  return share;
}
