#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns files into one C file: a byte array for each and a table of names, bytes and sizes.

    embed.py OUTPUT FILE...

Arrays of numbers, because C11 promises only 4095 characters to a string literal and
-Wpedantic keeps to that.
"""

import pathlib
import sys

HEAD = """\
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made by embed.py from the files that are named below; not to be changed by hand. */
#include "catalogue/builtin.h"
"""
PER_LINE = 20


def array(number, path):
    content = path.read_bytes()
    if not content:
        raise ValueError(f"{path.name}: the file is empty")
    lines = [
        "".join(f"{byte}," for byte in content[start : start + PER_LINE])
        for start in range(0, len(content), PER_LINE)
    ]
    return f"static const unsigned char file_{number}[] = {{\n" + "\n".join(lines) + "\n};\n"


def main():
    output, *names = sys.argv[1:]
    paths = sorted((pathlib.Path(name) for name in names), key=lambda path: path.name)
    parts = [HEAD]
    parts += [array(number, path) for number, path in enumerate(paths)]
    rows = [
        f'    {{"{path.name}", file_{number}, sizeof file_{number}}},\n'
        for number, path in enumerate(paths)
    ]
    parts.append("const tell__builtin_file tell__builtin_files[] = {\n" + "".join(rows) + "};\n")
    parts.append(f"const size_t tell__builtin_file_count = {len(paths)};\n")
    pathlib.Path(output).write_text("\n".join(parts), encoding="ascii")


if __name__ == "__main__":
    main()
