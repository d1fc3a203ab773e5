# SPDX-License-Identifier: GPL-3.0-or-later
"""Intervals for one figure (telling/stats_intervals.h)."""
from .. import _abi
from ._statistic import choice, doubles, statistic

_PROPORTION = {"wilson": _abi.TELL_PROPORTION_WILSON, "exact": _abi.TELL_PROPORTION_EXACT,
               "jeffreys": _abi.TELL_PROPORTION_JEFFREYS}
_RATE = {"exact": _abi.TELL_RATE_EXACT, "byar": _abi.TELL_RATE_BYAR, "phe": _abi.TELL_RATE_PHE}


def proportion(x, n, method="wilson", level=0.95):
    """The share x of n with its interval, as proportions. method: wilson, exact, jeffreys."""
    return statistic("tell_stats_proportion", x, n, choice(method, _PROPORTION), level)


def mean(n, mean, sd, level=0.95):
    """The t interval of a mean from n, mean and the standard deviation of single pupils."""
    return statistic("tell_stats_mean", n, mean, sd, level)


def mean_values(values, level=0.95):
    """The mean of single values with its interval; further numbers sd, least, most."""
    array, count = doubles(values)
    return statistic("tell_stats_mean_values", array, count, level)


def mean_counts(counts, scores=None, level=0.95):
    """The mean of an ordinal scale from how many chose each category; scores 1, 2, ... unless
    given."""
    numbers, count = doubles(counts)
    points, score_count = doubles(range(1, count + 1) if scores is None else scores)
    if score_count != count:
        raise ValueError("there must be as many scores as counts")
    return statistic("tell_stats_mean_counts", points, numbers, count, level)


def mean_published(value, margin, decimals, n=0, level=0.95):
    """A mean published rounded, with the half-width of its 95 % interval."""
    return statistic("tell_stats_mean_published", value, margin, decimals, n, level)


def rate(events, exposure=1, scale=1, method="exact", level=0.95):
    """A number of events, or events per `scale` of exposure. method: exact, byar, phe."""
    return statistic("tell_stats_rate", events, exposure, scale, choice(method, _RATE), level)
