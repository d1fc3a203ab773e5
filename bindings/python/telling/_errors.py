# SPDX-License-Identifier: GPL-3.0-or-later
"""Failed calls as exceptions that carry the status and the place in the input."""
from . import _abi


class TellingError(Exception):
    """A call of the library failed.

    Attributes: status (number), status_name, source (file or name of the
    input, ""), line and column (from 1, 0 = none), field (column header, "").
    """

    def __init__(self, message, status=0, status_name="", source="", line=0, column=0, field=""):
        place = source
        if line:
            place = f"{source}:{line}:{column}" if column else f"{source}:{line}"
        super().__init__(f"{place}: {message}" if place else message)
        self.message = message
        self.status = status
        self.status_name = status_name
        self.source = source
        self.line = line
        self.column = column
        self.field = field


class TellingValueError(TellingError, ValueError):
    """An argument, a file's content or a definition is not valid."""


class TellingOSError(TellingError, OSError):
    """A file or folder could not be read."""


class TellingMemoryError(TellingError, MemoryError):
    """Memory could not be had."""


class TellingNotReleasedError(TellingError, PermissionError):
    """The table has not passed a privacy policy."""


_BY_STATUS = {
    _abi.TELL_E_MEMORY: TellingMemoryError,
    _abi.TELL_E_IO: TellingOSError,
    _abi.TELL_E_NOT_RELEASED: TellingNotReleasedError,
    _abi.TELL_E_INTERNAL: TellingError,
    _abi.TELL_E_CANCELLED: TellingError,
}


def exception_for(status):
    """The class of exception of a status."""
    return _BY_STATUS.get(status, TellingValueError)
