# SPDX-License-Identifier: GPL-3.0-or-later
"""P values of a family of tests, adjusted for how many they are (telling/stats_adjust.h)."""
from .. import _abi
from ._arrays import optional, room
from ._statistic import choice, doubles, statistic

_METHODS = {"bh": _abi.TELL_ADJUST_BH, "by": _abi.TELL_ADJUST_BY, "holm": _abi.TELL_ADJUST_HOLM}


def adjust(p, method="bh"):
    """Adjusted p values, and the result that tells how many tests there were.

    None (or NaN) stands for a test that could not be made: it is not counted, and is None in the
    list that comes back; so is every element when the result's state is not "ok".
    """
    values, count = doubles(optional(p))
    adjusted = room(count)
    result = statistic("tell_stats_adjust", values, count, choice(method, _METHODS), adjusted, None)
    there = [result.state == "ok" and value == value for value in values[:count]]
    return [value if known else None for value, known in zip(adjusted, there)], result
