# SPDX-License-Identifier: GPL-3.0-or-later
"""Arrays for the functions about many units, and calls with more than one result."""
import contextlib
import ctypes

from .. import _abi
from .._handles import call, make
from ._statistic import Statistic, _Result, doubles


def room(count):
    """Room for so many results."""
    return (ctypes.c_double * max(count, 1))()


def optional(values):
    """Numbers where None stands for one that is not there: NaN for the library."""
    return [float("nan") if value is None else value for value in values]


def pairs(*columns):
    """Columns of equal length as arrays, and their length; ValueError for unequal ones."""
    arrays = [doubles(column) for column in columns]
    if len({count for _, count in arrays}) != 1:
        raise ValueError("the lists differ in length")
    return (*(array for array, _ in arrays), arrays[0][1])


def statistics(name, results, *arguments):
    """Calls a function whose last arguments are several results and the error object."""
    with contextlib.ExitStack() as stack:
        filled = [stack.enter_context(_Result(make("tell_statistic_create", _abi.tell_statistic)))
                  for _ in range(results)]
        call(name, *arguments, *(result.handle for result in filled))
        return tuple(Statistic(result.handle) for result in filled)
