#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the demonstration municipality in examples/data.

What belongs here: that the committed files are what the generator makes, that they have the
published layout, that they agree with each other, and that the planted truths can be seen in them.
The calculations are written out again here from the published figures alone; nothing is imported
from the generator.
"""

import csv
import math
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import unittest
from collections import defaultdict

DATA = pathlib.Path(__file__).resolve().parents[2] / "examples" / "data"
PLANTED = DATA.parents[1] / "tests" / "data" / "demo" / "planted.csv"
YEARS = ("2022-23", "2023-24", "2024-25", "2025-26")
HOME, COUNTY, NATION = "4901", "49", "I"
SUBJECTS = {5: ("Engelsk", "Lesing", "Regning"), 8: ("Engelsk", "Lesing", "Regning"),
            9: ("Lesing", "Regning")}
TESTS = [f"nasjonale-prover-{grade}-trinn.csv" for grade in SUBJECTS]
MEASURES = {"grunnskolepoeng.csv": ("Grunnskolepoeng", "Antall elever"),
            "fravaer-10-trinn.csv": ("Median dager", "Median timer", "Antall elever"),
            "gsi-elever.csv": ("Antall elever",), "gsi-laerere.csv": ("Antall lærere",),
            "gsi-laerertetthet.csv": ("Lærertetthet i ordinær undervisning",),
            **{name: ("Skalapoeng", "Usikkerhet", "Antall elever deltatt") for name in TESTS}}
# highest score of every level below the top, scale of 2022 (Udir, Gjennomføring og resultater)
UPPER = {(5, "np_engelsk"): (42, 57), (5, "np_lesing"): (42, 55), (5, "np_regning"): (43, 56),
         (8, "np_engelsk"): (37, 44, 55, 62), (8, "np_lesing"): (37, 44, 54, 62),
         (8, "np_regning"): (37, 44, 54, 62), (9, "np_lesing"): (37, 44, 54, 62),
         (9, "np_regning"): (37, 44, 54, 62)}
TIDY = ("elevundersokelsen.csv", "mobbing.csv", "mestringsniva.csv")
IDS = ("EnhetNivaa Nasjonaltkode Fylkekode Kommunekode Organisasjonsnummer Nasjonalt Fylke Kommune "
       "EnhetNavn").split()


def number(text):
    return float(text.replace(" ", "").replace(",", "."))


def portal(name):
    """Header and rows of a portal file."""
    text = (DATA / name).read_bytes().decode("utf-16")
    lines = [line.split("|") for line in text.split("\r\n")[:-1]]
    return lines[0], lines[1:]


def blocks(name):
    """{heading without measure: {unit: [cells]}}; a block is shown or hidden as a whole."""
    header, rows = portal(name)
    width = len(MEASURES[name])
    return {header[i].rsplit(".", 1)[0]: {row[4]: row[i:i + width] for row in rows}
            for i in range(9, len(header), width)}


def tidy(path):
    with open(path, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def scale_points():
    """{(indicator, grade, period): {unit: [points, margin, n]}}"""
    return {(f"np_{subject.lower()}", grade, year):
            blocks(f"nasjonale-prover-{grade}-trinn.csv")[
                f"{year}.{subject}.{grade}. årstrinn.Alle eierformer.Alle kjønn"]
            for grade, subjects in SUBJECTS.items() for subject in subjects for year in YEARS}


def is_school(code):
    return len(code) == 9


def slope_and_p(values, variances):
    """Weighted least squares with known variances on the years 0, 1, 2 ... and the two-sided p."""
    weights = [1 / v for v in variances]
    total = sum(weights)
    middle = sum(w * t for t, w in enumerate(weights)) / total
    squares = sum(w * (t - middle) ** 2 for t, w in enumerate(weights))
    slope = sum(w * (t - middle) * y for t, (w, y) in enumerate(zip(weights, values))) / squares
    return slope, math.erfc(abs(slope) * math.sqrt(squares / 2))


def points_trend(cells, indicator, grade, code):
    """The margin gives the sampling error; whole points add the variance of rounding, 1/12."""
    shown = [cells[indicator, grade, year][code] for year in YEARS]
    return slope_and_p([number(c[0]) for c in shown],
                       [(number(c[1]) / 1.96) ** 2 + 1 / 12 for c in shown])


def bullying_trend(rows, code, grade):
    shown = {r["period"]: r for r in rows if (r["unit_code"], r["grade"]) == (code, grade)}
    pairs = [(number(shown[y]["numerator"]), number(shown[y]["n"])) for y in YEARS]
    # one added at either side keeps the variance of a share near 0 from vanishing
    shares = [(x + 1) / (n + 2) for x, n in pairs]
    return slope_and_p([100 * x / n for x, n in pairs],
                       [1e4 * s * (1 - s) / n for s, (x, n) in zip(shares, pairs)])


class Files(unittest.TestCase):
    def test_generator_run_again_gives_the_committed_bytes(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, str(DATA / "generate.py"), folder, folder], check=True)
            made = {p.name: p.read_bytes() for p in pathlib.Path(folder).iterdir()}
        kept = {p.name: p.read_bytes() for p in [*DATA.glob("*.csv"), PLANTED]}
        self.assertEqual(sorted(made), sorted(kept))
        for name, content in made.items():
            self.assertTrue(content == kept[name], name)

    def test_files_stay_small(self):
        self.assertLess(sum(p.stat().st_size for p in DATA.iterdir()), 400_000)

    def test_portal_files_have_the_published_bytes(self):
        for name in MEASURES:
            raw = (DATA / name).read_bytes()
            self.assertEqual(raw[:2], b"\xff\xfe", name)
            text = raw[2:].decode("utf-16-le")
            self.assertTrue(text.endswith("\r\n"), name)
            self.assertEqual(text.count("\n"), text.count("\r\n"), name)
            self.assertEqual(text.count("\r"), text.count("\r\n"), name)
            for sign in '";\t\ufeff\u00a0\u202f':
                self.assertNotIn(sign, text, name)

    def test_portal_rows_have_the_width_and_the_headings_published(self):
        for name, measures in MEASURES.items():
            header, rows = portal(name)
            self.assertEqual(header[:9], IDS, name)
            self.assertEqual(len(set(header)), len(header), name)
            self.assertEqual({len(row) for row in rows}, {len(header)}, name)
            self.assertEqual([h.rsplit(".", 1)[1] for h in header[9:]],
                             list(measures) * ((len(header) - 9) // len(measures)), name)
            self.assertEqual(sorted({h.split(".")[0] for h in header[9:]}), list(YEARS), name)
        for grade, subjects in SUBJECTS.items():
            header = portal(f"nasjonale-prover-{grade}-trinn.csv")[0]
            self.assertEqual(header[9::3], [
                f"{y}.{s}.{grade}. årstrinn.Alle eierformer.Alle kjønn.Skalapoeng"
                for y in YEARS for s in subjects])

    def test_portal_numbers_have_the_published_form(self):
        whole, tenth = r"\d{1,3}( \d{3})*", r"\d+,\d"
        forms = {"Skalapoeng": r"\d\d", "Usikkerhet": tenth, "Grunnskolepoeng": tenth,
                 "Median dager": tenth, "Median timer": tenth,
                 "Lærertetthet i ordinær undervisning": r"\d+,\d\d"}
        for name, measures in MEASURES.items():
            for row in portal(name)[1]:
                for i, cell in enumerate(row[9:]):
                    form = forms.get(measures[i % len(measures)], whole)
                    self.assertRegex(cell, rf"\A({form}|\*|)\Z", name)

    def test_portal_rows_identify_their_units(self):
        for name in MEASURES:
            rows = portal(name)[1]
            self.assertEqual([row[0] for row in rows[:3]], ["1", "2", "3"], name)
            for level, _, county, municipality, code, *_ in rows:
                expected = {"1": ("00", "0000", "I"), "2": (COUNTY, "0000", COUNTY),
                            "3": (COUNTY, code, municipality), "4": (COUNTY, HOME, code)}[level]
                self.assertEqual((county, municipality, code), expected, name)

    def test_organisation_numbers_pass_mod_11(self):
        codes = [r["code"] for r in tidy(DATA / "enhetsregister.csv") if r["level"] == "school"]
        self.assertEqual((len(codes), len(set(codes))), (30, 30))
        for code in codes:
            self.assertRegex(code, r"\A[89]\d{8}\Z")
            weighted = sum(w * int(d) for w, d in zip((3, 2, 7, 6, 5, 4, 3, 2, 1), code))
            self.assertEqual(weighted % 11, 0)

    def test_register_knows_every_unit(self):
        register = {r["code"]: r for r in tidy(DATA / "enhetsregister.csv")}
        areas = {c for c, r in register.items() if r["level"] == "area"}
        self.assertEqual(len(areas), 4)
        for r in register.values():
            if r["level"] != "nation":
                self.assertIn(r["parent"], register)
            self.assertEqual(r["area"] in areas, r["level"] == "school")
        for name in MEASURES:
            self.assertLessEqual({row[4] for row in portal(name)[1]}, set(register), name)
        for name in TIDY:
            self.assertLessEqual({row["unit_code"] for row in tidy(DATA / name)}, set(register), name)


class Agreement(unittest.TestCase):
    def assert_never_exactly_one(self, cells, where):
        hidden = [code for code, cell in cells.items() if is_school(code) and "*" in cell]
        self.assertNotEqual(len(hidden), 1, where)

    def test_hidden_cells_are_hidden_whole_and_never_alone(self):
        for name in MEASURES:
            for heading, cells in blocks(name).items():
                for cell in cells.values():
                    self.assertIn(cell.count("*"), (0, len(cell)), heading)
                self.assert_never_exactly_one(cells, heading)
        for name in TIDY:
            cells = defaultdict(lambda: defaultdict(list))
            for r in tidy(DATA / name):
                key = r["indicator"], r["grade"], r["period"]
                cells[key][r["unit_code"]] += [r["value"], r["n"]]
            for key, of_key in cells.items():
                for cell in of_key.values():
                    self.assertIn(cell.count("*"), (0, len(cell)), key)
                self.assert_never_exactly_one(of_key, key)

    def test_small_groups_are_hidden(self):
        for key, cells in scale_points().items():
            for _, _, n in cells.values():
                self.assertTrue(n in ("*", "", "0") or number(n) >= 10, key)
        for name, limit in (("elevundersokelsen.csv", 20), ("mobbing.csv", 30)):
            for r in tidy(DATA / name):
                self.assertTrue(r["n"] in ("*", "0") or number(r["n"]) >= limit, name)

    def test_totals_hold_the_schools_and_the_hidden_ones(self):
        counts = [(heading, {code: cell[-1] for code, cell in cells.items()})
                  for name in MEASURES if name != "gsi-laerertetthet.csv"
                  for heading, cells in blocks(name).items()]
        for name in ("elevundersokelsen.csv", "mobbing.csv"):
            by_key = defaultdict(dict)
            for r in tidy(DATA / name):
                by_key[r["indicator"], r["grade"], r["period"]][r["unit_code"]] = r["n"]
            counts += by_key.items()
        for key, cells in counts:
            schools = [n for code, n in cells.items() if is_school(code)]
            visible = sum(number(n) for n in schools if n not in ("*", ""))
            if "*" in schools:
                self.assertGreater(number(cells[HOME]), visible, key)
            else:
                self.assertEqual(number(cells[HOME]), visible, key)
            municipalities = [number(n) for code, n in cells.items() if len(code) == 4]
            if len(municipalities) > 1:
                self.assertEqual(number(cells[COUNTY]), sum(municipalities), key)
            self.assertGreater(number(cells[NATION]), number(cells[COUNTY]), key)

    def test_weighted_mean_of_the_schools_is_the_municipality(self):
        for key, cells in scale_points().items():
            shown = [(number(c[0]), number(c[2])) for code, c in cells.items()
                     if is_school(code) and c[0] not in ("*", "")]
            mean = sum(v * n for v, n in shown) / sum(n for _, n in shown)
            # half a point of rounding, the hidden pupils, and what rounding of schools leaves
            self.assertLess(abs(mean - number(cells[HOME][0])), 0.9, key)

    def test_margin_is_that_of_pupils_with_an_ordinary_spread(self):
        for key, cells in scale_points().items():
            sds = [number(m) * math.sqrt(number(n)) / 1.96 for code, (_, m, n) in cells.items()
                   if is_school(code) and n not in ("*", "", "0")]
            self.assertTrue(8 < statistics.median(sds) < 10.5, key)
            spread = number(cells[HOME][1]) * math.sqrt(number(cells[HOME][2])) / 1.96
            self.assertTrue(8 < spread < 11.5, key)

    def test_mastery_levels_belong_to_the_scale_points(self):
        points, levels = scale_points(), defaultdict(list)
        for r in tidy(DATA / "mestringsniva.csv"):
            levels[r["indicator"][:-5], int(r["grade"]), r["period"], r["unit_code"]].append(r)
        self.assertGreater(len(levels), 400)
        for (indicator, grade, year, code), rows in levels.items():
            cell = points[indicator, grade, year][code]
            self.assertEqual([r["category"] for r in rows], list("123" if grade == 5 else "12345"))
            self.assertEqual({r["n"] for r in rows}, {cell[2].replace(" ", "")})
            if cell[0] in ("*", ""):
                self.assertEqual({r["value"] for r in rows}, {cell[0]})
            else:
                self.assertLess(abs(sum(number(r["value"]) for r in rows) - 100), 0.3)

    def test_mastery_levels_of_the_nation_follow_the_cut_points(self):
        rows = [r for r in tidy(DATA / "mestringsniva.csv") if r["unit_code"] == NATION]
        for (indicator, grade, year), cells in scale_points().items():
            shares = [number(r["value"]) for r in rows if (r["grade"], r["period"]) ==
                      (str(grade), year) and r["indicator"] == indicator + "_niva"]
            for level, upper in enumerate(UPPER[grade, indicator], 1):
                z = (upper + 0.5 - number(cells[NATION][0])) / 10
                expected = 50 * math.erfc(-z / math.sqrt(2))
                # a mean rounded to whole points moves a share by two per cent at most
                self.assertLess(abs(sum(shares[:level]) - expected), 4, (indicator, grade, year))

    def test_survey_values_are_possible(self):
        rows = tidy(DATA / "elevundersokelsen.csv")
        self.assertEqual(len({r["indicator"] for r in rows}), 10)
        for r in rows:
            if r["value"] not in ("*", ""):
                self.assertTrue(1 <= number(r["value"]) <= 5 and 0.4 <= number(r["sd"]) <= 1.4)
        for r in tidy(DATA / "mobbing.csv"):
            if r["value"] not in ("*", ""):
                share = 100 * number(r["numerator"]) / number(r["n"])
                self.assertLessEqual(abs(share - number(r["value"])), 0.0501)


class Planted(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tests, cls.bullying = scale_points(), tidy(DATA / "mobbing.csv")
        cls.planted = defaultdict(list)
        for row in tidy(PLANTED):
            cls.planted[row["what"]].append(row)

    def test_every_kind_is_planted(self):
        self.assertEqual({k: len(v) for k, v in self.planted.items()}, {
            "fall": 1, "rise": 2, "wobble": 24, "hidden_at_source": 16, "merged": 1,
            "poor_coverage": 3, "bullying_rise": 2})

    def test_fall_and_rise_are_clear(self):
        for what, sign in (("fall", -1), ("rise", 1)):
            for row in self.planted[what]:
                slope, p = points_trend(self.tests, row["indicator"], int(row["grade"]),
                                      row["unit_code"])
                self.assertTrue(1.2 < sign * slope < 3.0 and p < 1e-4, row)

    def test_wobbling_schools_move_without_a_signal(self):
        for row in self.planted["wobble"]:
            indicator, grade, code = row["indicator"], int(row["grade"]), row["unit_code"]
            self.assertGreaterEqual(points_trend(self.tests, indicator, grade, code)[1], 0.05, row)
        moved = [max(v) - min(v) for v in (
            [number(self.tests[r["indicator"], int(r["grade"]), y][r["unit_code"]][0])
             for y in YEARS] for r in self.planted["wobble"])]
        self.assertGreaterEqual(sum(m >= 2 for m in moved), 12)

    def test_the_small_school_and_its_companion_are_the_hidden_ones(self):
        expected = defaultdict(set)
        for row in self.planted["hidden_at_source"]:
            expected[row["indicator"], int(row["grade"])].add(row["unit_code"])
        for (indicator, grade, year), cells in self.tests.items():
            hidden = {code for code, cell in cells.items() if "*" in cell}
            self.assertEqual(hidden, expected[indicator, grade], (indicator, grade, year))

    def test_merged_school_ends_and_its_successor_grows(self):
        row = self.planted["merged"][0]
        closed = next(r for r in tidy(DATA / "enhetsregister.csv") if r["code"] == row["unit_code"])
        self.assertEqual((closed["valid_to"], closed["successor"]), (YEARS[1], row["expected"]))
        for name in ("nasjonale-prover-5-trinn.csv", "gsi-elever.csv", "gsi-laerertetthet.csv"):
            for heading, cells in blocks(name).items():
                gone = heading[:7] in YEARS[2:]
                self.assertEqual(set(cells[closed["code"]]) == {""}, gone, heading)
        pupils = {h[:7]: c for h, c in blocks("gsi-elever.csv").items()}
        before, after = (number(pupils[y][row["expected"]][0]) for y in YEARS[1:3])
        moved = number(pupils[YEARS[1]][closed["code"]][0])
        self.assertTrue(0.8 < (after - before) / moved < 1.2)
        for name in TIDY:
            periods = {r["period"] for r in tidy(DATA / name) if r["unit_code"] == closed["code"]}
            self.assertEqual(periods, set(YEARS[:2]), name)

    def test_first_year_of_grade_8_is_poorly_covered(self):
        for row in self.planted["poor_coverage"]:
            n = [number(self.tests[row["indicator"], 8, y][row["unit_code"]][2]) for y in YEARS]
            low, high = map(float, re.findall(r"\d\.\d+", row["expected"]))
            self.assertTrue(low < n[0] / statistics.median(n[1:]) < high, row["indicator"])
            nobody = [c for c, cell in self.tests[row["indicator"], 8, YEARS[0]].items()
                      if cell == ["", "", "0"]]
            self.assertGreaterEqual(len(nobody), 3)

    def test_bullying_rises_where_planted_and_not_elsewhere(self):
        for row in self.planted["bullying_rise"]:
            slope, p = bullying_trend(self.bullying, row["unit_code"], row["grade"])
            self.assertTrue(slope > 1 and p < 1e-3, row["unit_code"])
        for code, grade in ((HOME, "10"), (COUNTY, "10"), (NATION, "10")):
            slope = bullying_trend(self.bullying, code, grade)[0]
            self.assertLess(abs(slope), 0.8, (code, grade))


if __name__ == "__main__":
    unittest.main()
