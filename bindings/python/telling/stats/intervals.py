# SPDX-License-Identifier: GPL-3.0-or-later
"""Intervals for one figure (telling/stats_intervals.h)."""
from .. import _abi
from ._statistic import choice, statistic

_PROPORTION = {"wilson": _abi.TELL_PROPORTION_WILSON}


def proportion(x, n, method="wilson", level=0.95):
    """The share x of n with its interval, as proportions."""
    return statistic("tell_stats_proportion", x, n, choice(method, _PROPORTION), level)
