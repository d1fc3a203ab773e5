# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds and opens the shared library, and declares its functions from _abi."""
import ctypes
import os
import pathlib

from . import _abi

SONAME = "libtelling.so.0.1"
VERSION = (0, 1)


def _candidates():
    named = os.environ.get("TELL_LIBRARY")
    if named:
        return [named]
    beside = pathlib.Path(__file__).resolve().parent / SONAME
    return [str(beside), SONAME]


def _declare(library):
    for name, (restype, argtypes) in _abi.FUNCTIONS.items():
        function = getattr(library, name)
        function.restype = restype
        function.argtypes = argtypes


def load():
    """The library, declared and of the right version; ImportError lists what was tried."""
    tried = []
    for candidate in _candidates():
        try:
            library = ctypes.CDLL(candidate)
            _declare(library)
        except (OSError, AttributeError) as problem:
            tried.append(f"{candidate}: {problem}")
            continue
        number = library.tell_version_number()
        if (number // 10000, number // 100 % 100) == VERSION:
            return library
        tried.append(f"{candidate}: is another version")
    raise ImportError("libtelling was not found; tried " + "; ".join(tried))
