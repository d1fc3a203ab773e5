# SPDX-License-Identifier: GPL-3.0-or-later
"""The stages: catalogue, reading, dataset, release."""
import collections

from . import _abi, _cells
from ._analysis import Analysis, Explanation, whole, write_csv
from ._computing import compute_indicators, compute_trends
from ._handles import Handle, call, lib, make, path, text
from ._table import Table

Issue = collections.namedtuple("Issue", "severity code source line column field message")
Issue.__doc__ = "A finding about the input; line and column count from 1, 0 = none."

_LANGUAGES = {"nb": _abi.TELL_LANGUAGE_NB, "nn": _abi.TELL_LANGUAGE_NN, "en": _abi.TELL_LANGUAGE_EN}
_CATALOGUE_TABLES = {"indicators": _abi.TELL_CATALOGUE_INDICATORS, "breaks": _abi.TELL_CATALOGUE_BREAKS,
                     "plan": _abi.TELL_CATALOGUE_PLAN, "links": _abi.TELL_CATALOGUE_LINKS,
                     "sources": _abi.TELL_CATALOGUE_SOURCES, "policies": _abi.TELL_CATALOGUE_POLICIES,
                     "grades": _abi.TELL_CATALOGUE_GRADES,
                     "cutpoints": _abi.TELL_CATALOGUE_CUTPOINTS,
                     "rescalings": _abi.TELL_CATALOGUE_RESCALINGS,
                     "items": _abi.TELL_CATALOGUE_ITEMS, "codes": _abi.TELL_CATALOGUE_CODES,
                     "derived": _abi.TELL_CATALOGUE_DERIVED}
_RELEASE_TABLES = {"indicators": _abi.TELL_RELEASE_INDICATORS, "trends": _abi.TELL_RELEASE_TRENDS,
                   "hidden": _abi.TELL_RELEASE_HIDDEN, "units": _abi.TELL_RELEASE_UNITS,
                   "files": _abi.TELL_RELEASE_FILES}


def _language(name):
    if name not in _LANGUAGES:
        raise ValueError("language is 'nb', 'nn' or 'en'")
    return _LANGUAGES[name]


class Catalogue(Handle):
    """The definitions: built in, and a folder of your own that extends or replaces files of them."""

    _free_name = "tell_catalogue_free"

    def __init__(self, folder=None, replace=False):
        if folder is None:
            handle = make("tell_catalogue_create", _abi.tell_catalogue)
        else:
            mode = _abi.TELL_CATALOGUE_REPLACE if replace else _abi.TELL_CATALOGUE_EXTEND
            handle = make("tell_catalogue_create_from", _abi.tell_catalogue, path(folder), mode)
        super().__init__(handle)

    @property
    def version(self):
        return lib.tell_catalogue_version(self.handle).decode("utf-8")

    def table(self, name):
        """One of the tables "indicators", "grades", "breaks", "plan", "links", "sources", "policies",
        "cutpoints", "rescalings", "items", "codes", "derived"."""
        return Table(lib.tell_catalogue_table(self.handle, _CATALOGUE_TABLES[name]), self)

    def text(self, key, language="nb"):
        """A text by its key; KeyError when there is none."""
        found = lib.tell_catalogue_text(self.handle, text(key), _language(language))
        if found is None:
            raise KeyError(key)
        return found.decode("utf-8")

    def issue_text(self, code, language="nb"):
        """What a finding means and what to do, by its code; "" when there is no sentence for it."""
        found = lib.tell_catalogue_issue_text(self.handle, text(code), _language(language))
        return found.decode("utf-8")


def _issues(handle):
    def word(function, index):
        return getattr(lib, function)(handle, index).decode("utf-8", "replace")

    return [Issue(lib.tell_severity_id(lib.tell_issues_severity(handle, index)).decode("ascii"),
                  word("tell_issues_code", index), word("tell_issues_source", index),
                  lib.tell_issues_line(handle, index), lib.tell_issues_column(handle, index),
                  word("tell_issues_field", index), word("tell_issues_message", index))
            for index in range(lib.tell_issues_count(handle))]


class _OwnTable(Handle):
    _free_name = "tell_table_free"


class Dataset(Handle):
    """What was read: units, accounts of the files, findings. Made by read()."""

    _free_name = "tell_dataset_free"

    def __init__(self, handle, catalogue):
        super().__init__(handle, catalogue)
        self.catalogue = catalogue

    def __len__(self):
        return lib.tell_dataset_observation_count(self.handle)

    @property
    def units(self):
        return Table(lib.tell_dataset_units(self.handle), self)

    @property
    def files(self):
        """The accounts: for every file, read = accepted + rejected + skipped."""
        return Table(lib.tell_dataset_files(self.handle), self)

    @property
    def issues(self):
        """The findings about the input, in the order they were made."""
        return _issues(lib.tell_dataset_issues(self.handle))

    def screening(self):
        """Everything found about the input as a Table of pass, warn and fail (telling/screening.h)."""
        owner = _OwnTable(make("tell_screening_run", _abi.tell_table, self.catalogue.handle,
                               self.handle))
        return Table(owner.handle, owner)

    def series(self, *, policy, level=0.95, ties=True, tie_tolerance=1e-9):
        """Gives a Series for each unit, indicator and group that schools add up to, one after the
        other (telling/cells.h): for work on with n, means and standard errors.

        policy: must be named, and hide nothing ("none"): what comes is unprotected.
        ties: False judges Mann-Kendall's S as if all values differed.
        """
        return _cells.series(self, policy, level, ties, tie_tolerance)

    def release(self, policy="public", trends=True, rescaled=False):
        """Computes the indicator set and the trends and lets them pass a privacy policy.

        trends: False for none, or their options by name: level, power, adjust ("bh", "by", "holm",
        "none"), family ("municipality", "unit", "all"), year_effects (False: none).
        rescaled: True adds rows of the national tests of 2014-2021 with corrected scales
        (telling/indicators.h).
        """
        catalogue = self.catalogue.handle
        with _OwnTable(compute_indicators(self.handle, rescaled)) as indicators:
            if trends is False or trends is None:
                handle = make("tell_release_create", _abi.tell_release, catalogue, text(policy),
                              self.handle, indicators.handle, None)
                return Release(handle, self.catalogue)
            chosen = {} if trends is True else dict(trends)
            with _OwnTable(compute_trends(catalogue, indicators.handle, chosen)) as computed:
                handle = make("tell_release_create", _abi.tell_release, catalogue, text(policy),
                              self.handle, indicators.handle, computed.handle)
                return Release(handle, self.catalogue)


class Release(Handle):
    """Tables that passed a privacy policy: the only thing whose numbers can be read and written."""

    _free_name = "tell_release_free"

    def __init__(self, handle, catalogue):
        super().__init__(handle, catalogue)
        self.catalogue = catalogue

    @property
    def policy(self):
        return lib.tell_release_policy(self.handle).decode("utf-8")

    def table(self, name):
        """One of "indicators", "trends", "hidden", "units", "files"; None for trends that were not computed."""
        handle = lib.tell_release_table(self.handle, _RELEASE_TABLES[name])
        return Table(handle, self) if handle else None

    @property
    def indicators(self):
        return self.table("indicators")

    @property
    def trends(self):
        return self.table("trends")

    @property
    def hidden(self):
        """The certificate: one row per hidden cell, with its reason."""
        return self.table("hidden")

    def sentence(self, table, row, language="nb"):
        """What a row of "indicators" or "trends" says, in words."""
        function = {"indicators": "tell_wording_indicator", "trends": "tell_wording_trend"}[table]
        buffer = make("tell_buffer_create", _abi.tell_buffer)
        try:
            call(function, self.catalogue.handle, self.handle, whole(row), _language(language),
                 buffer)
            return lib.tell_buffer_text(buffer).decode("utf-8")
        finally:
            lib.tell_buffer_free(buffer)

    def csv(self, table, dialect="canonical"):
        """A table as the bytes of a CSV file; dialect "canonical" or "excel-nb"."""
        return write_csv("tell_output_csv", self.handle, _RELEASE_TABLES[table],
                         lib.tell_dialect_find(text(dialect)))

    def analysis(self, kind, **options):
        """What the figures say together, as a Table (telling/analysis.h): "groups", "equity", ...

        Options: level=0.95; adjust="holm", "bh", "by" or "none"; reference="parent" or "nation";
        persistence=(3, 5); readouts=(2022, 2024, 2026); overdispersion=True;
        groups={"name": ["code of a school", ("area", "code"), ...]} or the path of a CSV file.
        """
        return Analysis(kind, self, options)

    def explain(self, table, row):
        """What a row of "indicators" or "trends" was made of, down to files and lines, as a Table."""
        return Explanation("tell_explain", self, _RELEASE_TABLES[table], whole(row))
