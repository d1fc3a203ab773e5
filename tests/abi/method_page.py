#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of methods, include/telling/METHODS.md, from the comments of the public headers.

    method_page.py write SOURCE_ROOT    writes the page
    method_page.py check SOURCE_ROOT    the page is what the headers say today, and every
                                        statistic says how it is made

The comment of a function that is a statistic has paragraphs that begin with the words Formula:,
Edges: and Reference:; each goes on until an empty line, the next of these words or an @-command.
"""

import pathlib
import re
import sys
import textwrap

from report import report

PAGE = "include/telling/METHODS.md"
KEYWORDS = ("Formula", "Edges", "Reference")
FUNCTION = re.compile(r"/\*\*((?:(?!\*/).)*)\*/\s*TELL_API\s+([^;{]*?\b(tell_\w+)\s*\([^;]*\));", re.S)
FILE = re.compile(r"/\*\*\s*\*?\s*@file\s+\S+\s(.*?)\*/", re.S)
# Tell of a statistic, but are none.
TOOLS = re.compile(r"^tell_(statistic|stat_state)_")
INTRODUCTION = """\
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!-- Made by tests/abi/method_page.py from the headers; not to be changed by hand. -->
# Methods

Every statistic of the library: what it gives, the formula, what happens at the edges, and where it
is published. Parameters, units and states are in the headers; what the words of the states mean is
in `telling/stats.h`. How the indicator set and the trends use these methods, and what they do with
what publishers round and hide, is in `telling/indicators.h` and `telling/trends.h`; what is made of
several figures together, such as comparisons, funnels and groups of units, with its formulas, in
`telling/analysis.h` and the headers it names.
"""


def lines_of(comment):
    """The lines of a comment without its frame."""
    return [re.sub(r"^\s*\* ?", "", line).rstrip() for line in comment.strip().splitlines()]


def paragraphs(comment):
    """{"": summary, keyword: text} of a comment; the text of a keyword on one line."""
    found, at = {}, ""
    for line in lines_of(comment):
        keyword = re.match(rf"({'|'.join(KEYWORDS)}):\s*(.*)", line)
        if keyword:
            at, line = keyword.groups()
        elif line == "" or line.startswith("@"):
            at = None if found else ""
        if at is not None and line and not line.startswith("@"):
            found[at] = f"{found[at]} {line}" if at in found else line
    return found


def first_sentence(text):
    return re.split(r"(?<=[.;:])\s+(?=[A-Z\[])", text, maxsplit=1)[0]


def as_markdown(text):
    text = re.sub(r"(?<!\w)(#|::)(?=[A-Za-z])", "", text)
    pieces = text.split("`")
    for i in range(0, len(pieces), 2):  # outside of code
        pieces[i] = re.sub(r"([\\*|\[\]])", r"\\\1", pieces[i])
        pieces[i] = re.sub(r"&(?=[#\w])", "&amp;", re.sub(r"<(?=[\w/!?])", "&lt;", pieces[i]))
        pieces[i] = re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", pieces[i])
    return "`".join(pieces)


def wrap(text):
    """Lines of at most 100 characters, none of which begins as a list or a quotation does."""
    lines = textwrap.wrap(text, 98, break_long_words=False, break_on_hyphens=False)
    return "\n".join(re.sub(r"^(\d*)([-+>#=.)])(?=[\s=]|$)", r"\1\\\2", line) for line in lines)


def statistics(text):
    """[(name, paragraphs)] of the functions of a header that are statistics, in its order."""
    return [
        (name, paragraphs(comment))
        for comment, _, name in FUNCTION.findall(text)
        if not TOOLS.match(name)
        and (name.startswith("tell_stats_") or "Formula" in paragraphs(comment))
    ]


def subject(text):
    """What a header is about: the first paragraph behind @file."""
    found = FILE.search(text)
    lines = lines_of(found.group(1)) if found else []
    return " ".join(lines[: lines.index("")] if "" in lines else lines).strip()


def headers(root):
    paths = sorted((root / "include/telling").glob("*.h"))
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in paths]
    return [(name, text) for name, text in texts if statistics(text)]


def page(root):
    blocks = [INTRODUCTION.rstrip()]
    for header, text in headers(root):
        blocks.append(f"## telling/{header}")
        if subject(text):
            blocks.append(wrap(as_markdown(first_sentence(subject(text)))))
        for name, parts in statistics(text):
            blocks.append(f"### {name}")
            blocks.append(wrap(as_markdown(first_sentence(parts.get("", "")))))
            for keyword in KEYWORDS:
                if keyword in parts:
                    blocks.append(wrap(f"**{keyword}.** {as_markdown(parts[keyword])}"))
    return "\n\n".join(block for block in blocks if block) + "\n"


def check(root):
    committed = root / PAGE
    current = committed.is_file() and committed.read_text(encoding="utf-8") == page(root)
    found = [(header, item) for header, text in headers(root) for item in statistics(text)]
    return report(
        {
            "the page is what the headers say": []
            if current
            else [f"{PAGE}: run tests/abi/method_page.py write ."],
            "every statistic has a formula, its edges and a reference": [
                f"{header}: {name}: no {keyword}:"
                for header, (name, parts) in found
                for keyword in ("",) + KEYWORDS
                if not parts.get(keyword)
            ],
            "there are statistics": [] if found else ["none was found"],
            "the README links to the page": []
            if PAGE in (root / "README.md").read_text(encoding="utf-8")
            else [PAGE],
        }
    )


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "check":
        return check(pathlib.Path(arguments[1]))
    if len(arguments) == 2 and arguments[0] == "write":
        root = pathlib.Path(arguments[1])
        (root / PAGE).write_text(page(root), encoding="utf-8")
        return 0
    return __doc__


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
