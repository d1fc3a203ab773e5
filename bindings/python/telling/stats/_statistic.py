# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of a statistic, and how the functions of this package call the library."""
import ctypes

from .. import _abi
from .._choices import choose
from .._handles import Handle, call, lib, make


class Statistic:
    """The result of one statistic. Never changes.

    value, se, lo, hi, level: numbers, None where there is none; n; state ("ok", "empty", ...);
    method ("" without a value); further numbers by name: result["p"], result.numbers.
    """

    __slots__ = ("value", "se", "lo", "hi", "level", "n", "state", "method", "numbers")

    def __init__(self, handle):
        def number(name, there):
            return getattr(lib, "tell_statistic_" + name)(handle) if there else None

        has_value = bool(lib.tell_statistic_has_value(handle))
        has_interval = bool(lib.tell_statistic_has_interval(handle))
        found = {"value": number("value", has_value), "n": number("n", has_value),
                 "state": lib.tell_stat_state_id(lib.tell_statistic_state(handle)).decode("ascii"),
                 "method": lib.tell_statistic_method(handle).decode("ascii"),
                 "numbers": _numbers(handle)}
        found.update({name: number(name, has_interval) for name in ("se", "lo", "hi", "level")})
        for name, value in found.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name, value):
        raise AttributeError("a Statistic never changes")

    def __getitem__(self, name):
        return self.numbers[name]

    def __repr__(self):
        if self.value is None:
            return f"<Statistic {self.state}>"
        interval = "" if self.level is None else f" [{self.lo:.6g}, {self.hi:.6g}] {self.level:g}"
        return f"<Statistic {self.value:.6g}{interval} {self.method} {self.state}>"


def _numbers(handle):
    found = {}
    for index in range(lib.tell_statistic_number_count(handle)):
        name = lib.tell_statistic_number_name(handle, index)
        value = ctypes.c_double()
        lib.tell_statistic_number(handle, name, ctypes.byref(value))
        found[name.decode("ascii")] = value.value
    return found


class _Result(Handle):
    _free_name = "tell_statistic_free"


def statistic(name, *arguments):
    """Calls a function whose last arguments are the result and the error object."""
    with _Result(make("tell_statistic_create", _abi.tell_statistic)) as result:
        call(name, *arguments, result.handle)
        return Statistic(result.handle)


def doubles(values):
    """Numbers as an array of the library, with how many there are."""
    numbers = [float(value) for value in values]
    return (ctypes.c_double * max(len(numbers), 1))(*numbers), len(numbers)


def choice(name, constants):
    """The constant of a method's name; ValueError for another name."""
    return choose("method", name, constants)
