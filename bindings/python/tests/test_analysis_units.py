# SPDX-License-Identifier: GPL-3.0-or-later
"""Variation and equity as users of the binding meet them, on the demonstration data."""
import math
import pathlib
import sys
import tempfile
import unittest

BINDING = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BINDING))

import telling  # noqa: E402
from telling import stats  # noqa: E402

DEMO = BINDING.parents[1] / "examples" / "data"
KEY = ("indicator", "source", "period", "grade", "gender", "owner", "dimension", "category")


class Units(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.release = telling.read(DEMO).release(trends=False)
        cls.summary = list(cls.release.analysis("variation").rows())
        cls.units = list(cls.release.analysis("variation_units").rows())

    def of(self, row):
        return [unit for unit in self.units
                if unit["parent"] == row["unit"] and all(unit[k] == row[k] for k in KEY)]

    def test_counts_agree_with_the_rows_of_the_schools(self):
        compared = 0
        for row in self.summary[::7]:
            units = self.of(row)
            placed = [unit for unit in units if unit["state"] == "present"]
            self.assertEqual(row["units"], len(units))
            if row["state"] != "present":
                continue
            self.assertEqual(row["units_placed"], len(placed))
            outside = [unit["verdict"] for unit in placed if unit["verdict"] != "inside"]
            self.assertEqual(row["outside_95"], len(outside))
            self.assertEqual(row["outside_998"], sum("998" in verdict for verdict in outside))
            compared += 1
        self.assertGreater(compared, 10)

    def test_limits_of_means_are_somewhat_wider_than_those_of_a_known_error(self):
        mean = next(row for row in self.summary
                    if row["method"] == "funnel_mean_overdispersed" and row["tau2"] > 0)
        errors = {(r["unit"], *(r[k] for k in KEY)): r["se"]
                  for r in self.release.indicators.rows() if r["level"] == "school"}
        for unit in self.of(mean):
            if unit["state"] != "present":
                continue
            se = errors[(unit["unit"], *(unit[k] for k in KEY))]
            wide = stats.funnel_mean(mean["target"], se, tau2=mean["tau2"], level=0.998)
            off = (unit["wide_hi_998"] - mean["target"]) / (wide.hi - mean["target"])
            self.assertTrue(1 < off < 1.4, off)  # by t: a school's sd is that of its pupils
            t = (unit["value"] - mean["target"]) / se
            self.assertTrue(0 <= unit["z"] / t <= 1 if t else unit["z"] == 0)
            beyond = not unit["lo_95"] <= unit["value"] <= unit["hi_95"]
            self.assertEqual(abs(unit["z"]) > 1.959963984540054, beyond)

    def test_no_number_is_none_of_a_number_and_words_exist(self):
        for row in self.units:
            for value in row.values():
                self.assertFalse(isinstance(value, float) and not math.isfinite(value))
        verdicts = {row["verdict"] for row in self.units} - {None}
        self.assertLessEqual({"inside", "above_95", "below_95"}, verdicts)

    def test_schools_stand_in_the_order_of_the_release(self):
        order = {}
        for place, row in enumerate(self.release.indicators.rows()):
            order.setdefault((row["unit"], *(row[k] for k in KEY)), place)
        for row in self.summary[::11]:
            places = [order[(unit["unit"], *(unit[k] for k in KEY))] for unit in self.of(row)]
            self.assertEqual(places, sorted(places))

    def test_share_between_schools_is_the_same_in_both_analyses(self):
        shares = {(r["unit"], *(r[k] for k in KEY)): r["value"]
                  for r in self.release.analysis("equity").rows()
                  if r["measure"] == "between_schools"}
        for row in self.summary:
            self.assertEqual(shares[(row["unit"], *(row[k] for k in KEY))], row["icc"])

    def test_gradient_over_parents_education_from_a_tidy_file(self):
        rows = [("Grunnskole", 46, 300), ("Videregående skole", 49, 700),
                ("universitets- og høgskolenivå, kort", 51, 600), ("tertiary_long", 55, 400)]
        text = "source;period;unit_code;indicator;grade;dimension;category;value;n;margin\n"
        text += "".join(f"udir-np;2023-24;4601;np_lesing;5;parents_education;{category};"
                        f"{value},0;{n};0,9\n" for category, value, n in rows)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "tidy.csv"
            path.write_text(text, encoding="utf-8")
            release = telling.read(path).release(trends=False)
        found = {row["measure"]: row for row in release.analysis("equity").rows()}
        sii, rii = stats.gradient([n for _, _, n in rows], [value for _, value, _ in rows])
        slope = found["education_gradient"]
        self.assertAlmostEqual(slope["value"], sii.value, places=9)
        self.assertAlmostEqual(slope["relative"], rii.value, places=9)
        self.assertEqual((slope["verdict"], slope["groups"]), ("higher", 4))
        self.assertEqual(found["education_gap"]["value"], 9.0)
        self.assertEqual(found["education_gap"]["first"], "tertiary_long")

    def test_a_row_is_explained_by_its_target_and_its_schools(self):
        analysis = self.release.analysis("variation")
        roles = [row["role"] for row in analysis.explain(0).rows()]
        self.assertEqual(roles.count("target"), 1)
        self.assertEqual(roles.count("member"), self.summary[0]["units"])


if __name__ == "__main__":
    unittest.main()
