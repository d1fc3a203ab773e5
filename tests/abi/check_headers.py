#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compiles each public header alone, as C11 and as C++11, with warnings as errors.

    check_headers.py SOURCE_ROOT BUILD_INCLUDE_FOLDER
"""

import pathlib
import subprocess
import sys
import tempfile

from report import report

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Werror", "-fsyntax-only"]
COMPILERS = {
    "C11": ["gcc", "-x", "c", "-std=c11", "-Wstrict-prototypes", *WARNINGS],
    "C++11": ["g++", "-x", "c++", "-std=c++11", *WARNINGS],
}


def compile_alone(command, name, folders):
    """What the compiler says to a file that holds nothing but the header."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as source:
        # Twice, to see the guard; the type, because C wants a file to declare something.
        source.write(f"#include <{name}>\n#include <{name}>\ntypedef int something;\n")
        source.flush()
        paths = [option for folder in folders for option in ("-I", str(folder))]
        done = subprocess.run(
            [*command, *paths, source.name], capture_output=True, text=True, check=False
        )
    return done.stderr.splitlines() if done.returncode else []


def main(root, built):
    include = pathlib.Path(root) / "include"
    names = sorted({path.name for path in include.glob("telling/*.h")} | {"version.h"})
    names = ["telling.h", *(f"telling/{name}" for name in names)]
    return report(
        {
            f"{name} alone as {language}": compile_alone(command, name, [include, built])
            for name in names
            for language, command in COMPILERS.items()
        }
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
