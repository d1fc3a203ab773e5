#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the #include lines and fails on anything that the module table does not allow.

    check_layers.py SOURCE_ROOT

A module sees itself, the modules named for it, and the public headers those own. A third-party
header has one door. Adding a module or a door is a change of this table.
"""

import pathlib
import re
import sys

from report import report

MODULES = {
    "base": "",
    "table": "base",
    "stats": "base",
    "csv": "base",
    "catalogue": "base table csv",
    "dataset": "base table catalogue",
    "ingest": "base table csv catalogue dataset",
    "screening": "base table catalogue dataset stats",
    "indicators": "base table catalogue dataset stats",
    "trends": "base table catalogue indicators stats",
    "disclosure": "base table catalogue dataset stats",
    "analysis": "base table csv catalogue stats disclosure",
    "wording": "base table catalogue disclosure",
    "output": "base table disclosure",
}

# Which module owns a public header.
PUBLIC = {
    "base.h": "base",
    "issues.h": "base",
    "export.h": "base",
    "version.h": "base",
    "table.h": "table",
    "stats.h": "stats",
    "stats_differences.h": "stats",
    "stats_intervals.h": "stats",
    "stats_series.h": "stats",
    "stats_adjust.h": "stats",
    "stats_charts.h": "stats",
    "stats_inequality.h": "stats",
    "stats_units.h": "stats",
    "catalogue.h": "catalogue",
    "dataset.h": "dataset",
    "ingest.h": "ingest",
    "layouts.h": "ingest",
    "groups.h": "ingest",
    "screening.h": "screening",
    "indicators.h": "indicators",
    "cells.h": "indicators",
    "trends.h": "trends",
    "release.h": "disclosure",
    "analysis.h": "analysis",
    "analysis_options.h": "analysis",
    "analysis_decomposition.h": "analysis",
    "analysis_equity.h": "analysis",
    "analysis_comparisons.h": "analysis",
    "analysis_persistence.h": "analysis",
    "analysis_readouts.h": "analysis",
    "analysis_groups.h": "analysis",
    "analysis_variation.h": "analysis",
    "explain.h": "analysis",
    "wording.h": "wording",
    "output.h": "output",
}

# Third-party headers and the only files that may include them.
DOORS = {
    r"csv\.h": r"csv/quoted\.c",
    r"emmintrin\.h": r"csv/(scan|survey)\.c|base/(utf8|number_digits)\.c",
    r"gsl/.*": r"stats/gsl_[^/]*\.c",
    r"jansson\.h": r"ingest/json/json\.c",
    r"utf8proc\.h": r"base/utf8\.c",
    # Masks the host's signals in our own threads, and touches no handler.
    r"signal\.h": r"base/workers\.c",
    # Asks for large pages, and maps nothing.
    r"sys/mman\.h": r"base/alloc\.c",
}

# Of C and POSIX, what works without locale, standard streams, signals and clocks.
LIBC = set(
    "errno.h fcntl.h float.h inttypes.h limits.h math.h stdarg.h stdbool.h stddef.h stdint.h "
    "stdlib.h string.h strings.h unistd.h dirent.h pthread.h sys/stat.h sys/types.h".split()
)
PUBLIC_LIBC = {"stddef.h", "stdint.h"}
EXAMPLES_LIBC = LIBC | {"stdio.h", "ctype.h", "getopt.h", "assert.h", "signal.h"}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def includes(path):
    """(name, written in angle brackets) of each #include line."""
    text = path.read_text(encoding="utf-8")
    return [(name, mark == "<") for mark, name in INCLUDE.findall(text)]


def sources(folder):
    return sorted(path for path in folder.rglob("*") if path.suffix in (".c", ".h", ".in"))


def owner_of(name, module, here, library):
    """The module that a header written in quotes belongs to, None when it is none of ours."""
    if name.startswith("telling/"):
        return PUBLIC.get(name.removeprefix("telling/"))
    if "/" not in name:
        return module if (here / name).is_file() else None
    owner = name.split("/")[0]
    return owner if owner in MODULES and (library / name).is_file() else None


def check_library(root):
    """A module may have folders of its own."""
    findings = []
    for path in sources(root / "lib"):
        inside = path.relative_to(root / "lib").as_posix()
        module = inside.split("/")[0]
        if module not in MODULES or inside.count("/") == 0:
            findings.append(f"lib/{inside}: not a file of a module")
            continue
        allowed = {module, *MODULES[module].split()}
        for name, angled in includes(path):
            if not angled:
                owner = owner_of(name, module, path.parent, root / "lib")
                if owner not in allowed:
                    findings.append(f"lib/{inside}: {name} ({owner or 'unknown'})")
                continue
            door = next((door for header, door in DOORS.items() if re.fullmatch(header, name)), None)
            if name not in LIBC and not (door and re.fullmatch(door, inside)):
                findings.append(f"lib/{inside}: <{name}>")
    return findings


def check_public(root):
    """A public header includes C's own types and the headers its module may see."""
    findings = []
    for path in sources(root / "include/telling"):
        name = path.name.removesuffix(".in")
        owner = PUBLIC.get(name)
        if owner is None:
            findings.append(f"include/telling/{name}: no module owns it")
            continue
        allowed = {owner, *MODULES[owner].split()}
        for header, angled in includes(path):
            if header not in PUBLIC_LIBC if angled else PUBLIC.get(header) not in allowed:
                findings.append(f"include/telling/{name}: {header}")
    return findings


def check_umbrella(root):
    """telling.h includes every public header, and nothing else."""
    included = {name.removeprefix("telling/") for name, _ in includes(root / "include/telling.h")}
    there = {path.name.removesuffix(".in") for path in sources(root / "include/telling")}
    return [f"telling.h: {name}" for name in sorted(included ^ there - {"export.h"})]


def check_examples(root):
    """Programs see what users see."""
    findings = []
    for path in sources(root / "examples"):
        for name, angled in includes(path):
            own = not angled and (
                (path.parent / name).is_file() or (root / "examples" / name).is_file()
            )
            if not own and name != "telling.h" and not (angled and name in EXAMPLES_LIBC):
                findings.append(f"{path.relative_to(root)}: {name}")
    return findings


def main(root):
    root = pathlib.Path(root)
    return report(
        {
            "modules include what the table allows": check_library(root),
            "public headers include what their module may see": check_public(root),
            "telling.h includes each public header": check_umbrella(root),
            "examples include telling.h only": check_examples(root),
        }
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
