# SPDX-License-Identifier: GPL-3.0-or-later
"""Many units side by side: funnels, overdispersion, shrinkage (telling/stats_units.h)."""
import collections
import ctypes

from .. import _abi
from ._arrays import pairs, room
from ._statistic import choice, statistic

_SHARES = {"binomial": _abi.TELL_FUNNEL_BINOMIAL,
           "binomial_mirrored": _abi.TELL_FUNNEL_BINOMIAL_MIRRORED,
           "wilson": _abi.TELL_FUNNEL_WILSON, "arcsine": _abi.TELL_FUNNEL_ARCSINE}
_RATIOS = {"poisson": _abi.TELL_FUNNEL_POISSON, "poisson_touch": _abi.TELL_FUNNEL_POISSON_TOUCH}
_TAUS = {"dl": _abi.TELL_TAU_DL, "pm": _abi.TELL_TAU_PM}

Shrunken = collections.namedtuple("Shrunken", "value lo hi reliability")


def funnel_share(target, n, method="binomial_mirrored", level=0.95, tau2=0.0):
    """Where the share of a unit with n participants lies when its true share is the target."""
    return statistic("tell_stats_funnel_share", target, n, tau2, choice(method, _SHARES), level)


def funnel_ratio(expected, method="poisson", level=0.95):
    """Limits of observed over expected events."""
    return statistic("tell_stats_funnel_ratio", expected, choice(method, _RATIOS), level)


def funnel_mean(target, se, tau2=0.0, level=0.95):
    """Limits of a mean with known standard error."""
    return statistic("tell_stats_funnel_mean", target, se, tau2, level)


def _overdispersion(name, first, second, target, winsor):
    first, second, count = pairs(first, second)
    around = None if target is None else ctypes.byref(ctypes.c_double(target))
    return statistic(name, first, second, count, around, winsor)


def overdispersion_shares(x, n, target=None, winsor=0.1):
    """Whether shares x of n lie wider around a target (None: their own mean) than chance says."""
    return _overdispersion("tell_stats_overdispersion_shares", x, n, target, winsor)


def overdispersion_means(y, se, target=None, winsor=0.1):
    """Whether means lie wider around a target (None: their own mean) than their errors say."""
    return _overdispersion("tell_stats_overdispersion_means", y, se, target, winsor)


def shrinkage(y, se, method="pm", level=0.95):
    """Every unit drawn towards the mean of all: a list of Shrunken, and what all have in common.

    The list is empty when the result's state is not "ok".
    """
    y, se, count = pairs(y, se)
    columns = [room(count) for _ in Shrunken._fields]
    result = statistic("tell_stats_shrinkage", y, se, count, choice(method, _TAUS), level, *columns)
    units = zip(*columns) if result.state == "ok" else ()
    return [Shrunken(*unit) for unit in units], result
