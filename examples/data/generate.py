#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the demonstration municipality, the invented Fjordvik (4901) in Havfylket (49).

    python3 generate.py                        into this folder and tests/data/demo
    python3 generate.py FOLDER ANSWER_FOLDER   elsewhere

What belongs here: the layouts in which the figures are published. Units and pupils are in model.py.

Published rounding and hiding follow the files of Udir: whole scale points, Usikkerhet =
1.96 sd / sqrt(n) with one decimal, `*` on every measure when 1-9 took part, never exactly one
hidden school in a cell of a municipality, blank and 0 where nobody took part. The teacher file
names aggregates "Alle skoler", and one school name ends in a blank in grunnskolepoeng.csv: both
occur in real files.
"""

import math
import pathlib
import sys

sys.dont_write_bytecode = True  # the folder holds data; no __pycache__ beside them

from model import (  # noqa: E402
    AREAS, BULLIED_SCHOOL, CLOSED, CLOSED_FROM, COUNTY, DECLINE, HIDDEN_WITH_IT, HOME,
    LIMIT_BULLYING, LIMIT_SURVEY, ORG, OTHERS, RISE, SCHOOLS, SMALL, SUBJECTS, SUCCESSOR, WOBBLE,
    YEARS, hidden_schools, leaver_cells, nearest, schools_with, staff_cells, survey_cells,
    test_cells)

# first score of every mastery level above the lowest (Udir, scale of 2022)
CUTS = {(5, "Engelsk"): (43, 58), (5, "Lesing"): (43, 56), (5, "Regning"): (44, 57),
        (8, "Engelsk"): (38, 45, 56, 63), (8, "Lesing"): (38, 45, 55, 63),
        (8, "Regning"): (38, 45, 55, 63)}


# ---- figures as text ----

def period(year):
    return f"{year}-{(year + 1) % 100:02d}"


def decimals(x, places):
    whole = nearest(abs(x) * 10 ** places)
    return f"{whole // 10 ** places},{whole % 10 ** places:0{places}d}"


def grouped(n):
    return f"{n:,}".replace(",", " ")


def spread(n, total, squares):
    """Standard deviation from whole-number sums: one rounding, whatever the order of the sums."""
    return math.sqrt((n * squares - total * total) / (n * (n - 1)))


def moments(counter):
    n = sum(counter.values())
    total = sum(v * c for v, c in counter.items())
    squares = sum(v * v * c for v, c in counter.items())
    return n, total / n, spread(n, total, squares)


def median(counter):
    n = sum(counter.values())
    middle, seen = [], 0
    for value in sorted(counter):
        middle += [value for rank in ((n - 1) // 2, n // 2) if seen <= rank < seen + counter[value]]
        seen += counter[value]
    return sum(middle) / 2


def figures(cell, hidden, key, columns, show):
    """The measures of one unit: not there, hidden, nobody, or shown."""
    if key not in cell:
        return [""] * columns
    if key in hidden:
        return ["*"] * columns
    counter = cell[key]
    return show(counter) if sum(counter.values()) else [""] * (columns - 1) + ["0"]


# ---- files ----

def alphabetical(name):
    return name.lower().translate(str.maketrans("æøå", "{|}"))


def portal_units(first, last, aggregate=None):
    """Rows: key in the cells and the nine identifying fields; aggregate = name of the totals."""
    land = ["Hele landet", "Alle fylker", "Alle kommuner", aggregate or "Hele landet"]
    yield "I", ["1", "I", "00", "0000", "I"] + land
    county, fylke = COUNTY
    yield county, ["2", "I", county, "0000", county, "Hele landet", fylke, "Alle kommuner",
                   aggregate or fylke]
    for code, name in sorted([HOME] + [o[:2] for o in OTHERS], key=lambda m: alphabetical(m[1])):
        common = ["Hele landet", fylke, name]
        yield code, ["3", "I", county, code, code] + common + [aggregate or name]
        for s in sorted(SCHOOLS, key=lambda s: alphabetical(s.name)):
            if code == HOME[0] and s.first <= last and first <= s.last:
                yield s.key, ["4", "I", county, code, ORG[s.key]] + common + [s.name]


ID_FIELDS = ("EnhetNivaa|Nasjonaltkode|Fylkekode|Kommunekode|Organisasjonsnummer|"
             "Nasjonalt|Fylke|Kommune|EnhetNavn").split("|")


def write_portal(path, headers, units, measures):
    rows = [ID_FIELDS + headers] + [ids + measures(key) for key, ids in units]
    text = "\ufeff" + "".join("|".join(row) + "\r\n" for row in rows)
    path.write_bytes(text.encode("utf-16-le"))


def write_tests(folder, cells):
    def show(counter):
        n, mean, sd = moments(counter)
        return [str(nearest(mean)), decimals(1.96 * sd / math.sqrt(n), 1), grouped(n)]

    for grade, subjects in SUBJECTS.items():
        tests = [(grade, subject, year) for year in YEARS for subject in subjects]
        headers = [f"{period(y)}.{subject}.{g}. årstrinn.Alle eierformer.Alle kjønn.{measure}"
                   for g, subject, y in tests
                   for measure in ("Skalapoeng", "Usikkerhet", "Antall elever deltatt")]
        write_portal(folder / f"nasjonale-prover-{grade}-trinn.csv", headers,
                     portal_units(grade, grade),
                     lambda key: sum((figures(*cells[t], key, 3, show) for t in tests), []))


def write_leavers(folder, cells):
    def marks(counter):
        n, mean, _ = moments(counter)
        return [decimals(mean / 10, 1), grouped(n)]

    def absence(key, year):
        days, hidden = cells[1, year]
        return figures(days, hidden, key, 3, lambda counter: [
            decimals(median(counter), 1), decimals(median(cells[2, year][0][key]), 1),
            grouped(sum(counter.values()))])

    group = "Alle eierformer.Alle kjønn"
    # one name with a blank at its end, as some published names have
    units = [(k, i[:-1] + [i[-1] + " "] if k == "skjel" else i) for k, i in portal_units(10, 10)]
    write_portal(folder / "grunnskolepoeng.csv",
                 [f"{period(y)}.{group}.{m}" for y in YEARS
                  for m in ("Grunnskolepoeng", "Antall elever")],
                 units, lambda key: sum((figures(*cells[0, y], key, 2, marks) for y in YEARS), []))
    write_portal(folder / "fravaer-10-trinn.csv",
                 [f"{period(y)}.{group}.{m}" for y in YEARS
                  for m in ("Median dager", "Median timer", "Antall elever")],
                 portal_units(10, 10), lambda key: sum((absence(key, y) for y in YEARS), []))


def write_staff(folder, cells):
    files = (("gsi-elever", "Alle trinn.Alle trinn.Alle kjønn.Alle eierformer.Antall elever", None,
              lambda pupils, teachers, weighted: grouped(pupils)),
             ("gsi-laerere", "Alle kjønn.Alle eierformer.Antall lærere", "Alle skoler",
              lambda pupils, teachers, weighted: grouped(teachers)),
             ("gsi-laerertetthet",
              "Alle trinn.Alle eierformer.Lærertetthet i ordinær undervisning", None,
              lambda pupils, teachers, weighted: decimals(weighted / pupils / 100, 2)))
    for name, header, aggregate, show in files:
        write_portal(folder / f"{name}.csv", [f"{period(y)}.{header}" for y in YEARS],
                     portal_units(1, 10, aggregate),
                     lambda key: [show(*cells[y][key]) if key in cells[y] else "" for y in YEARS])


def write_tidy(path, header, rows):
    text = "".join(";".join(row) + "\n" for row in [header.split(";")] + rows)
    path.write_bytes(text.encode("utf-8"))


def tidy_units(grade, year):
    return [("I", "I"), (COUNTY[0], COUNTY[0]), (HOME[0], HOME[0])] + [
        (s.key, ORG[s.key]) for s in schools_with(grade, year)]


def level_shares(counter, cuts):
    bounds = (-math.inf,) + cuts + (math.inf,)
    n = sum(counter.values())
    return [decimals(100 * sum(c for v, c in counter.items() if low <= v < high) / n, 1)
            for low, high in zip(bounds, bounds[1:])]


def write_levels(folder, cells):
    rows = []
    for (grade, subject, year), (cell, hidden) in cells.items():
        cuts = CUTS[8 if grade == 9 else grade, subject]
        for key, code in tidy_units(grade, year):
            *shares, n = figures(cell, hidden, key, len(cuts) + 2, lambda counter: [
                *level_shares(counter, cuts), str(sum(counter.values()))])
            ids = ["udir-np", code, period(year), str(grade), f"np_{subject.lower()}_niva"]
            rows += [ids + ["mestringsniva", str(level), share, n]
                     for level, share in enumerate(shares, 1)]
    write_tidy(folder / "mestringsniva.csv",
               "source;unit_code;period;grade;indicator;dimension;category;value;n", rows)


def write_survey(folder, cells):
    indices, bullying = [], []
    for (grade, year), cell in cells.items():
        sizes = {s.key: cell[s.key].n for s in schools_with(grade, year)}
        hidden = hidden_schools(sizes, LIMIT_SURVEY)
        hidden_bullying = hidden_schools(sizes, LIMIT_BULLYING)
        for key, code in tidy_units(grade, year):
            one, ids = cell[key], ["udir-eu", code, period(year), str(grade)]
            for index, (count, total, squares) in one.items.items():
                shown = ["*"] * 3 if key in hidden else ["", "0", ""] if not one.n else [
                    decimals(total / count, 1), str(one.n),
                    decimals(spread(count, total, squares), 1)]
                indices.append(ids + [index] + shown)
            bullying.append(ids + ["eu_mobbing"] + (
                ["*"] * 3 if key in hidden_bullying else ["", "", "0"] if not one.n else
                [decimals(100 * one.bullied / one.n, 1), str(one.bullied), str(one.n)]))
    write_tidy(folder / "elevundersokelsen.csv",
               "source;unit_code;period;grade;indicator;value;n;sd", indices)
    write_tidy(folder / "mobbing.csv",
               "source;unit_code;period;grade;indicator;value;numerator;n", bullying)


def write_register(folder):
    rows = [["I", "Hele landet", "nation"] + [""] * 5, [*COUNTY, "county", "I"] + [""] * 4]
    rows += [[code, name, "municipality", COUNTY[0]] + [""] * 4
             for code, name, *_ in (HOME,) + OTHERS]
    rows += [[code, name, "area", HOME[0]] + [""] * 4 for code, name in AREAS]
    for s in SCHOOLS:
        end = [period(CLOSED_FROM - 1), ORG[SUCCESSOR]] if s.key == CLOSED else ["", ""]
        rows.append([ORG[s.key], s.name, "school", HOME[0], AREAS[s.area - 1][0], ""] + end)
    write_tidy(folder / "enhetsregister.csv",
               "code;name;level;parent;area;valid_from;valid_to;successor", rows)


def write_planted(folder):
    rows = [[what, ORG[key], f"np_{subject.lower()}", str(grade),
             f"true mean {start} points in 2022-23 and {change:+} points a year", what]
            for what, (key, grade, subject, start, change) in (("fall", DECLINE), ("rise", RISE))]
    rows.append(["rise", ORG[RISE[0]], f"np_{RISE[2].lower()}", "9",
                 "the rising cohorts of grade 8 a year later", "rise"])
    rows += [["wobble", ORG[key], f"np_{subject.lower()}", str(grade),
              "true mean the same every year", "no_signal"]
             for grade, keys in WOBBLE.items() for key in keys for subject in SUBJECTS[grade]]
    rows += [["hidden_at_source", ORG[key], f"np_{subject.lower()}", str(grade), why, "suppressed"]
             for key, why in ((SMALL, "fewer than 10 took part every year"),
                              (HIDDEN_WITH_IT, "hidden with it: the small one could be worked out"))
             for grade, subjects in SUBJECTS.items() for subject in subjects]
    rows.append(["merged", ORG[CLOSED], "", "", f"last year {period(CLOSED_FROM - 1)}",
                 ORG[SUCCESSOR]])
    rows += [["poor_coverage", HOME[0], f"np_{subject.lower()}", "8",
              "2022-23: whole schools with nobody and others with fewer", "participation 0.55-0.70"]
             for subject in SUBJECTS[8]]
    rows += [["bullying_rise", code, "eu_mobbing", "7", why, "rise"]
             for code, why in ((HOME[0], "true share rises from 5.5 to 11.5 per cent elsewhere"),
                               (ORG[BULLIED_SCHOOL], "true share rises from 4 to 24 per cent"))]
    write_tidy(folder / "planted.csv", "what;unit_code;indicator;grade;detail;expected", rows)


def main(arguments):
    if len(arguments) not in (0, 2):
        sys.exit(__doc__)
    own = pathlib.Path(__file__).resolve().parent
    folder = pathlib.Path(arguments[0]) if arguments else own
    # What is planted is no school count: it lies with the tests, not among the data.
    answers = pathlib.Path(arguments[1]) if arguments else own.parents[1] / "tests" / "data" / "demo"
    for one in (folder, answers):
        one.mkdir(parents=True, exist_ok=True)
    tests = test_cells()
    write_tests(folder, tests)
    write_levels(folder, tests)
    write_leavers(folder, leaver_cells())
    write_staff(folder, staff_cells())
    write_survey(folder, survey_cells())
    write_register(folder)
    write_planted(answers)


if __name__ == "__main__":
    main(sys.argv[1:])
