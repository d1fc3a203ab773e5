# SPDX-License-Identifier: GPL-3.0-or-later
"""Analyses and explanations as users of the binding meet them, on the demonstration data."""
import csv
import gc
import io
import math
import os
import pathlib
import sys
import tempfile
import unittest

BINDING = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BINDING))

import telling  # noqa: E402

DEMO = BINDING.parents[1] / "examples" / "data"


class Analyses(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.data = telling.read(DEMO)
        cls.release = cls.data.release()
        cls.rows = [row for row in cls.release.indicators.rows()
                    if row["level"] == "school" and row["indicator"] == "np_lesing"]
        cls.schools = sorted({row["unit"] for row in cls.rows})

    def test_declared_group_is_the_weighted_mean_of_its_visible_members(self):
        chosen = self.schools[:6]
        groups = self.release.analysis("groups", groups={"tiltak": chosen})
        self.assertIsInstance(groups, telling.Table)
        found = [row for row in groups.rows()
                 if row["unit"] == "tiltak" and row["indicator"] == "np_lesing"]
        self.assertGreater(len(found), 3)
        compared = 0
        for row in found:
            members = [m for m in self.rows
                       if m["unit"] in chosen and m["value"] is not None and m["n"]
                       and all(m[key] == row[key] for key in
                               ("period", "grade", "gender", "owner", "source"))]
            self.assertEqual(row["members_visible"], len(members))
            self.assertEqual((row["level"], row["policy"]), ("group", "public"))
            if row["value"] is not None:
                total = sum(m["n"] for m in members)
                self.assertAlmostEqual(row["value"], sum(m["n"] * m["value"] for m in members) / total)
                self.assertAlmostEqual(
                    row["se"], math.sqrt(sum((m["n"] * m["se"]) ** 2 for m in members)) / total)
                compared += 1
        self.assertGreater(compared, 3)

    def test_groups_come_from_a_file_and_as_pairs_of_level_and_code(self):
        areas = sorted({row["unit"] for row in self.release.analysis("groups").rows()
                        if row["level"] == "area"})
        handle, name = tempfile.mkstemp(suffix=".csv")
        self.addCleanup(os.unlink, name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("group;name;level;code\n")
            file.writelines(f"nett;Nettverk;area;{area}\n" for area in areas[:2])
        from_file = self.release.analysis("groups", groups=name)
        self.assertEqual(from_file.list("unit_name")[0], "Nettverk")
        given = self.release.analysis("groups",
                                      groups={"nett": [("area", area) for area in areas[:2]]})
        self.assertEqual(from_file.list("value"), given.list("value"))

    def test_decomposition_adds_up(self):
        table = self.release.analysis("decomposition")
        rows = [row for row in table.rows() if row["change"] is not None]
        self.assertGreater(len(rows), 50)
        for row in rows:
            parts = sum(row[name] for name in ("within", "shift", "opened_closed", "seen_once"))
            self.assertAlmostEqual(row["change"], parts, delta=1e-11)
            if row["rest"] is not None:
                self.assertAlmostEqual(row["own_change"], row["change"] + row["rest"], delta=1e-11)
        self.assertEqual({row["pair"] for row in table.rows()}, {"consecutive", "readout"})

    def test_level_is_that_of_the_intervals(self):
        narrow, wide = (self.release.analysis("groups", level=level) for level in (0.8, 0.99))
        self.assertEqual(set(wide.list("confidence")), {0.99})
        for first, second in zip(narrow.rows(), wide.rows()):
            if first["lo"] is not None:
                self.assertLessEqual(second["lo"], first["lo"])

    def test_explanation_gives_the_value_again_with_files_and_lines(self):
        groups = self.release.analysis("groups")
        row = next(index for index, value in enumerate(groups.list("value")) if value is not None)
        explained = list(groups.explain(row).rows())
        self.assertEqual((explained[0]["role"], explained[0]["row"]), ("result", row))
        again = sum(part["weight"] * part["value"] for part in explained[1:]
                    if part["weight"] is not None)
        self.assertAlmostEqual(again, explained[0]["value"])
        for part in explained[1:]:
            self.assertTrue((DEMO / part["file"]).is_file())
            self.assertGreater(part["line"], 0)
        trend = self.release.trends.list("slope").index(
            next(slope for slope in self.release.trends.list("slope") if slope))
        explained = self.release.explain("trends", trend)
        self.assertEqual(explained.list("role")[1], "year")
        key = explained.list("formula")[0]
        self.assertIn("Σ", self.release.catalogue.text(key))

    def test_csv_holds_the_rows_and_their_states(self):
        table = self.release.analysis("groups")
        read = list(csv.DictReader(io.StringIO(table.csv().decode("utf-8"))))
        self.assertEqual(len(read), len(table))
        self.assertEqual([row["state"] for row in read], table.list("state"))
        self.assertEqual(list(read[0])[-1], "cell_states")
        self.assertTrue(table.csv("excel-nb").startswith(b"\xef\xbb\xbf"))
        self.assertIn(b"result", self.release.explain("indicators", 0).csv())

    def test_wrong_options_raise(self):
        analysis = self.release.analysis
        for chosen in ({"level": 2}, {"adjust": "fdr"}, {"persistence": (6, 5)},
                       {"readouts": (2024, 2022, 2026)}, {"groups": {"": []}},
                       {"groups": {"a": [("village", "1")]}}):
            with self.assertRaises(ValueError):
                analysis("groups", **chosen)
        with self.assertRaises(ValueError):
            analysis("league_table")
        with self.assertRaises(TypeError):
            analysis("groups", top=10)
        with self.assertRaises(OSError):
            analysis("groups", groups="no-such-file.csv")
        with self.assertRaises(ValueError):
            analysis("groups").explain(10**6)
        with self.assertRaises(OverflowError):
            self.release.explain("indicators", 2**70)
        with self.assertRaises(ValueError):
            self.release.explain("units", 0)

    def test_release_lives_on_in_its_analyses(self):
        table = telling.read(DEMO).release(trends=False).analysis("groups")
        gc.collect()
        self.assertGreater(len(table.explain(0)), 1)


if __name__ == "__main__":
    unittest.main()
