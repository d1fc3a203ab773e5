# SPDX-License-Identifier: GPL-3.0-or-later
"""Analyses of a release, and writing open tables."""
import ctypes
import os

from . import _abi
from ._choices import ADJUST, choose
from ._handles import Handle, call, lib, make, path, text
from ._table import Table

_REFERENCES = {"parent": _abi.TELL_ANALYSIS_REFERENCE_PARENT,
               "nation": _abi.TELL_ANALYSIS_REFERENCE_NATION}


class _Options(Handle):
    _free_name = "tell_analysis_options_free"

    def __init__(self):
        super().__init__(make("tell_analysis_options_create", _abi.tell_analysis_options))

    def set(self, name, *values):
        call(f"tell_analysis_options_{name}", self.handle, *values)


class _Made(Handle):
    _free_name = "tell_analysis_free"


class _OwnExplanation(Handle):
    _free_name = "tell_table_free"


def whole(number):
    """An int64 for the library; OverflowError instead of a cut-off number."""
    number = int(number)
    if not -2**63 <= number < 2**63:
        raise OverflowError("the number does not fit in 64 bits")
    return number


def _year(number):
    number = int(number)
    if not -2**31 <= number < 2**31:
        raise OverflowError("the number does not fit in 32 bits")
    return number


def _member(unit):
    """A school by its code, or (level, code)."""
    level, code = ("school", unit) if isinstance(unit, str) else unit
    return text(level), text(code)


def _set_groups(options, groups):
    if isinstance(groups, (str, bytes, os.PathLike)):
        options.set("read_groups", path(groups))
        return
    for name, units in groups.items():
        options.set("add_group", text(name), None)
        for unit in units:
            options.set("add_member", text(name), *_member(unit))


_SETTERS = {
    "level": lambda options, value: options.set("set_level", float(value)),
    "adjust": lambda options, value: options.set("set_adjust", choose("adjust", value, ADJUST)),
    "reference": lambda options, value: options.set(
        "set_reference", choose("reference", value, _REFERENCES)),
    "persistence": lambda options, value: options.set(
        "set_persistence", *[_year(number) for number in value]),
    "readouts": lambda options, value: options.set(
        "set_readouts", *[_year(number) for number in value]),
    "overdispersion": lambda options, value: options.set("set_overdispersion", int(bool(value))),
    "groups": _set_groups,
}


def make_options(chosen):
    """The options object of keyword arguments; see Release.analysis()."""
    options = _Options()
    for name, value in chosen.items():
        if name not in _SETTERS:
            raise TypeError(f"no option {name!r}; there are " + ", ".join(sorted(_SETTERS)))
        _SETTERS[name](options, value)
    return options


def write_csv(function, *arguments):
    """The bytes that a function of telling/output.h hands over."""
    pieces, problems = [], []

    def take(piece, size, _payload):
        try:
            pieces.append(ctypes.string_at(piece, size))
            return 0
        except BaseException as problem:  # raised again below: nothing may cross the C frames
            problems.append(problem)
            return 1

    try:
        call(function, *arguments, _abi.tell_write_fn(take), None)
    except Exception:
        if problems:
            raise problems[0]
        raise
    return b"".join(pieces)


class OpenTable(Table):
    """A table made of nothing but released cells, which may be written out."""

    def csv(self, dialect="canonical"):
        """The table as the bytes of a CSV file; dialect "canonical" or "excel-nb"."""
        return write_csv("tell_output_table_csv", self._open(),
                         lib.tell_dialect_find(text(dialect)))


class Analysis(OpenTable):
    """The table of an analysis."""

    def __init__(self, kind, release, chosen):
        number = lib.tell_analysis_kind_find(text(kind))
        if number == 0:
            raise ValueError("analysis is one of " + ", ".join(repr(word) for word in kinds()))
        with make_options(chosen) as options:
            made = make("tell_analysis_compute", _abi.tell_analysis, release.catalogue.handle,
                        release.handle, number, options.handle)
        self.kind = kind
        owner = _Made(made, release)
        super().__init__(lib.tell_analysis_table(owner.handle), owner)

    def explain(self, row):
        """What a row was made of, down to files and lines, as a Table."""
        return Explanation("tell_analysis_explain", self._owner, whole(row))


class Explanation(OpenTable):
    """What a row was made of, down to files and lines (telling/explain.h)."""

    def __init__(self, function, source, *arguments):
        owner = _OwnExplanation(make(function, _abi.tell_table, source.handle, *arguments), source)
        super().__init__(owner.handle, owner)


def kinds():
    """The ids of all kinds of analysis."""
    return [lib.tell_analysis_kind_id(kind).decode("ascii")
            for kind in range(1, lib.tell_analysis_kind_count() + 1)]
