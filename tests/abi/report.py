# SPDX-License-Identifier: GPL-3.0-or-later
"""How the checks of this folder print what they found: TAP, one case a check."""


def report(checks):
    """Prints {name: [finding, ...]}; gives the exit status. A check without findings is well."""
    for number, (name, findings) in enumerate(checks.items(), start=1):
        print(f"{'not ok' if findings else 'ok'} {number} - {name}")
        for finding in findings:
            print(f"#   {finding}")
    print(f"1..{len(checks)}")
    return 1 if any(checks.values()) else 0
