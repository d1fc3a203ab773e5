# SPDX-License-Identifier: GPL-3.0-or-later
"""Trends of series (telling/stats_series.h): lines, order tests, and what a series could show."""
import ctypes

from .. import _abi
from ._statistic import choice, doubles, statistic

_SLOPE = {"fixed": _abi.TELL_SLOPE_FIXED, "dl": _abi.TELL_SLOPE_DL,
          "reml": _abi.TELL_SLOPE_REML, "pm": _abi.TELL_SLOPE_PM}
_KENDALL = {"exact": _abi.TELL_KENDALL_EXACT, "no_ties": _abi.TELL_KENDALL_NO_TIES,
            "normal": _abi.TELL_KENDALL_NORMAL, "normal_plain": _abi.TELL_KENDALL_NORMAL_PLAIN}
_SEN = {"exact": _abi.TELL_SEN_EXACT, "gilbert": _abi.TELL_SEN_GILBERT}
_INTERCEPT = {"medians": _abi.TELL_SEN_MEDIANS, "residuals": _abi.TELL_SEN_RESIDUALS}
_STRATA = {"independent": _abi.TELL_STRATA_INDEPENDENT, "covariance": _abi.TELL_STRATA_COVARIANCE}
_LINE = {False: _abi.TELL_LINE_INTERCEPT, True: _abi.TELL_LINE_ORIGIN}


def _same_length(*columns):
    """The columns as arrays of the library, None kept, and how many points they have."""
    arrays = [None if column is None else doubles(column) for column in columns]
    lengths = {array[1] for array in arrays if array is not None}
    if len(lengths) != 1:
        raise ValueError("the columns of a series have different lengths")
    return [None if array is None else array[0] for array in arrays], lengths.pop()


def slope(years, values, ses, method="fixed", level=0.95, link=None):
    """The slope per year through values with known standard errors (None: not known).

    method: fixed, dl, reml or pm; link: (first year on the new scale, error of the equating).
    """
    (t, y, se), count = _same_length(years, values, ses)
    how = choice(method, _SLOPE)
    if link is not None:
        return statistic("tell_stats_slope_linked", t, y, se, count, how, level, *link)
    return statistic("tell_stats_slope", t, y, se, count, how, level)


def slope_at(years, values, ses, year, method="fixed", level=0.95):
    """The value of the line of slope() at a year."""
    (t, y, se), count = _same_length(years, values, ses)
    return statistic("tell_stats_slope_at", t, y, se, count, choice(method, _SLOPE), level, year)


def slope_leave_one_out(years, values, ses, level=0.95):
    """The slope, and the list of slopes that leave one year out each (None where there is none)."""
    (t, y, se), count = _same_length(years, values, ses)
    slopes = (ctypes.c_double * max(count, 1))()
    states = (ctypes.c_int32 * max(count, 1))()
    full = statistic("tell_stats_slope_leave_one_out", t, y, se, count, level, slopes, states)
    return full, [slopes[i] if states[i] == _abi.TELL_STAT_OK else None for i in range(count)]


def slope_windows(first, last, values, ses, breaks=(), method="fixed", level=0.95):
    """The slope through values of several years each; no slope where windows share years."""
    (start, end, y, se), count = _same_length(first, last, values, ses)
    at, break_count = doubles(breaks)
    return statistic("tell_stats_slope_windows", start, end, y, se, count, at, break_count,
                     choice(method, _SLOPE), level)


def smallest_change(years, ses, level=0.95, power=0.8):
    """The smallest true change over the years that a test of the slope would find."""
    (t, se), count = _same_length(years, ses)
    return statistic("tell_stats_smallest_change", t, se, count, level, power)


def line(x, y, weights=None, through_origin=False, level=0.95):
    """The slope of a least-squares line whose scatter is its error."""
    (left, right, w), count = _same_length(x, y, weights)
    return statistic("tell_stats_line", left, right, w, count, _LINE[bool(through_origin)], level)


def proportion_trend(years, x, n, level=0.95):
    """The change of a share per year from counts, x of n in each year (Cochran-Armitage)."""
    (t, having, all_), count = _same_length(years, x, n)
    return statistic("tell_stats_proportion_trend", t, having, all_, count, level)


def mann_kendall(years, values, method="exact", tie_tolerance=0.0):
    """S with result["p"] and result["p_smallest"]; method: exact, no_ties, normal, normal_plain."""
    (t, y), count = _same_length(years, values)
    return statistic("tell_stats_mann_kendall", t, y, count, choice(method, _KENDALL),
                     tie_tolerance)


def theil_sen(years, values, interval="exact", intercept="medians", level=0.95):
    """The median slope of all pairs; interval: exact, gilbert; intercept: medians, residuals."""
    (t, y), count = _same_length(years, values)
    return statistic("tell_stats_theil_sen", t, y, count, choice(interval, _SEN),
                     choice(intercept, _INTERCEPT), level)


def hirsch_slack(years, values, strata, method="independent", tie_tolerance=0.0):
    """One Mann-Kendall test for series side by side; strata: which series each point is of."""
    (t, y), count = _same_length(years, values)
    names = list(strata)
    if len(names) != count:
        raise ValueError("the columns of a series have different lengths")
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    of = (ctypes.c_int32 * max(count, 1))(*[numbers[name] for name in names])
    return statistic("tell_stats_hirsch_slack", t, y, of, count, choice(method, _STRATA),
                     tie_tolerance)
