# SPDX-License-Identifier: GPL-3.0-or-later
"""The difference of two figures (telling/stats_differences.h). Further numbers: p, statistic, df."""
from .. import _abi
from ._statistic import choice, statistic

_TEST = {"auto": _abi.TELL_SHARE_TEST_AUTO, "chisq": _abi.TELL_SHARE_TEST_CHISQ,
         "chisq_corrected": _abi.TELL_SHARE_TEST_CHISQ_CORRECTED,
         "fisher": _abi.TELL_SHARE_TEST_FISHER}


def two_proportions(x1, n1, x2, n2, test="auto", level=0.95):
    """x1/n1 - x2/n2. test: auto, chisq, chisq_corrected, fisher."""
    return statistic("tell_stats_two_proportions", x1, n1, x2, n2, choice(test, _TEST), level)


def two_means(n1, mean1, sd1, n2, mean2, sd2, level=0.95):
    """mean1 - mean2 by Welch, with Cohen's d and Hedges' g among the further numbers."""
    return statistic("tell_stats_two_means", n1, mean1, sd1, n2, mean2, sd2, level)


def two_figures(first, first_se, second, second_se, level=0.95):
    """first - second of two figures that share nobody, when only standard errors are known."""
    return statistic("tell_stats_two_figures", first, first_se, second, second_se, level)


def child_proportion(child_x, child_n, parent_x, parent_n, test="auto", level=0.95):
    """The share of a unit less that of the parent whose pupils it is part of."""
    return statistic("tell_stats_child_proportion", child_x, child_n, parent_x, parent_n,
                     choice(test, _TEST), level)


def child_mean(child_n, child_mean, child_sd, parent_n, parent_mean, parent_sd, level=0.95):
    """The mean of a unit less that of its parent, from n, mean and sd of both."""
    return statistic("tell_stats_child_mean", child_n, child_mean, child_sd, parent_n, parent_mean,
                     parent_sd, level)


def child_difference(child, child_n, child_se, parent, parent_n, parent_se, level=0.95):
    """The figure of a unit less that of its parent, when only standard errors are known."""
    return statistic("tell_stats_child_difference", child, child_n, child_se, parent, parent_n,
                     parent_se, level)
