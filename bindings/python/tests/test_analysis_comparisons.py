# SPDX-License-Identifier: GPL-3.0-or-later
"""Comparisons, persistence and read-outs of the demonstration data, made again in another way."""
import collections
import math
import pathlib
import sys
import unittest

BINDING = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BINDING))

import telling  # noqa: E402

DEMO = BINDING.parents[1] / "examples" / "data"
SERIES = ("level", "unit", "indicator", "source", "grade", "gender", "owner", "dimension",
          "category")


def series(row):
    return tuple(row[name] for name in SERIES)


def two_sided(z):
    return math.erfc(abs(z) / math.sqrt(2))


def holm(values):
    """Holm's adjustment by its definition."""
    worst, adjusted = 0.0, {}
    for place, p in enumerate(sorted(values)):
        worst = max(worst, min(1.0, (len(values) - place) * p))
        adjusted.setdefault(p, worst)
    return adjusted


def by(values):
    """Benjamini and Yekutieli's adjustment by its definition, from the largest p down."""
    least, adjusted = 1.0, {}
    factor = len(values) * sum(1 / rank for rank in range(1, len(values) + 1))
    for rank, p in reversed(list(enumerate(sorted(values), 1))):
        least = min(least, factor * p / rank)
        adjusted[p] = least
    return adjusted


class Comparing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.release = telling.read(DEMO).release()
        cls.figures = {(*series(row), row["period"], row["origin"] == "computed"): row
                       for row in cls.release.indicators.rows()}
        cls.rows = list(cls.release.analysis("comparisons").rows())

    def figure(self, row, back=0):
        computed = row["origin"] == "computed"
        return self.figures[(*series(row), row["period"] - back, computed)]

    def test_every_comparator_is_there(self):
        found = collections.Counter(row["comparator"] for row in self.rows)
        for comparator in ("parent", "last_year", "three_years"):
            self.assertGreater(found[comparator], 100)

    def test_last_year_is_the_difference_of_two_figures(self):
        compared = 0
        for row in self.rows:
            if row["comparator"] != "last_year" or row["difference"] is None:
                continue
            now, before = self.figure(row), self.figure(row, 1)
            self.assertAlmostEqual(row["difference"], now["value"] - before["value"])
            if row["se"] is not None:
                self.assertAlmostEqual(row["se"], math.hypot(now["se"], before["se"]))
                normal = two_sided(row["difference"] / row["se"])
                if row["df"] is None and row["method"] == "independent":
                    self.assertAlmostEqual(row["p"], normal)
                elif row["df"] is not None:
                    self.assertGreaterEqual(row["p"], normal)
                compared += 1
        self.assertGreater(compared, 100)

    def test_parent_is_the_difference_of_the_indicator_set(self):
        shares = made = 0
        for row in self.rows:
            if row["comparator"] != "parent":
                continue
            own = self.figure(row)
            self.assertEqual(row["difference"], own["difference"])
            self.assertEqual(row["se"], own["difference_se"])
            self.assertEqual(row["method"] == "child_in_parent",
                             own["difference_method"] == "child_in_parent")
            if own["difference_lo"] is not None:
                self.assertAlmostEqual(row["lo"], own["difference_lo"])
                self.assertAlmostEqual(row["hi"], own["difference_hi"])
                self.assertEqual(row["verdict"], own["verdict"])
                shares += row["method"] == "child_newcombe_10_fisher"
                made += own["method"] == "weighted_mean"
        self.assertGreater(shares, 20)
        self.assertGreater(made, 20)

    def test_shares_are_tested_by_their_counts(self):
        compared = 0
        for row in self.rows:
            if row["comparator"] != "last_year" or row["method"] != "newcombe_10_fisher":
                continue
            counts = []
            for figure in (self.figure(row), self.figure(row, 1)):
                given = figure["numerator"]
                counts += [round(figure["value"] * figure["n"] / 100) if given is None else given,
                           figure["n"]]
            found = telling.stats.two_proportions(*counts, test="fisher")
            self.assertAlmostEqual(row["p"], found["p"])
            self.assertAlmostEqual(row["hi"] - row["lo"], 100 * (found.hi - found.lo))
            compared += 1
        self.assertGreater(compared, 20)

    def test_three_years_are_weighted_by_participants(self):
        compared = 0
        for row in self.rows:
            if row["comparator"] != "three_years" or row["difference"] is None:
                continue
            years = [self.figure(row, back) for back in (1, 2, 3)]
            total = sum(year["n"] for year in years)
            pooled = sum(year["n"] * year["value"] for year in years) / total
            self.assertAlmostEqual(row["comparator_value"], pooled)
            if row["se"] is not None:
                other = math.hypot(*[year["n"] * year["se"] for year in years]) / total
                self.assertAlmostEqual(row["se"], math.hypot(self.figure(row)["se"], other))
                compared += 1
        self.assertGreater(compared, 20)

    def test_families_are_adjusted_by_holm(self):
        self.check_families(self.rows, "holm", holm)

    def test_families_are_adjusted_by_benjamini_and_yekutieli(self):
        self.check_families(self.release.analysis("comparisons", adjust="by").rows(), "by", by)

    def check_families(self, rows, word, definition):
        families = collections.defaultdict(list)
        for row in rows:
            families[row["test_family"]].append(row)
        for members in families.values():
            tested = [row for row in members if row["p"] is not None]
            adjusted = definition([row["p"] for row in tested])
            for row in members:
                self.assertEqual(row["adjustment"], word)
                self.assertEqual(row["test_family_size"], len(tested))
            for row in tested:
                self.assertAlmostEqual(row["p_adjusted"], adjusted[row["p"]])
                self.assertEqual(row["verdict_family"] == "not_distinguishable",
                                 row["p_adjusted"] >= 0.05)

    def test_readings_follow_the_direction_of_the_catalogue(self):
        better = {("higher_better", "higher"), ("lower_better", "lower")}
        worse = {("higher_better", "lower"), ("lower_better", "higher")}
        for row in self.rows:
            said = (row["direction"], row["verdict"])
            wanted = "better" if said in better else "worse" if said in worse else None
            self.assertEqual(row["reading"], wanted)

    def test_nothing_that_the_release_hides_has_a_number(self):
        hidden = 0
        for row in self.rows:
            if self.figure(row)["value"] is None:
                self.assertIsNone(row["difference"])
                self.assertIsNone(row["p"])
                hidden += 1
        self.assertGreater(hidden, 10)

    def test_peers_are_the_others(self):
        schools = sorted({row["unit"] for row in self.rows if row["level"] == "school"})[:5]
        rows = [row for row in self.release.analysis("comparisons", groups={"like": schools}).rows()
                if row["comparator"] == "peers" and row["difference"] is not None
                and row["origin"] != "computed"]
        self.assertGreater(len(rows), 20)
        for row in rows:
            others = [self.figures.get((row["level"], unit, *series(row)[2:], row["period"], False))
                      for unit in schools if unit != row["unit"]]
            seen = [o for o in others if o is not None and o["value"] is not None and o["n"]]
            total = sum(o["n"] for o in seen)
            self.assertEqual(row["inputs_visible"], len(seen))
            self.assertAlmostEqual(row["comparator_value"],
                                   sum(o["n"] * o["value"] for o in seen) / total)

    def test_persistence_counts_the_verdicts_of_the_years(self):
        verdicts = collections.defaultdict(dict)
        for row in self.rows:
            if row["comparator"] == "parent":
                verdicts[series(row)][row["period"]] = row["verdict"]
        table = list(self.release.analysis("persistence", persistence=(2, 4)).rows())
        self.assertGreater(len(table), 50)
        for row in table:
            years = [verdict for period, verdict in verdicts[series(row)].items()
                     if row["period_first"] <= period <= row["period_last"]]
            self.assertLessEqual(row["period_last"] - row["period_first"], 3)
            self.assertEqual(row["years_lower"], years.count("lower"))
            self.assertEqual(row["years_higher"], years.count("higher"))
            self.assertEqual(row["verdict"] == "too_few", row["years_compared"] < 2)
        self.assertTrue({"not", "too_few"} <= {row["verdict"] for row in table})

    def test_readouts_are_the_figures_of_three_years(self):
        table = [row for row in self.release.analysis("readouts", readouts=(2022, 2023, 2024)).rows()
                 if row["baseline_to_end"] is not None]
        self.assertGreater(len(table), 50)
        for row in table:
            first, last = (self.figures[(*series(row), period, row["origin"] == "computed")]
                           for period in (2022, 2024))
            self.assertEqual(row["baseline_value"], first["value"])
            self.assertEqual(row["end_n"], last["n"])
            self.assertAlmostEqual(row["baseline_to_end"], last["value"] - first["value"])
            if row["baseline_to_end_se"] is not None:
                self.assertAlmostEqual(row["baseline_to_end_se"],
                                       math.hypot(first["se"], last["se"]))


if __name__ == "__main__":
    unittest.main()
