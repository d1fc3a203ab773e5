# SPDX-License-Identifier: GPL-3.0-or-later
"""telling.stats: intervals and differences. Expected numbers are R's (see tests/unit)."""
import unittest

from telling import stats


class IntervalTest(unittest.TestCase):
    def check(self, found, method, lo, hi):
        self.assertEqual((found.state, found.method), ("ok", method))
        self.assertAlmostEqual(found.lo, lo, places=11)
        self.assertAlmostEqual(found.hi, hi, places=11)

    def test_shares(self):
        self.check(stats.proportion(3, 40, method="exact"), "exact",
                   0.0157421798510415, 0.2038647487328989)
        self.check(stats.proportion(3, 40, method="jeffreys"), "jeffreys",
                   0.021576674442978, 0.186814297237625)

    def test_means(self):
        self.check(stats.mean(25, 50, 8), "mean_t", 46.6977623013952, 53.3022376986048)
        values = stats.mean_values([3, 4, 4.5, 7, 9])
        self.check(values, "mean_t", 2.45855677241673, 8.54144322758327)
        self.assertAlmostEqual(values["sd"], 2.44948974278318, places=12)
        self.check(stats.mean_counts([2, 1, 4, 8, 5]), "ordinal_t",
                   3.07629917085811, 4.22370082914188)
        self.assertEqual(stats.mean_counts([0, 3], scores=[0, 10]).value, 10)
        self.assertAlmostEqual(stats.mean_published(50, 0.4, 0).hi, 50.69, places=2)
        self.assertEqual(stats.mean_values([]).state, "empty")
        with self.assertRaises(ValueError):
            stats.mean_counts([1, 2], scores=[1])

    def test_rates(self):
        self.check(stats.rate(7, 350, scale=100, level=0.99), "poisson_exact",
                   0.58209642248562, 4.89531236254667)
        self.assertEqual(stats.rate(10, method="phe").method, "poisson_byar")

    def test_two_proportions(self):
        found = stats.two_proportions(30, 60, 20, 70, test="chisq_corrected")
        self.assertAlmostEqual(found["p"], 0.0201922869645537, places=12)
        found = stats.two_proportions(3, 10, 9, 13)
        self.assertEqual(found.method, "newcombe_10_fisher")
        self.assertEqual(list(found.numbers), ["p"])
        with self.assertRaises(ValueError):
            stats.two_proportions(1, 2, 1, 2, test="guess")

    def test_two_means(self):
        found = stats.two_means(20, 52, 9, 31, 48, 7)
        self.check(found, "welch", -0.824995460499871, 8.824995460499871)
        self.assertLess(found["g"], found["d"])

    def test_two_figures(self):
        found = stats.two_figures(52, 3, 50, 4)
        self.assertAlmostEqual(found.se, 5)
        self.assertAlmostEqual(found["p"], 0.689156516779352, places=12)  # R: 2 * pnorm(-0.4)
        self.assertEqual(stats.two_figures(1, 0, 1, 0).state, "zero_variance")

    def test_child(self):
        found = stats.child_proportion(12, 20, 60, 130, test="chisq")
        self.assertAlmostEqual(found["p"], 0.176911873194487, places=12)
        self.assertEqual(stats.child_mean(20, 52, 9, 300, 50, 10).value, 2)
        self.assertAlmostEqual(stats.child_difference(52, 40, 1, 50, 200, 0.5).se, 0.85 ** 0.5)
        self.assertEqual(stats.child_proportion(3, 9, 3, 9).state, "not_possible")


if __name__ == "__main__":
    unittest.main()
