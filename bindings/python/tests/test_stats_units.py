# SPDX-License-Identifier: GPL-3.0-or-later
"""telling.stats about many units: lists in, lists out, states."""
import math
import unittest

from telling import stats
from telling._choices import ADJUST
from telling._handles import lib


class AdjustTest(unittest.TestCase):
    def test_family_is_adjusted_in_its_order(self):
        # R: p.adjust(c(0.01, 0.04, NA, 0.03), "BH")
        adjusted, family = stats.adjust([0.01, 0.04, None, 0.03])
        for found, expected in zip(adjusted, [0.03, 0.04, None, 0.04]):
            if expected is None:
                self.assertIsNone(found)
            else:
                self.assertAlmostEqual(found, expected, places=14)
        self.assertEqual((family.value, family.method), (3.0, "adjust_bh"))
        self.assertEqual(family["smallest"], adjusted[0])

    def test_family_without_tests_is_a_state(self):
        adjusted, family = stats.adjust([None, float("nan")], method="holm")
        self.assertEqual((adjusted, family.state), ([None, None], "empty"))
        self.assertEqual(stats.adjust([])[0], [])

    def test_what_is_no_probability_is_a_state(self):
        adjusted, family = stats.adjust([0.5, 1.5])
        self.assertEqual((adjusted, family.state), ([None, None], "domain_error"))

    def test_unknown_method_raises(self):
        with self.assertRaises(ValueError):
            stats.adjust([0.1], method="bonferroni")

    def test_every_way_is_that_of_r(self):
        # R: p.adjust(c(0.01, 0.04, 0.03), method) for "holm", "BH", "BY"
        expected = {"none": [0.01, 0.04, 0.03], "holm": [0.03, 0.06, 0.06],
                    "bh": [0.03, 0.04, 0.04], "by": [0.055, 11 / 150, 11 / 150]}
        self.assertEqual(list(ADJUST), list(expected))
        for word, adjusted in expected.items():
            found, family = stats.adjust([0.01, 0.04, 0.03], method=word)
            for one, other in zip(found, adjusted):
                self.assertAlmostEqual(one, other, places=14)
            self.assertEqual(family.method, "adjust_" + word)

    def test_words_are_the_ids_of_the_library(self):
        for word, number in ADJUST.items():
            self.assertEqual(lib.tell_adjust_find(word.encode()), number)
            self.assertEqual(lib.tell_adjust_id(number).decode(), word)
        self.assertEqual(lib.tell_adjust_id(len(ADJUST) + 1), b"unknown")


class UnitsTest(unittest.TestCase):
    def test_funnel_has_limits_around_the_target(self):
        limits = stats.funnel_share(0.3, 40, method="wilson")
        half = 1.959963984540054 * math.sqrt(0.3 * 0.7 / 40)
        self.assertAlmostEqual(limits.lo, 0.3 - half, places=13)
        self.assertAlmostEqual(limits.hi, 0.3 + half, places=13)
        mirrored = stats.funnel_share(0.7, 40)
        self.assertAlmostEqual(mirrored.hi, 1 - stats.funnel_share(0.3, 40).lo, places=13)
        self.assertEqual(stats.funnel_ratio(0).state, "empty")
        self.assertAlmostEqual(stats.funnel_mean(50, 3, tau2=16).hi, 59.79981992270027, places=12)

    def test_overdispersion_around_a_target(self):
        found = stats.overdispersion_means([10, 12, 20], [1, 1, 1], target=13, winsor=0)
        self.assertAlmostEqual(found.value, 59 / 3, places=12)
        self.assertAlmostEqual(found["tau2"], 28.5, places=12)
        self.assertEqual(stats.overdispersion_shares([0, 3, 9], [9, 9, 9]).n, 3.0)

    def test_shrinkage_gives_every_unit(self):
        y = [10, 12, 20, 15, 11]
        units, common = stats.shrinkage(y, [1] * 5, method="dl")
        self.assertAlmostEqual(common.value, 13.6, places=12)
        for unit, raw in zip(units, y):
            self.assertAlmostEqual(unit.value, raw + (13.6 - raw) / 16.3, places=12)
            self.assertLess(unit.lo, unit.value)
        self.assertEqual(stats.shrinkage(y[:4], [1] * 4)[0], [])

    def test_lists_of_unequal_length_raise(self):
        with self.assertRaises(ValueError):
            stats.shrinkage([1, 2, 3], [1, 2])


class InequalityTest(unittest.TestCase):
    def test_icc_from_summaries(self):
        half = math.sqrt(0.5)
        share = stats.icc_means([2, 2], [1, 3], [half, half])
        self.assertAlmostEqual(share.value, 1.75 / 2.25, places=12)
        self.assertEqual(stats.icc_shares([1], [2]).state, "not_possible")

    def test_gradient_has_two_indices(self):
        sii, rii = stats.gradient([1, 1, 2], [2, 3, 4.5], [0.1] * 3)
        self.assertAlmostEqual(sii.value, 4, places=12)
        self.assertAlmostEqual(rii.value, 5.5 / 1.5, places=12)
        self.assertLess(rii.lo, rii.value)
        self.assertEqual(stats.gradient([1, 1], [2, 3])[0].state, "no_spread")


class ChartsTest(unittest.TestCase):
    def test_xmr_limits(self):
        chart = stats.xmr([1, 3, 2, 4])
        self.assertAlmostEqual(chart.hi, 2.5 + 5 / 1.128, places=12)
        self.assertEqual(chart["trial"], 1.0)
        self.assertAlmostEqual(stats.xmr([1, 3, 99, 2, 4], excluded=[2]).hi, chart.hi, places=12)

    def test_counts_have_limits_for_each_point(self):
        limits, chart = stats.chart_counts([1, 3, 2, 4], [10, 10, 20, 20])
        self.assertEqual(len(limits), 4)
        self.assertAlmostEqual(chart.value, 10 / 60, places=14)
        limits, chart = stats.chart_counts([4, 4], method="c")
        self.assertEqual(limits, [(0.0, 10.0), (0.0, 10.0)])

    def test_runs(self):
        self.assertEqual(stats.runs([1] * 12, 0)["signal"], 1.0)
        self.assertEqual(stats.runs([1, -1] * 4, 0).state, "too_few_points")

    def test_excluded_point_outside_the_series_raises(self):
        with self.assertRaises(ValueError):
            stats.xmr([1, 2], excluded=[2])


if __name__ == "__main__":
    unittest.main()
