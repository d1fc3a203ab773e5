#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the unittest cases of a folder (test_*.py) or of one file and prints TAP.

    run_unittest.py FOLDER_OR_FILE
"""

import os
import sys
import traceback
import unittest


class TapResult(unittest.TestResult):
    """Prints one TAP line a case; what went wrong follows as comment lines."""

    def _line(self, verdict, test, note=""):
        print(f"{verdict} {self.testsRun} - {test.id()}{note}", flush=True)

    def _failed(self, test, err):
        self._line("not ok", test)
        for line in "".join(traceback.format_exception(*err)).splitlines():
            print(f"# {line}", flush=True)

    def startTest(self, test):
        super().startTest(test)
        self.subtest_failed = False

    def addSuccess(self, test):
        if not self.subtest_failed:
            self._line("ok", test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._failed(test, err)

    def addError(self, test, err):
        super().addError(test, err)
        if not isinstance(test, unittest.TestCase):  # set-up of a class or a module
            self.testsRun += 1
        self._failed(test, err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None and not self.subtest_failed:
            self.subtest_failed = True
            self._failed(subtest, err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        if not isinstance(test, unittest.TestCase):
            self.testsRun += 1
        self._line("ok", test, f" # SKIP {reason}")

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._line("ok", test)

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._line("not ok", test)


def main(path):
    path = os.path.abspath(path)
    folder, pattern = (path, "test_*.py") if os.path.isdir(path) else os.path.split(path)
    suite = unittest.defaultTestLoader.discover(folder, pattern=pattern)
    if suite.countTestCases() == 0:
        print(f"# no tests in {path}")
        return 1
    result = TapResult()
    suite.run(result)
    print(f"1..{result.testsRun}", flush=True)
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
