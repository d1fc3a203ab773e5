# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables: columns as lists, or as read-only NumPy arrays when NumPy is there."""
import ctypes
from ctypes import POINTER, byref, c_double, c_int32, c_int64, c_uint8

from . import _abi
from ._handles import call, lib

try:
    import numpy
except ImportError:
    numpy = None

_KINDS = {
    _abi.TELL_COLUMN_I64: ("tell_table_column_i64", c_int64),
    _abi.TELL_COLUMN_F64: ("tell_table_column_f64", c_double),
    _abi.TELL_COLUMN_TEXT: ("tell_table_column_text", c_int32),
}


class Table:
    """A table of the library. Borrowed from its owner, which it keeps alive."""

    def __init__(self, handle, owner):
        self._table = handle
        self._owner = owner

    def _open(self):
        self._owner.handle  # raises when the owner was closed
        return self._table

    def __len__(self):
        return lib.tell_table_row_count(self._open())

    @property
    def ids(self):
        """The ids of the columns, in order."""
        table = self._open()
        return [lib.tell_table_column_id(table, index).decode("utf-8")
                for index in range(lib.tell_table_column_count(table))]

    def _index(self, column):
        index = lib.tell_table_column_find(self._open(), column.encode("utf-8"))
        if index < 0:
            raise KeyError(column)
        return index

    def _raw(self, column):
        """(ctypes array of values, ctypes array of states, type) of a column; both borrowed."""
        index = self._index(column)
        kind = lib.tell_table_column_type(self._open(), index)
        function, item = _KINDS[kind]
        values, states, count = POINTER(item)(), POINTER(c_uint8)(), c_int64()
        call(function, self._open(), index, byref(values), byref(states), byref(count))
        rows = count.value
        if rows == 0:
            return (item * 0)(), (c_uint8 * 0)(), kind
        values = ctypes.cast(values, POINTER(item * rows)).contents
        states = ctypes.cast(states, POINTER(c_uint8 * rows)).contents
        return values, states, kind

    def _texts(self, codes):
        table = self._open()
        known = {code: lib.tell_table_text(table, code, None).decode("utf-8")
                 for code in set(codes)}
        return [known[code] for code in codes]

    def list(self, column):
        """A column as a list; None where the state is not "present"."""
        values, states, kind = self._raw(column)
        values = self._texts(values) if kind == _abi.TELL_COLUMN_TEXT else values
        return [value if state == _abi.TELL_STATE_PRESENT else None
                for value, state in zip(values, states)]

    def states(self, column):
        """The state of every cell of a column, by id ("present", "suppressed", ...)."""
        _, states, _ = self._raw(column)
        known = {state: lib.tell_state_id(state).decode("ascii") for state in set(states)}
        return [known[state] for state in states]

    def array(self, column):
        """A column as a NumPy masked array; masked where the state is not "present".

        Numbers are a read-only view of the library's memory, which stays as
        long as the array does; texts are a copy.
        """
        if numpy is None:
            raise ImportError("array() needs NumPy; list() does not")
        values, states, kind = self._raw(column)
        mask = numpy.ctypeslib.as_array(states) != _abi.TELL_STATE_PRESENT
        if kind == _abi.TELL_COLUMN_TEXT:
            return numpy.ma.masked_array(numpy.array(self._texts(values), dtype=object), mask)
        values._owner = self._owner.native
        data = numpy.ctypeslib.as_array(values)
        data.flags.writeable = False
        return numpy.ma.masked_array(data, mask)

    def __getitem__(self, column):
        return self.list(column) if numpy is None else self.array(column)

    def columns(self):
        """All columns by id: NumPy masked arrays when NumPy is there, else lists."""
        return {column: self[column] for column in self.ids}

    def rows(self):
        """The rows as dictionaries; None where the state is not "present"."""
        columns = {column: self.list(column) for column in self.ids}
        for index in range(len(self)):
            yield {column: values[index] for column, values in columns.items()}
