# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that are one of several words, and the words that more than one stage takes."""
from . import _abi

# How p values are adjusted: trends, analyses and telling.stats (telling/stats_adjust.h).
ADJUST = {"none": _abi.TELL_ADJUST_NONE, "holm": _abi.TELL_ADJUST_HOLM,
          "bh": _abi.TELL_ADJUST_BH, "by": _abi.TELL_ADJUST_BY}


def choose(name, value, known):
    """The constant of an option's word; ValueError for another word."""
    if value not in known:
        raise ValueError(f"{name} is one of " + ", ".join(repr(word) for word in known))
    return known[value]
