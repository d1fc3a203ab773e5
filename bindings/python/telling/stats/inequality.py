# SPDX-License-Identifier: GPL-3.0-or-later
"""Shares of variance between units, gradients over groups (telling/stats_inequality.h)."""
from .. import _abi
from ._arrays import pairs, statistics
from ._statistic import choice, statistic

_SCALES = {"linear": _abi.TELL_GRADIENT_LINEAR, "log": _abi.TELL_GRADIENT_LOG,
           "logit": _abi.TELL_GRADIENT_LOGIT}
_RATIOS = {"fieller": _abi.TELL_RATIO_FIELLER, "delta": _abi.TELL_RATIO_DELTA}


def icc_means(n, mean, sd, level=0.95):
    """The share of variance between units, from n, mean and standard deviation of each."""
    n, mean, sd, count = pairs(n, mean, sd)
    return statistic("tell_stats_icc_means", n, mean, sd, count, level)


def icc_shares(x, n, level=0.95):
    """The share of variance between units, from shares x of n."""
    x, n, count = pairs(x, n)
    return statistic("tell_stats_icc_shares", x, n, count, level)


def gradient(population, y, se=None, scale="linear", method="fieller", level=0.95):
    """Slope and relative index of inequality over ordered groups: two results."""
    if se is None:
        population, y, count = pairs(population, y)
    else:
        population, y, se, count = pairs(population, y, se)
    return statistics("tell_stats_gradient", 2, population, y, se, count, choice(scale, _SCALES),
                      choice(method, _RATIOS), level)
