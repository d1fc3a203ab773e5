# SPDX-License-Identifier: GPL-3.0-or-later
"""School counts to a municipality's indicator set and trends, with uncertainty and privacy.

    import telling
    data = telling.read("examples/data")
    for issue in data.issues: print(issue)
    release = data.release("public")
    release.indicators["value"]        # a NumPy masked array, or a list without NumPy
    release.sentence("indicators", 0)  # in words
    telling.stats.proportion(40, 100)  # statistics for their own sake

Calls that fail raise TellingError, with status, source, line, column, field.
"""
from . import stats
from ._analysis import Analysis
from ._cells import Cell, Series, SeriesTrend
from ._errors import (TellingError, TellingMemoryError, TellingNotReleasedError, TellingOSError,
                      TellingValueError)
from ._handles import lib as _lib
from ._reading import Group, groups, read
from ._stages import Catalogue, Dataset, Issue, Release
from ._table import Table

__version__ = _lib.tell_version_string().decode("ascii")
__all__ = ["Analysis", "Catalogue", "Cell", "Dataset", "Group", "Issue", "Release", "Series",
           "SeriesTrend", "Table", "TellingError", "TellingMemoryError", "TellingNotReleasedError", "TellingOSError", "TellingValueError",
           "groups", "read", "stats"]
