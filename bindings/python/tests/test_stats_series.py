# SPDX-License-Identifier: GPL-3.0-or-later
"""telling.stats: trends of series as Python sees them. Answers from R 4.2.2 unless they are plain."""
import unittest

from telling import stats

YEARS = [2022, 2023, 2024, 2026]
VALUES = [50.0, 49.2, 48.9, 47.5]
SES = [0.4, 0.5, 0.4, 0.6]


class SlopeTest(unittest.TestCase):
    def test_fixed_slope_agrees_with_r(self):
        # x <- c(0, 1, 2, 4); lm(y ~ x, weights = 1/se^2), its variance by solve(t(X) W X)
        slope = stats.slope(YEARS, VALUES, SES)
        self.assertEqual((slope.state, slope.method, slope.n), ("ok", "wls_known_se", 4.0))
        self.assertAlmostEqual(slope.value, -0.60037194473964, places=10)
        self.assertAlmostEqual(slope.se, 0.17175718718478, places=10)
        self.assertEqual(slope["agreement"], 1.0)
        self.assertLess(slope["p"], 0.05)

    def test_methods_have_their_names(self):
        for method in ("dl", "reml", "pm"):
            slope = stats.slope(YEARS, [50, 44, 52, 41], SES, method)
            self.assertEqual(slope.method, "random_" + method)
            self.assertGreater(slope["tau2"], 0)
            self.assertEqual(slope["df"], 2.0)
        with self.assertRaises(ValueError):
            stats.slope(YEARS, VALUES, SES, method="magic")

    def test_unknown_errors_are_a_state(self):
        slope = stats.slope(YEARS, VALUES, None)
        self.assertEqual(slope.state, "no_spread")
        self.assertIsNone(slope.value)

    def test_link_widens(self):
        plain = stats.slope(YEARS, VALUES, SES)
        linked = stats.slope(YEARS, VALUES, SES, link=(2024, 0.5))
        self.assertEqual(plain.value, linked.value)
        self.assertGreater(linked.se, plain.se)

    def test_value_at_a_year_lies_on_the_line(self):
        slope = stats.slope(YEARS, VALUES, SES)
        at = stats.slope_at(YEARS, VALUES, SES, 2028)
        self.assertAlmostEqual(at.value, slope["intercept"] + 6 * slope.value, places=10)
        self.assertEqual((at["new_lo"], at["new_hi"]), (at.lo, at.hi))

    def test_leave_one_out_gives_a_slope_for_each_year(self):
        full, slopes = stats.slope_leave_one_out(YEARS, VALUES, SES)
        self.assertEqual(full.value, stats.slope(YEARS, VALUES, SES).value)
        for i, without in enumerate(slopes):
            rest = [[c[j] for j in range(4) if j != i] for c in (YEARS, VALUES, SES)]
            self.assertEqual(without, stats.slope(*rest).value)
        self.assertEqual(stats.slope_leave_one_out([2020, 2020], [1, 2], [1, 1])[1], [None, None])

    def test_rolling_values_have_no_trend(self):
        rolling = stats.slope_windows([2019, 2020, 2021], [2021, 2022, 2023], [1, 2, 3], [1, 1, 1])
        self.assertEqual(rolling.state, "not_possible")
        broken = stats.slope_windows([2016, 2019, 2022], [2018, 2021, 2024], [1, 2, 3], [1, 1, 1],
                                     breaks=[2022])
        self.assertEqual(broken.state, "break")
        apart = stats.slope_windows([2016, 2019, 2022], [2018, 2021, 2024], [1, 2, 3], [1, 1, 1])
        self.assertAlmostEqual(apart.value, 1 / 3, places=12)

    def test_smallest_change_does_not_ask_for_values(self):
        change = stats.smallest_change([1, 2, 3, 4, 5], [1] * 5)
        self.assertAlmostEqual(change.value, 4 * 2.801585218112969 / 10 ** 0.5, places=12)
        self.assertIsNone(change.lo)

    def test_columns_of_different_length_raise(self):
        with self.assertRaises(ValueError):
            stats.slope(YEARS, VALUES, SES[1:])


class OrderTest(unittest.TestCase):
    def test_mann_kendall_of_five_rising_years(self):
        test = stats.mann_kendall(range(5), [1, 2, 3, 4, 5])
        self.assertEqual((test.value, test.method), (10.0, "mann_kendall_exact"))
        self.assertAlmostEqual(test["p"], 1 / 60, places=14)
        self.assertEqual(test["p"], test["p_smallest"])
        normal = stats.mann_kendall(range(5), [1, 2, 3, 4, 5], method="normal")
        self.assertAlmostEqual(normal["p"], 0.0274863361, places=9)

    def test_theil_sen_of_four_years_has_no_interval(self):
        slope = stats.theil_sen(YEARS, VALUES)
        self.assertEqual(slope.state, "too_few_points")
        self.assertIsNotNone(slope.value)
        self.assertIsNone(slope.lo)
        wide = stats.theil_sen(YEARS, VALUES, level=0.9)
        self.assertEqual(wide.method, "theil_sen_exact")
        self.assertAlmostEqual(wide["attained"], 11 / 12, places=14)

    def test_hirsch_slack_takes_names_of_series(self):
        both = stats.hirsch_slack(YEARS * 2, VALUES * 2, ["a"] * 4 + ["b"] * 4)
        self.assertEqual((both["s"], both["strata"]), (-12.0, 2.0))
        together = stats.hirsch_slack(YEARS * 2, VALUES * 2, ["a"] * 4 + ["b"] * 4, "covariance")
        self.assertGreater(together["p"], both["p"])

    def test_proportion_trend_and_line(self):
        # Fingertips: chi-square 47.90
        trend = stats.proportion_trend(range(2014, 2019), [994, 1023, 1199, 1332, 1367],
                                       [40299, 41527, 42811, 44064, 44701])
        self.assertAlmostEqual(trend["chi2"], 47.90, places=2)
        # NIST StRD, NoInt2
        fit = stats.line([4, 5, 6], [3, 4, 4], through_origin=True)
        self.assertAlmostEqual(fit.value, 0.727272727272727, places=14)
        self.assertEqual(fit.method, "ols_origin")


if __name__ == "__main__":
    unittest.main()
