# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading with options, streams and the caller's own functions."""
import io
import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import telling  # noqa: E402

HEADER = "unit_code;period;indicator;value\n"
GOOD = HEADER + "999000001;2022-23;elever;51\n999000002;2022-23;elever;52\n"
BAD = HEADER + "999000001;2022-23;elever;51\n999000002;2022-23;elever;mange\n"


def stream(content, encoding="utf-8"):
    return io.BytesIO(content.encode(encoding))


class Trickle:
    """A stream that gives one byte at a time."""

    name = "trickle.csv"

    def __init__(self, content):
        self.rest = content.encode("utf-8")

    def read(self, _size):
        piece, self.rest = self.rest[:1], self.rest[1:]
        return piece


class Reading(unittest.TestCase):
    def test_streams_are_read_however_short_their_reads_are(self):
        for source, name in ((stream(GOOD), "stream"), (Trickle(GOOD), "trickle.csv")):
            with telling.read(source) as data:
                self.assertEqual(len(data), 2)
                self.assertEqual(data.files.list("file"), [name])

    def test_stream_of_text_or_of_too_many_bytes_raises(self):
        with self.assertRaises(TypeError):
            telling.read(io.StringIO(GOOD))

        class Greedy:
            def read(self, size):
                return b"x" * (size + 1)

        with self.assertRaises(ValueError) as caught:
            telling.read(Greedy())
        self.assertNotIsInstance(caught.exception, telling.TellingError)

    def test_stream_that_raises_raises_the_same(self):
        class Broken:
            def read(self, size):
                raise ConnectionResetError("gone")

        with self.assertRaises(ConnectionResetError):
            telling.read(Broken())

    def test_options_are_handed_on(self):
        content = GOOD.replace(";", "|")
        with telling.read(stream(content, "utf-16"), encoding="utf-16", delimiter="pipe",
                          threads=2, layout="tidy", limits={"records": 2}) as data:
            self.assertEqual(len(data), 2)
            self.assertEqual(data.files.list("delimiter"), ["pipe"])
            self.assertEqual(data.files.list("encoding"), ["utf-16le"])
        for wrong in ({"encoding": "ebcdic"}, {"delimiter": "dot"}, {"threads": 65},
                      {"threads": 2**40}, {"limits": {"rows": 1}}, {"limits": {"records": 0}},
                      {"layout": "tabell"}, {"unit": ("planet", "1", "")}):
            with self.assertRaises(ValueError, msg=str(wrong)):
                telling.read(stream(GOOD), **wrong)
        with self.assertRaises(OverflowError):
            telling.read(stream(GOOD), limits={"records": 2**63})
        with self.assertRaises(telling.TellingError) as caught:
            telling.read(stream(GOOD), limits={"records": 1})
        self.assertEqual(caught.exception.status_name, "TELL_E_LIMIT")

    def test_strict_reading_raises_with_the_place_of_the_defect(self):
        with self.assertRaises(ValueError) as caught:
            telling.read(stream(BAD), strict=True)
        problem = caught.exception
        self.assertEqual((problem.status_name, problem.line, problem.column, problem.field),
                         ("TELL_E_STRICT", 3, 26, "value"))

    def test_unit_of_another_shape_is_a_plain_value_error(self):
        for unit in ("school:974589648", "", b"xx", 5, {"level": "school"}, {"a", "b"}, [], ("school",),
                     ("school", "1", "x", "y"), ("school", 974589648), (None, "1"), ("school", "1", 5)):
            with self.assertRaises(ValueError, msg=unit) as caught:
                telling.read(stream(GOOD), unit=unit)
            self.assertIn("unit is (level, code)", str(caught.exception))
        for unit in (("school", "974589648"), ["school", "974589648", None], ("school", "974589648", "Nes")):
            telling.read(stream(GOOD), unit=unit).close()
        with self.assertRaises(ValueError):
            telling.read(stream(GOOD), unit=("skole", "974589648"))

    def test_broken_json_tells_line_and_column(self):
        for content, place in (('{"id":["A"],\n "size":[1],\n "dimension":{"A" {}}}', (3, 20)),
                               ('[{"EnhetNivaa":1,\n"Skoleaarnavn":"2021-22"},\n{"EnhetNivaa":1', (3, 16)),
                               ("{'id':['A'],\n 'size':[1]}", (1, 3))):
            with self.assertRaises(telling.TellingValueError) as caught:
                telling.read(stream(content))
            self.assertEqual((caught.exception.line, caught.exception.column), place)
            self.assertIn("JSON", str(caught.exception))

    def test_missing_column_is_named(self):
        with self.assertRaises(telling.TellingValueError) as caught:
            telling.read(stream("\ufeff\ufeffperiod;indicator;value\n2022-23;elever;5\n"))
        self.assertEqual(caught.exception.field, "unit_code")
        self.assertIn("unit_code", str(caught.exception))

    def test_findings_are_issues_also_beyond_the_limit(self):
        seen = []
        content = BAD + "999000003;2022-23;elever;mange\n"
        with telling.read(stream(content), findings=seen.append, limits={"findings": 1}) as data:
            errors = [issue for issue in seen if issue.severity == "error"]
            self.assertEqual([issue.line for issue in errors], [3, 4])
            self.assertEqual(errors[0].code, "impossible_number")
            self.assertEqual(len([i for i in data.issues if i.severity == "error"]), 1)
            self.assertEqual([issue.code for issue in data.issues[:2]],
                             ["recognised", "impossible_number"])
            self.assertEqual(data.issues[1], errors[0])

    def test_progress_tells_how_far_it_has_come(self):
        seen = []
        path = pathlib.Path(tempfile.mkdtemp()) / "a.csv"
        path.write_text(GOOD, "utf-8")
        try:
            telling.read(path, progress=lambda *step: seen.append(step)).close()
        finally:
            path.unlink()
            os.rmdir(path.parent)
        self.assertEqual(seen, [(str(path), len(GOOD), len(GOOD), 2)])
        telling.read(Trickle(GOOD), progress=lambda *step: seen.append(step)).close()
        self.assertEqual(seen[-1], ("trickle.csv", len(GOOD), None, 2))

    def test_cells_of_any_table(self):
        seen = []
        content = "a,b\n\u00e5,<5\n1.234,\n"
        with telling.read(stream(content), layout="none", cells=lambda *c: seen.append(c)) as data:
            self.assertEqual(data.files.list("accepted"), [2])
        self.assertEqual(seen, [(1, 1, "text", "\u00e5"), (1, 2, "interval", "<5"),
                                (2, 1, "invalid", "1.234"), (2, 2, "missing", "")])

    def test_true_from_a_callback_stops(self):
        for name in ("progress", "findings", "cells"):
            with self.assertRaises(telling.TellingError) as caught:
                telling.read(stream(BAD), **{name: lambda *_: True})
            self.assertEqual(caught.exception.status_name, "TELL_E_CANCELLED", name)

    def test_exceptions_of_callbacks_come_through(self):
        def fail(*_):
            raise KeyError("mine")

        for name in ("progress", "findings", "cells"):
            with self.assertRaises(KeyError):
                telling.read(stream(BAD), **{name: fail})

    def test_exceptions_of_callbacks_come_through_folders_and_the_end(self):
        folder = pathlib.Path(tempfile.mkdtemp())
        for name in ("a.csv", "b.csv"):
            (folder / name).write_text(GOOD, "utf-8")

        def fail(*_):
            raise KeyError("mine")

        def fail_at_the_end(issue):
            if issue.code == "duplicate_rows":
                raise KeyError("mine")

        try:
            for options in ({"progress": fail}, {"findings": fail_at_the_end}):
                with self.assertRaises(KeyError):
                    telling.read(folder, **options)
        finally:
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()


class Groups(unittest.TestCase):
    PUPILS = ("orgnr;skoleår;trinn;kjønn;trives\n999000001;2022-23;7;jente;4\n"
              "999000001;2022-23;7;jente;2\n999000001;2022-23;7;gutt;5\n")

    def test_groups_come_one_after_the_other(self):
        girls, boys, everybody = telling.groups(stream(self.PUPILS), policy="none")
        self.assertEqual(girls[:9], ("stream", "999000001", 2022, 7, 1, "eu_trivsel", 0, 2, 3.0))
        self.assertAlmostEqual(girls.sd, 2 ** 0.5, 14)
        self.assertIsNone(girls.numerator)
        self.assertEqual((boys.n, boys.value, boys.sd), (1, 5.0, None))
        self.assertEqual((everybody.gender, everybody.n), (0, 3))

    def test_groups_can_be_left_before_their_end(self):
        self.assertEqual(next(telling.groups(stream(self.PUPILS), policy="none")).n, 2)

    def test_groups_need_a_policy_that_hides_nothing(self):
        with self.assertRaises(telling.TellingError) as caught:
            next(telling.groups(stream(self.PUPILS), policy="public"))
        self.assertEqual(caught.exception.status_name, "TELL_E_POLICY")


class Cells(unittest.TestCase):
    REGISTER = ("code;name;level;parent\n4601;Bergen;municipality;\n"
                "999000001;En skole;school;4601\n999000002;To skole;school;4601\n")
    SCHOOLS = ("unit_code;indicator;period;grade;value;n;sd\n"
               "999000001;grunnskolepoeng;2022-23;10;40;4;1\n"
               "999000001;grunnskolepoeng;2023-24;10;40;4;1\n"
               "999000001;grunnskolepoeng;2024-25;10;41;4;1\n"
               "999000002;grunnskolepoeng;2024-25;10;39;1;\n")

    def all(self, **options):
        data = telling.read(stream(self.REGISTER), stream(self.SCHOOLS))
        return list(data.series(policy="none", **options))

    def test_series_have_cells_and_a_trend(self):
        found = {(one.level, one.unit): one for one in self.all()}
        city, school = found["municipality", "4601"], found["school", "999000001"]
        self.assertEqual(school[2:9], ("grunnskolepoeng", "local", 10, 0, 0, "", ""))
        self.assertEqual([cell.period for cell in school.cells], [2022, 2023, 2024])
        self.assertEqual(city.cells[2][:6], (2024, 1, 1, 4, "ok", 41.0))
        self.assertEqual(school.cells[0].se, 0.5)
        self.assertAlmostEqual(school.cells[0].hi, 40 + 1.959963984540054 / 2, 14)
        self.assertEqual(school.trend[:5], (3, "ok", 0.5, 2.0, 2 / 3))
        self.assertAlmostEqual(school.trend.wls_se, 0.5 / 2 ** 0.5, 14)

    def test_series_ties_can_be_ignored(self):
        self.assertEqual({one.trend.p for one in self.all(ties=False) if one.trend.points == 3}, {1 / 3})

    def test_series_without_numbers_have_none(self):
        cell, = [one for one in self.all() if one.unit == "999000002"][0].cells
        self.assertEqual(cell, (2024, 0, 1, 0, "empty", None, None, None, None))
        trend = [one for one in self.all() if one.unit == "999000002"][0].trend
        self.assertEqual(trend, (0, "too_few_points", None, None, None, None, None, None))

    def test_series_need_a_policy_that_hides_nothing(self):
        with self.assertRaises(telling.TellingError) as caught:
            next(telling.read(stream(self.SCHOOLS)).series(policy="public"))
        self.assertEqual(caught.exception.status_name, "TELL_E_POLICY")


if __name__ == "__main__":
    unittest.main()
