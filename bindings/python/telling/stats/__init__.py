# SPDX-License-Identifier: GPL-3.0-or-later
"""Statistics for their own sake: numbers in, one result out.

    from telling import stats
    share = stats.proportion(40, 100)
    share.value, share.lo, share.hi   # 0.4, 0.309, 0.498
    stats.proportion(0, 0).state      # "empty": what the data do is a state, never an exception

Only an unknown method and values that are no numbers raise.
"""
from ._statistic import Statistic
from .adjust import adjust
from .charts import chart_counts, runs, xmr
from .differences import (child_difference, child_mean, child_proportion, two_figures, two_means,
                          two_proportions)
from .inequality import gradient, icc_means, icc_shares
from .intervals import mean, mean_counts, mean_published, mean_values, proportion, rate
from .series import (hirsch_slack, line, mann_kendall, proportion_trend, slope, slope_at,
                     slope_leave_one_out, slope_windows, smallest_change, theil_sen)
from .units import (Shrunken, funnel_mean, funnel_ratio, funnel_share, overdispersion_means,
                    overdispersion_shares, shrinkage)

__all__ = [
    "Statistic",
    "adjust",
    "chart_counts", "runs", "xmr",
    "child_difference", "child_mean", "child_proportion", "two_figures", "two_means",
    "two_proportions",
    "gradient", "icc_means", "icc_shares",
    "mean", "mean_counts", "mean_published", "mean_values", "proportion", "rate",
    "hirsch_slack", "line", "mann_kendall", "proportion_trend", "slope", "slope_at",
    "slope_leave_one_out", "slope_windows", "smallest_change", "theil_sen",
    "Shrunken", "funnel_mean", "funnel_ratio", "funnel_share", "overdispersion_means",
    "overdispersion_shares", "shrinkage",
]
