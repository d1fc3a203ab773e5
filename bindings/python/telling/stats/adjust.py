# SPDX-License-Identifier: GPL-3.0-or-later
"""P values of a family of tests, adjusted for how many they are (telling/stats_adjust.h)."""
from .._choices import ADJUST
from ._arrays import optional, room
from ._statistic import choice, doubles, statistic


def adjust(p, method="bh"):
    """Adjusted p values, and the result that tells how many tests there were.

    method: "none", "holm", "bh" or "by".
    None (or NaN) stands for a test that could not be made: it is not counted, and is None in the
    list that comes back; so is every element when the result's state is not "ok".
    """
    values, count = doubles(optional(p))
    adjusted = room(count)
    result = statistic("tell_stats_adjust", values, count, choice(method, ADJUST), adjusted, None)
    there = [result.state == "ok" and value == value for value in values[:count]]
    return [value if known else None for value, known in zip(adjusted, there)], result
