#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts test cases in logs of `meson test` and prints `N passed, N failed, N skipped`.

    count_tests.py TESTLOG.json...

A program that prints TAP counts by its cases, any other as one case. Meson's own TAP reader is not
used: cmocka 1.1.5 writes a skipped case as "not ok N # SKIP", which meson takes for a failure.
A case that the plan promised and that was never reported has failed, and so has a program that
ended badly, even when each case it reported is well. The exit status is 1 if anything failed, or if
a log is missing or empty.
"""

import json
import re
import sys

PLAN = re.compile(r"^1\.\.(\d+)", re.MULTILINE)
CASE = re.compile(r"^(ok|not ok)\b(.*)$", re.MULTILINE)
SKIPPED_CASE = re.compile(r"#\s*skip\b", re.IGNORECASE)
GOOD_RESULTS = ("OK", "SKIP", "EXPECTEDFAIL")


def count_program(entry):
    """(passed, failed, skipped) of one test program."""
    output, result = entry.get("stdout", ""), entry["result"]
    planned = sum(int(number) for number in PLAN.findall(output))
    passed = failed = skipped = 0
    for verdict, rest in CASE.findall(output):
        if SKIPPED_CASE.search(rest):
            skipped += 1
        elif verdict == "ok":
            passed += 1
        else:
            failed += 1
    if planned == 0 and passed + failed + skipped == 0:
        return (result in ("OK", "EXPECTEDFAIL"), result not in GOOD_RESULTS, result == "SKIP")
    failed += max(0, planned - passed - failed - skipped)
    if result not in GOOD_RESULTS and failed == 0:
        failed = 1
    return (passed, failed, skipped)


def count_log(path):
    """Sums one log; prints the name of each program in which something failed."""
    total = [0, 0, 0]
    with open(path, encoding="utf-8") as log:
        for line in log:
            entry = json.loads(line)
            counts = count_program(entry)
            if counts[1]:
                print(f"FAILED: {entry['name']} ({entry['result']})")
            total = [sum(pair) for pair in zip(total, counts)]
    return total


def main(paths):
    total = [0, 0, 0]
    for path in paths:
        try:
            counts = count_log(path)
        except OSError:
            counts = [0, 0, 0]
        if sum(counts) == 0:
            print(f"FAILED: no tests in {path}")
            counts = [0, 1, 0]
        total = [sum(pair) for pair in zip(total, counts)]
    print("{} passed, {} failed, {} skipped".format(*total))
    return 1 if total[1] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
