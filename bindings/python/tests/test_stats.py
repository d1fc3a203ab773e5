# SPDX-License-Identifier: GPL-3.0-or-later
"""telling.stats: results, states and errors as Python sees them."""
import unittest

from telling import stats


class StatisticTest(unittest.TestCase):
    def test_proportion_has_value_and_interval(self):
        # R: prop.test(40, 100, correct = FALSE)$conf.int
        share = stats.proportion(40, 100)
        self.assertEqual(share.value, 0.4)
        self.assertAlmostEqual(share.lo, 0.3094013, places=7)
        self.assertAlmostEqual(share.hi, 0.4979974, places=7)
        self.assertEqual((share.level, share.n, share.state, share.method),
                         (0.95, 100.0, "ok", "wilson"))

    def test_nobody_is_a_state_and_no_number(self):
        share = stats.proportion(0, 0)
        self.assertEqual(share.state, "empty")
        self.assertIsNone(share.value)
        self.assertIsNone(share.lo)

    def test_unknown_method_raises(self):
        with self.assertRaises(ValueError):
            stats.proportion(1, 2, method="guess")

    def test_result_never_changes(self):
        share = stats.proportion(1, 2)
        with self.assertRaises(AttributeError):
            share.value = 3
        with self.assertRaises(KeyError):
            share["p"]


if __name__ == "__main__":
    unittest.main()
