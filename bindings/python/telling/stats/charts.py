# SPDX-License-Identifier: GPL-3.0-or-later
"""Control charts and runs (telling/stats_charts.h)."""
import ctypes

from .. import _abi
from ._arrays import pairs, room
from ._statistic import choice, doubles, statistic

_COUNTS = {"p": _abi.TELL_CHART_P, "p_prime": _abi.TELL_CHART_P_PRIME, "c": _abi.TELL_CHART_C}


def _marks(excluded, count):
    """Positions of excluded points, as marks of all."""
    marks = (ctypes.c_int32 * max(count, 1))()
    for place in excluded:
        if not 0 <= place < count:
            raise ValueError("an excluded point is not in the series")
        marks[place] = 1
    return marks


def xmr(y, excluded=(), baseline=0, screen=False):
    """Limits for single values by their moving ranges. excluded: positions from 0."""
    values, count = doubles(y)
    return statistic("tell_stats_xmr", values, _marks(excluded, count), count, baseline, screen)


def chart_counts(x, n=None, method="p", excluded=(), baseline=0, screen=False):
    """Limits for each point, as pairs (lo, hi), and the chart's centre. n is None for method "c"."""
    if n is None:
        values, count = doubles(x)
    else:
        values, n, count = pairs(x, n)
    lo, hi = room(count), room(count)
    result = statistic("tell_stats_chart_counts", values, n, _marks(excluded, count), count,
                       baseline, choice(method, _COUNTS), screen, lo, hi)
    return list(zip(lo[:count], hi[:count])), result


def runs(y, centre, excluded=()):
    """Whether runs on one side of a centre are unusually long, or crossings unusually few."""
    values, count = doubles(y)
    return statistic("tell_stats_runs", values, _marks(excluded, count), count, centre)
