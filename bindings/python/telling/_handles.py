# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of the library as Python objects: freed once, never used after that."""
import ctypes
import os
import weakref

from . import _abi, _errors, _loader

lib = _loader.load()


class _Native:
    """One object of the library, freed when nobody refers to it any more."""

    def __init__(self, free_name, handle, owners):
        self.handle = handle
        self.owners = owners  # natives that must outlive this one
        weakref.finalize(self, getattr(lib, free_name), handle)


class Handle:
    """Refers to one object of the library. Use it in a with statement, or call close().

    After close() this object cannot be used; arrays that were taken from it
    before keep the memory they show until they are gone themselves.
    """

    _free_name = ""

    def __init__(self, handle, *owners):
        self._native = _Native(self._free_name, handle, [owner.native for owner in owners])

    @property
    def native(self):
        """What views keep alive; raises ValueError after close()."""
        if self._native is None:
            raise ValueError(f"{type(self).__name__} is closed")
        return self._native

    @property
    def handle(self):
        """The ctypes handle; raises ValueError after close()."""
        return self.native.handle

    def close(self):
        """Lets the object go; calling it again does nothing."""
        self._native = None

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()


class _Error:
    """An error object for one call."""

    def __init__(self):
        self.handle = _abi.tell_error()
        if lib.tell_error_create(ctypes.byref(self.handle)) != _abi.TELL_OK:
            raise MemoryError

    def exception(self):
        status = lib.tell_error_status(self.handle)
        return _errors.exception_for(status)(
            lib.tell_error_message(self.handle).decode("utf-8", "replace"),
            status=status,
            status_name=lib.tell_status_name(status).decode("ascii"),
            source=lib.tell_error_source(self.handle).decode("utf-8", "replace"),
            line=lib.tell_error_line(self.handle),
            column=lib.tell_error_column(self.handle),
            field=lib.tell_error_field(self.handle).decode("utf-8", "replace"))

    def free(self):
        lib.tell_error_free(self.handle)


def call(name, *arguments):
    """Calls a function that returns a status and takes the error object last; gives the status."""
    error = _Error()
    try:
        status = getattr(lib, name)(*arguments, error.handle)
        if status < 0:
            raise error.exception()
        return status
    finally:
        error.free()


def make(name, kind, *arguments):
    """Calls a function that hands out an object: the last parameter before the error object."""
    out = kind()
    call(name, *arguments, ctypes.byref(out))
    return out


def text(value):
    """A text for the library: UTF-8, without NUL, None kept."""
    if value is None:
        return None
    encoded = value.encode("utf-8")
    if b"\0" in encoded:
        raise ValueError("a text for the library holds no NUL")
    return encoded


def path(value):
    """A path (str, bytes or os.PathLike) for the library."""
    encoded = os.fsencode(value)
    if b"\0" in encoded:
        raise ValueError("a path holds no NUL")
    return encoded
