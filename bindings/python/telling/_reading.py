# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading files into a dataset or groups of pupils, with the caller's functions on the way."""
import ctypes
import os
from typing import NamedTuple, Optional

from . import _abi
from ._handles import Handle, call, lib, make, path, text
from ._stages import Catalogue, Dataset, Issue, whole


class _Ingest(Handle):
    _free_name = "tell_ingest_free"


class _Callbacks:
    """Functions of the caller in the form the library calls, kept alive as long as it may call them.

    Nothing may cross the frames of C: an exception stops the call and is raised again after it.
    """

    def __init__(self):
        self.problem = None
        self._kept = []

    def keep(self, kind, function, on_failure):
        def guarded(*arguments):
            try:
                return function(*arguments)
            except BaseException as problem:  # raised again by call()
                self.problem = self.problem or problem
                return on_failure

        kept = kind(guarded)
        self._kept.append(kept)
        return kept

    def call(self, function, *arguments):
        """Calls the library; an exception of a callback goes before the failure it caused."""
        try:
            return function(*arguments)
        finally:
            if self.problem is not None:
                problem, self.problem = self.problem, None
                raise problem


def _string(address, length=-1):
    return ctypes.string_at(address, length).decode("utf-8", "replace") if address else ""


def _on_progress(progress):
    def take(file, size, total, records, _payload):
        return int(bool(progress(os.fsdecode(ctypes.string_at(file)), size,
                                 None if total < 0 else total, records)))

    return take


def _on_finding(findings):
    def take(severity, code, source, line, column, field, message, _payload):
        name = lib.tell_severity_id(severity).decode("ascii")
        return int(bool(findings(Issue(name, _string(code), _string(source), line, column,
                                       _string(field), _string(message)))))

    return take


def _on_cell(cells):
    def take(record, column, status, value, length, _payload):
        shown = _string(value, length) if length else ""
        return int(bool(cells(record, column, _string(status), shown)))

    return take


def _on_read(stream):
    def give(room, capacity, _payload):
        piece = stream.read(capacity)
        if not isinstance(piece, (bytes, bytearray, memoryview)):
            raise TypeError("a stream to read from must give bytes")
        piece = bytes(piece)
        if len(piece) > capacity:
            raise ValueError("the stream gave more bytes than it was asked for")
        ctypes.memmove(room, piece, len(piece))
        return len(piece)

    return give


def _flatten(inputs):
    flat = [one for given in inputs
            for one in (given if isinstance(given, (list, tuple)) else [given])]
    if not flat:
        raise ValueError("name at least one file or folder")
    return flat


def _unit(unit):
    """Level, code and name of a caller's unit."""
    parts = tuple(unit) if isinstance(unit, (tuple, list)) else ()
    level, code, name = (*parts, None)[:3] if len(parts) in (2, 3) else (None, None, None)
    if not isinstance(level, str) or not isinstance(code, str) or not isinstance(name, (str, type(None))):
        raise ValueError("unit is (level, code) or (level, code, name), all of them texts, such as "
                         "('school', '974589648', 'Nes skole')")
    return level, code, name


def _set_options(ingest, callbacks, options):
    handle = ingest.handle
    if options["threads"] is not None:
        threads = whole(options["threads"])
        # Checked here because ctypes would cut a larger number off.
        if not 0 <= threads < 2**31:
            raise ValueError("the number of threads is from 0 to 64")
        call("tell_ingest_set_threads", handle, threads)
    for name in ("encoding", "delimiter"):
        call("tell_ingest_set_" + name, handle, text(options[name]))
    call("tell_ingest_set_strict", handle, int(bool(options["strict"])))
    for name, value in (options["limits"] or {}).items():
        call("tell_ingest_set_limit", handle, text(name), whole(value))
    if options["layout"] is not None:
        call("tell_ingest_set_layout", handle, text(options["layout"]))
    mapping = options["mapping"]
    if isinstance(mapping, bytes):
        call("tell_ingest_set_mapping_memory", handle, b"mapping", mapping, len(mapping))
    elif mapping is not None:
        call("tell_ingest_set_mapping", handle, path(mapping))
    if options["unit"] is not None:
        call("tell_ingest_set_unit", handle, *[text(part) for part in _unit(options["unit"])])
    for name, kind, adapter in (("progress", _abi.tell_progress_fn, _on_progress),
                                ("findings", _abi.tell_finding_fn, _on_finding),
                                ("cells", _abi.tell_cell_fn, _on_cell)):
        if options[name] is not None:
            call("tell_ingest_set_" + name, handle,
                 callbacks.keep(kind, adapter(options[name]), 1), None)


def _add(ingest, callbacks, one):
    if hasattr(one, "read"):
        name = getattr(one, "name", "stream")
        callbacks.call(call, "tell_ingest_add_stream", ingest.handle,
                       path(name if isinstance(name, (str, bytes)) else "stream"),
                       callbacks.keep(_abi.tell_read_fn, _on_read(one), -1), None)
    else:
        function = "tell_ingest_add_folder" if os.path.isdir(one) else "tell_ingest_add_file"
        callbacks.call(call, function, ingest.handle, path(one))


def _catalogue(given):
    return given if isinstance(given, Catalogue) else Catalogue(given)


def _begin(catalogue):
    return _Ingest(make("tell_ingest_create", _abi.tell_ingest, catalogue.handle))


def _fill(ingest, callbacks, inputs, options):
    flat = _flatten(inputs)
    _set_options(ingest, callbacks, options)
    for one in flat:
        _add(ingest, callbacks, one)


def read(*inputs, catalogue=None, layout=None, mapping=None, unit=None, threads=None,
         encoding="auto", delimiter="auto", strict=False, limits=None, progress=None, findings=None,
         cells=None):
    """Reads files, folders and binary streams (or lists of them) into a Dataset.

    catalogue: a Catalogue, or the path of a folder that extends the built-in one.
    mapping: the path of a file that says what the columns of all these files are, or its content as
        bytes; it takes the place of recognising layouts.
    unit: (level, code, name) of the unit that files are about which name none; the name may be
        left out.
    threads: how many read a file; None or 0: as many as there are cores.
    encoding: "auto", "utf-8", "utf-16", "latin-1", "windows-1252".
    delimiter: "auto", "comma", "semicolon", "tab", "pipe", "space".
    strict: the first defect raises, with its place.
    limits: a dictionary with any of "bytes", "json_bytes", "field_bytes", "fields", "records",
        "findings".
    progress: called with (file, bytes, total or None, records) while a file is read.
    findings: called with every Issue, also those that the list does not keep.
    cells: called with (record, column, status, value) for every cell of every good record.

    A callback that gives a true value stops the reading with a TellingError; its exceptions come
    through as they are. A file that cannot be read raises an exception with file, line and column;
    inside a folder it leaves an issue. A bad record leaves an issue.
    """
    catalogue = _catalogue(catalogue)
    options = {"layout": layout, "mapping": mapping, "unit": unit, "threads": threads,
               "encoding": encoding, "delimiter": delimiter, "strict": strict, "limits": limits,
               "progress": progress, "findings": findings, "cells": cells}
    callbacks = _Callbacks()
    with _begin(catalogue) as ingest:
        _fill(ingest, callbacks, inputs, options)
        handle = callbacks.call(make, "tell_ingest_finish", _abi.tell_dataset, ingest.handle)
        return Dataset(handle, catalogue)


class Group(NamedTuple):
    """A figure of a group of pupils, with nothing hidden."""

    source: str
    unit: str
    period: int
    grade: int
    gender: int
    indicator: str
    level: int
    n: int
    value: float
    sd: Optional[float]
    numerator: Optional[int]


class _Groups(Handle):
    _free_name = "tell_groups_free"


def _optional(name, kind, handle):
    held = kind()
    return held.value if getattr(lib, name)(handle, ctypes.byref(held)) else None


def _group(handle):
    return Group(lib.tell_groups_source(handle).decode("utf-8"),
                 lib.tell_groups_unit(handle).decode("utf-8"),
                 lib.tell_groups_period(handle), lib.tell_groups_grade(handle),
                 lib.tell_groups_gender(handle),
                 lib.tell_groups_indicator(handle).decode("utf-8"),
                 lib.tell_groups_level(handle), lib.tell_groups_n(handle),
                 lib.tell_groups_value(handle),
                 _optional("tell_groups_sd", ctypes.c_double, handle),
                 _optional("tell_groups_numerator", ctypes.c_int64, handle))


def groups(*inputs, policy, catalogue=None, layout=None, unit=None, threads=None, encoding="auto",
           delimiter="auto", strict=False, limits=None, progress=None, findings=None):
    """Reads files of pupils and gives a Group for each figure, one after the other, without a
    dataset: for files of millions of pupils.

    policy: must be named, and hide nothing ("none"): what comes is unprotected.
    The other options are those of read(); gender is 1 for girls, 2 for boys, 0 for all pupils.
    """
    catalogue = _catalogue(catalogue)
    options = {"layout": layout, "mapping": None, "unit": unit, "threads": threads,
               "encoding": encoding, "delimiter": delimiter, "strict": strict, "limits": limits,
               "progress": progress, "findings": findings, "cells": None}
    with _begin(catalogue) as ingest:
        call("tell_ingest_keep_groups", ingest.handle, text(policy))
        _fill(ingest, _Callbacks(), inputs, options)
        handle = make("tell_ingest_take_groups", _abi.tell_groups, ingest.handle)
    with _Groups(handle, catalogue) as kept:
        while call("tell_groups_next", kept.handle) == _abi.TELL_OK:
            yield _group(kept.handle)
