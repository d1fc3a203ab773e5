#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that every code of a finding in lib has a sentence in texts.csv (issue.CODE), that every
such sentence belongs to a code, that a test in C names every code in quotes, and that the screener
knows which codes are notes.

    check_issues.py SOURCE_ROOT

A code is a constant in lower case that is given to a parameter named `code`, stands behind a
severity, or is returned by a function whose name says that it gives codes.
"""

import csv
import pathlib
import re
import sys

from report import report

STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CODE = re.compile(r'"([a-z]+(?:_[a-z0-9]+)*)"')
# A function with a parameter `code` of text, declared or defined.
TAKES_CODE = re.compile(r"\b(\w+)\(([^(){};]*\bconst char \*code\b[^(){};]*)\)\s*[{;]")
GIVES_CODE = re.compile(r"\bconst char \*(\w*_code)\([^(){};]*\)\s*\{(.*?)\n\}", re.DOTALL)
BEHIND_SEVERITY = re.compile(r"\bTELL_SEVERITY_[A-Z]+,([^,;]*),")
# A note, also as one of two severities, or of a record that is passed over.
NOTE = re.compile(
    r"\bTELL_SEVERITY_NOTE(?: : TELL_SEVERITY_[A-Z]+)?,([^,;]*),|\btell__reading_skip\([^,;]*,([^,;]*),"
)
SET_CODE = re.compile(r"\bcode\s*=([^;,}]*)[;,}]")
KEPT = "issue."


def arguments(text, start):
    """The arguments of a call whose bracket opens before `start`."""
    depth, begin, found, place = 1, start, [], start
    while place < len(text) and depth > 0:
        string = STRING.match(text, place)
        if string:
            place = string.end()
            continue
        sign = text[place]
        depth += (sign == "(") - (sign == ")")
        if (sign == "," and depth == 1) or depth == 0:
            found.append(text[begin:place])
            begin = place + 1
        place += 1
    return found


def functions_with_code(text):
    """The functions of a file that take a finding's code, by name, and the code's place among their
    parameters. A code beside a level is a unit's."""
    found = {}
    for match in TAKES_CODE.finditer(text):
        parameters = match.group(2).split(",")
        if re.search(r"\blevel\b", match.group(2)):
            continue
        found[match.group(1)] = next(
            i for i, parameter in enumerate(parameters) if "const char *code" in parameter
        )
    return found


def codes_of(text, functions):
    for name, place in functions.items():
        for call in re.finditer(rf"\b{name}\(", text):
            given = arguments(text, call.end())
            if place < len(given):
                yield from CODE.findall(given[place])
    for function in GIVES_CODE.finditer(text):
        yield from CODE.findall(function.group(2))
    for pattern in (SET_CODE, BEHIND_SEVERITY):
        for value in pattern.finditer(text):
            yield from CODE.findall(value.group(1))


def codes_in_tests(folder):
    """Whatever looks like a code in the tests in C, comments left out."""
    return {
        code
        for path in folder.rglob("test_*.c")
        for code in CODE.findall(COMMENT.sub("", path.read_text(encoding="utf-8")))
    }


def notes_of(text):
    for note in NOTE.finditer(text):
        yield from CODE.findall(note.group(1) or note.group(2))


def notes_of_screener(text):
    return CODE.findall(re.search(r"\bnotes\[\] = \{(.*?)\}", text, re.DOTALL).group(1))


def main():
    root = pathlib.Path(sys.argv[1])
    library = root / "lib"
    sources = {
        path: COMMENT.sub("", path.read_text(encoding="utf-8"))
        for path in sorted(library.rglob("*.[ch]"))
    }
    shared = {}
    for path, text in sources.items():
        if path.suffix == ".h":
            shared |= functions_with_code(text)
    used = {}
    for path, text in sources.items():
        own = functions_with_code(text) if path.suffix == ".c" else {}
        for code in codes_of(text, shared | own):
            used.setdefault(code, path.relative_to(library))
    with open(library / "catalogue" / "texts.csv", encoding="utf-8", newline="") as file:
        keys = [row["key"] for row in csv.DictReader(file, delimiter=";")]
    told = {key[len(KEPT):] for key in keys if key.startswith(KEPT)}
    notes = {code for text in sources.values() for code in notes_of(text)}
    passed_over = set(notes_of_screener(sources[library / "screening" / "checks.c"]))
    tested = codes_in_tests(root / "tests")
    few = [f"{len(used)} codes are too few: the search is broken"] if len(used) < 40 else []
    return report(
        {
            "codes_are_found": few,
            "codes_have_a_text": [
                f"lib/{path}: no text {KEPT}{code} in lib/catalogue/texts.csv"
                for code, path in sorted(used.items())
                if code not in told
            ],
            "texts_have_a_code": [
                f"lib/catalogue/texts.csv: {KEPT}{code} is the text of no code"
                for code in sorted(told - used.keys())
            ],
            "screener_knows_the_notes": [
                f"lib/screening/checks.c: {code} is on one side only of the notes there and in lib"
                for code in sorted(notes ^ passed_over)
            ],
            "codes_have_a_test": [
                f"lib/{path}: no test names the code {code}"
                for code, path in sorted(used.items())
                if code not in tested
            ],
        }
    )


if __name__ == "__main__":
    sys.exit(main())
