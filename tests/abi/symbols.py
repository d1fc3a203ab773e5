#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Public symbols: what the headers declare, what lib/telling.map lists, what the library exports.

    symbols.py check SOURCE_ROOT LIBRARY    all three are the same
    symbols.py map SOURCE_ROOT              prints the map for what the headers declare

Before 1.0 there is one node, named for the minor version, and `map` writes the file anew. From 1.0
on a release adds a node of its own and old ones are never edited.
"""

import pathlib
import re
import subprocess
import sys

from report import report

COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
DECLARATION = re.compile(r"\bTELL_API\b([^;{]*);")
FUNCTION = re.compile(r"\b(tell_\w+)\s*\(")
NODE = re.compile(r"([\w.]+)\s*\{\s*global:(.*?)local:\s*\*;\s*\}\s*\w*;", re.DOTALL)


def declared(root):
    """Functions declared TELL_API in the public headers."""
    names = set()
    for path in sorted((root / "include/telling").glob("*.h")):
        text = COMMENT.sub("", path.read_text(encoding="utf-8"))
        text = re.sub(r"^[ \t]*#[^\n]*", "", text, flags=re.MULTILINE)
        for declaration in DECLARATION.findall(text):
            names.update(FUNCTION.findall(declaration)[:1])
    return names


def mapped(root):
    """{symbol: node} of the version script."""
    text = COMMENT.sub("", (root / "lib/telling.map").read_text(encoding="utf-8"))
    return {
        name: node
        for node, body in NODE.findall(text)
        for name in re.findall(r"[^\s;]+", body)
    }


def exported(library):
    """{symbol: node} that the dynamic symbol table defines."""
    lines = subprocess.run(
        ["nm", "-D", "--defined-only", library], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    symbols = {}
    for line in lines:
        kind, name = line.split()[-2:]
        if kind != "A":  # the node itself
            symbol, _, node = name.partition("@@")
            symbols[symbol] = node
    return symbols


def node_name(root):
    version = re.search(r"version: '(\d+)\.(\d+)", (root / "meson.build").read_text("utf-8"))
    return "TELLING_{}.{}".format(*version.groups())


def print_map(root):
    print("/* Every exported function; made by tests/abi/symbols.py, which says how. */")
    print(f"{node_name(root)} {{\n  global:")
    for name in sorted(declared(root)):
        print(f"    {name};")
    print("  local:\n    *;\n};")


def difference(left, right, left_name, right_name):
    return [f"{name}: in the {left_name}, not in the {right_name}" for name in sorted(left - right)]


def check(root, library):
    header, script, binary = declared(root), mapped(root), exported(library)
    names = {"headers": header, "map": set(script), "library": set(binary)}
    checks = {
        f"{left} are in the {right}": difference(names[left], names[right], left, right)
        for left in names
        for right in names
        if left != right
    }
    checks["symbols have the node of the map"] = [
        f"{name}: {script[name]} in the map, {node or 'none'} in the library"
        for name, node in sorted(binary.items())
        if name in script and script[name] != node
    ]
    checks["there are public functions"] = [] if header else ["none was found"]
    return report(checks)


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "map":
        return print_map(pathlib.Path(arguments[1]))
    if len(arguments) == 3 and arguments[0] == "check":
        return check(pathlib.Path(arguments[1]), arguments[2])
    return __doc__


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
