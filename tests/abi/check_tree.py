#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the tree itself: length of files, words left over from work, tests that nobody runs,
headers that nobody installs, and the version on top of the changelog.

    check_tree.py SOURCE_ROOT VERSION
"""

import pathlib
import re
import sys

from report import report

LIMIT, HARD_LIMIT = 400, 800

# Files above LIMIT lines, each with its reason. None may pass HARD_LIMIT.
LONG_FILES = {
    "bindings/python/telling/_abi.py": "generated, one line for each function",
}

# In pieces, so that this file does not hold the words.
WORDS = ["TO" "DO", "FIX" "ME", "XX" "X", "HA" "CK", "not " "implemented", "place" "holder", "st" "ub"]
LEFT_OVER = re.compile(r"\b(" + "|".join(WORDS) + r")\b")


def files_below(root, *names):
    for name in names:
        top = root / name
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def read(path):
    """The lines of a text file, none for a binary one or one that is not there."""
    content = path.read_bytes() if path.is_file() else b""
    return [] if b"\0" in content else content.decode("utf-8", "replace").splitlines()


def long_files(root):
    findings = []
    for path in files_below(root, "lib", "examples", "bindings", "include"):
        if path.suffix in (".c", ".h", ".py"):
            length, name = len(read(path)), path.relative_to(root).as_posix()
            if length > HARD_LIMIT or (length > LIMIT and name not in LONG_FILES):
                findings.append(f"{name}: {length} lines")
    return findings


def left_over(root):
    return [
        f"{path.relative_to(root)}:{number}"
        for path in files_below(
            root, "lib", "include", "examples", "bindings", "tests", "README.md"
        )
        for number, line in enumerate(read(path), start=1)
        if LEFT_OVER.search(line)
    ]


def unlisted_tests(root):
    """test_<prefix><name>.c and fuzz_<name>.c whose name no meson.build of their folder lists."""
    findings = []
    for path in sorted((root / "tests").glob("*/*.c")):
        kind, _, name = path.stem.partition("_")
        if kind in ("test", "fuzz"):
            lists = (path.parent / "meson.build").read_text("utf-8")
            listed = {name, name.removeprefix("alloc_")}
            if not any(f"'{word}'" in lists for word in listed):
                findings.append(path.relative_to(root).as_posix())
    return findings


def uninstalled_headers(root):
    listed = (root / "include/telling/meson.build").read_text("utf-8")
    return [
        path.name
        for path in sorted((root / "include/telling").glob("*.h"))
        if f"'{path.name}'" not in listed
    ]


def wrong_changelog(root, version):
    """The topmost heading that names a version names the project's."""
    for line in read(root / "CHANGELOG.md"):
        found = re.match(r"## .*?(\d+\.\d+\.\d+)", line)
        if found:
            return [] if found.group(1) == version else [f"{found.group(1)} instead of {version}"]
    return [f"no heading with {version}"]


def main(root, version):
    root = pathlib.Path(root)
    return report(
        {
            "files are short": long_files(root),
            "nothing is left over": left_over(root),
            "every test program is listed": unlisted_tests(root),
            "every public header is installed": uninstalled_headers(root),
            "changelog begins with the version": wrong_changelog(root, version),
        }
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
