# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures that schools add up to, series after series, with nothing hidden (telling/cells.h)."""
import ctypes
from typing import List, NamedTuple, Optional

from . import _abi
from ._handles import Handle, call, lib, make, text


class Cell(NamedTuple):
    """The figure of a school year; None where there is no number."""

    period: int
    used: int
    unused: int
    n: int
    state: str
    mean: Optional[float]
    se: Optional[float]
    lo: Optional[float]
    hi: Optional[float]


class SeriesTrend(NamedTuple):
    """The trend of a series; None where there is no number."""

    points: int
    state: str
    theil_sen: Optional[float]
    s: Optional[float]
    p: Optional[float]
    ols: Optional[float]
    wls: Optional[float]
    wls_se: Optional[float]


class Series(NamedTuple):
    """The cells of a unit, indicator, source and group between two breaks."""

    level: str
    unit: str
    indicator: str
    source: str
    grade: int
    gender: int
    owner: int
    dimension: str
    category: str
    cells: List[Cell]
    trend: SeriesTrend


class _Cells(Handle):
    _free_name = "tell_cells_free"


class _Place(Handle):
    _free_name = "tell_series_free"


_COLUMNS = ["tell_series_" + name for name in
            ("periods", "used", "unused", "n", "states", "means", "ses", "los", "his")]
_NO_MEAN = (_abi.TELL_STAT_EMPTY, _abi.TELL_STAT_DOMAIN_ERROR)


def _state(number):
    return lib.tell_stat_state_id(number).decode("ascii")


def _cells(place):
    columns = [getattr(lib, name)(place) for name in _COLUMNS]
    for at in range(lib.tell_series_count(place)):
        period, used, unused, n, state, mean, *interval = (column[at] for column in columns)
        if state in _NO_MEAN:
            mean = None
        if mean is None or state == _abi.TELL_STAT_TOO_FEW_POINTS:
            interval = [None] * 3
        yield Cell(period, used, unused, n, _state(state), mean, *interval)


def _trend(place, ties, tie_tolerance):
    points, state = ctypes.c_int32(), ctypes.c_int32()
    numbers = [ctypes.c_double() for _ in range(6)]
    call("tell_series_trend", place, _abi.TELL_TIES_COUNTED if ties else _abi.TELL_TIES_IGNORED,
         tie_tolerance, ctypes.byref(points), *map(ctypes.byref, numbers), ctypes.byref(state))
    found = state.value == _abi.TELL_STAT_OK
    return SeriesTrend(points.value, _state(state.value),
                       *(number.value if found else None for number in numbers))


def _series(cells, place, ties, tie_tolerance):
    def word(name, *arguments):
        return getattr(lib, name)(*arguments).decode("utf-8")

    unit = lib.tell_series_unit(place)
    return Series(word("tell_cells_unit_level", cells, unit),
                  word("tell_cells_unit_code", cells, unit),
                  word("tell_series_indicator", place), word("tell_series_source", place),
                  lib.tell_series_grade(place), lib.tell_series_gender(place),
                  lib.tell_series_owner(place), word("tell_series_dimension", place),
                  word("tell_series_category", place), list(_cells(place)),
                  _trend(place, ties, tie_tolerance))


def series(dataset, policy, level, ties, tie_tolerance):
    """The Series of a dataset, one after the other."""
    made = make("tell_cells_create", _abi.tell_cells, dataset.handle, text(policy), level)
    with _Cells(made, dataset) as cells:
        count = lib.tell_cells_unit_count(cells.handle)
        begun = make("tell_cells_series", _abi.tell_series, cells.handle, 0, count)
        with _Place(begun, cells) as place:
            while call("tell_series_next", place.handle) == _abi.TELL_OK:
                yield _series(cells.handle, place.handle, ties, tie_tolerance)
