#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes pupils of nowhere and what Python's fractions and statistics say of them.

    make_oracle.py FOLDER

Writes survey.csv, tests.csv and marks.csv (files of pupils) and expected.csv (file,school,period,
grade,gender,indicator,category,n,numerator,value,sd). Everything is worked out pupil by pupil with
exact fractions; nothing is shared with the library.
"""

import pathlib
import random
import sys
from collections import defaultdict
from fractions import Fraction

SCHOOLS = ["999000001", "999000002", "999000003"]
PERIODS = {"2021-22": 2021, "2022-23": 2022}
GENDERS = {"jente": 1, "gutt": 2, "": 0}

# Items, valid answers that are needed, and the answer that counts (share) or None (mean).
INDICES = {
    "eu_trivsel": (["trives"], 1, None),
    "eu_motivasjon": (["interessert", "liker_skolearbeidet", "gleder_seg"], 3, None),
    "eu_stotte_laerer": (
        ["laerer_bryr_seg", "laerer_har_tro", "laerer_respekt", "laerer_hjelp", "laerer_forklarer"],
        5,
        None,
    ),
    "eu_mobbing": (["mobbet_elever", "mobbet_digitalt", "mobbet_voksne"], 1, 3),
}

# Inclusive upper limits of the levels: Udir's table for 2022, the empirical one before.
LIMITS = {
    ("np_lesing", 5, 2022): [42, 55],
    ("np_lesing", 8, 2022): [37, 44, 54, 62],
    ("np_regning", 5, 2022): [43, 56],
    ("np_regning", 8, 2022): [37, 44, 54, 62],
}
OLD = {
    ("np_lesing", 5): ["42.5", "57.5"],
    ("np_lesing", 8): ["37.5", "43.5", "54.5", "62.5"],
    ("np_regning", 5): ["42.5", "56.5"],
    ("np_regning", 8): ["36.5", "44.5", "54.5", "62.5"],
}


def root(square):
    """The square root of a fraction to more digits than a double has."""
    scale = 10**40
    low, high = 0, max(1, square.numerator) * scale
    target = square * scale * scale
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle * middle <= target else (low, middle - 1)
    return Fraction(low, scale)


def decimal(value):
    """Eighteen digits behind the point."""
    scaled = round(value * 10**18)
    return f"{scaled // 10**18}.{scaled % 10**18:018d}"


def level_of(test, grade, year, score):
    if year >= 2022:
        return 1 + sum(score > limit for limit in LIMITS[test, grade, year])
    return 1 + sum(score >= Fraction(limit) for limit in OLD[test, grade])


class Expected:
    def __init__(self):
        self.rows = []

    def mean(self, file, key, indicator, values):
        n, total = len(values), sum(values)
        sd = ""
        if n > 1:
            sd = decimal(root(sum((v - total / n) ** 2 for v in values) / (n - 1)))
        if n > 0:
            self.rows.append([file, *key, indicator, "", n, "", decimal(total / n), sd])

    def part(self, file, key, indicator, category, x, n):
        self.rows.append([file, *key, indicator, category, n, x, decimal(Fraction(100 * x, n)), ""])


def groups(pupils):
    """Each group with its pupils: school, period, grade, and gender 0 for all."""
    found = defaultdict(list)
    for pupil in pupils:
        key = (pupil["school"], PERIODS[pupil["period"]], pupil["grade"])
        found[(*key, 0)].append(pupil)
        if pupil["gender"]:
            found[(*key, GENDERS[pupil["gender"]])].append(pupil)
    return sorted(found.items())


def anyone(random_, grades):
    return {
        "school": random_.choice(SCHOOLS),
        "period": random_.choice(list(PERIODS)),
        "grade": random_.choice(grades),
        "gender": random_.choices(list(GENDERS), [10, 10, 1])[0],
    }


def who(pupil):
    return [pupil["school"], "9901", pupil["period"], str(pupil["grade"]), pupil["gender"]]


HEAD = ["orgnr", "kommunenr", "skoleår", "trinn", "kjønn"]


def survey(random_, expected):
    items = [item for members, _, _ in INDICES.values() for item in members]
    lines, pupils = [[*HEAD, *items]], []
    for _ in range(240):
        pupil = anyone(random_, [7, 10])
        pupil["answers"] = {}
        for item in items:
            written = random_.choices(["1", "2", "3", "4", "5", "9", "", "Vet ikke"], [3, 2, 4, 9, 9, 1, 1, 1])
            if item.startswith("mobbet"):
                written = random_.choices(["1", "2", "3", "4", "5", ""], [30, 5, 2, 1, 1, 2])
            pupil["answers"][item] = written[0]
        pupils.append(pupil)
        lines.append([*who(pupil), *pupil["answers"].values()])
    for key, members in groups(pupils):
        for indicator, (items_, minimum, counts_from) in INDICES.items():
            values = []
            for pupil in members:
                given = [int(pupil["answers"][i]) for i in items_ if pupil["answers"][i] in list("12345")]
                if len(given) >= minimum and counts_from is None:
                    values.append(Fraction(sum(given), len(given)))
                elif given and counts_from is not None:
                    values.append(int(max(given) >= counts_from))
            if counts_from is None:
                expected.mean("survey", key, indicator, values)
            elif values:
                expected.part("survey", key, indicator, "", sum(values), len(values))
    return lines


def tests(random_, expected):
    lines, results = [[*HEAD, "prøve", "deltakelse", "skalapoeng", "mestringsnivå"]], []
    for _ in range(400):
        pupil = anyone(random_, [5, 8])
        year = PERIODS[pupil["period"]]
        pupil["test"] = random_.choice(["np_lesing", "np_regning"])
        pupil["part"] = random_.choices(["deltatt", "", "fritatt", "ikke deltatt"], [8, 4, 1, 1])[0]
        pupil["score"] = pupil["level"] = None
        written = level = ""
        if pupil["part"] in ("deltatt", ""):
            tenths = random_.randint(250, 750)
            tenths = tenths // 10 * 10 if year >= 2022 else tenths
            pupil["score"] = Fraction(tenths, 10)
            written = f"{tenths // 10},{tenths % 10}" if tenths % 10 else str(tenths // 10)
            pupil["level"] = level_of(pupil["test"], pupil["grade"], year, pupil["score"])
            level = random_.choice(["", str(pupil["level"])])
        name = {"np_lesing": "NPLES", "np_regning": "REG"}[pupil["test"]]
        test = random_.choice([pupil["test"], f"{name}{pupil['grade']:02d}"])
        lines.append([*who(pupil), test, pupil["part"], written, level])
        results.append(pupil)
    for key, members in groups(results):
        for test in ("np_lesing", "np_regning"):
            taken = [p for p in members if p["test"] == test and p["score"] is not None]
            expected.mean("tests", key, test, [p["score"] for p in taken])
            top = 3 if key[2] == 5 else 5
            for level in range(1, top + 1) if taken else ():
                reached = sum(p["level"] == level for p in taken)
                expected.part("tests", key, f"{test}_niva", level, reached, len(taken))
            known = [p for p in members if p["test"] == test and (p["part"] or p["score"] is not None)]
            if known:
                expected.part("tests", key, f"{test}_deltakelse", "", len(taken), len(known))
                exempt = sum(p["part"] == "fritatt" for p in known)
                expected.part("tests", key, f"{test}_fritak", "", exempt, len(known))
    return lines


def half_up(value):
    """A fraction in hundredths."""
    return (2 * value.numerator * 100 + value.denominator) // (2 * value.denominator)


def points(marks):
    """Paragraph 6-21; None for a pupil without points."""
    numbers = [int(m) for kind, m in marks if kind == "fag" and m.isdigit()]
    electives = [int(m) for kind, m in marks if kind == "valgfag" and m.isdigit()]
    without = sum(kind != "orden" and not m.isdigit() for kind, m in marks)
    if without > len(numbers) + len(electives) or not numbers + electives:
        return None
    parts = [Fraction(n) for n in numbers]
    if electives:
        parts.append(Fraction(half_up(Fraction(sum(electives), len(electives))), 100))
    return Fraction(half_up(sum(parts) * 10 / len(parts)), 100)


def marks(random_, expected):
    lines, pupils = [], []
    subjects = [f"FAG{n:04d}" for n in range(16)]
    for number in range(90):
        pupil = anyone(random_, [10])
        absent = random_.choice([0, 0, 0.1, 0.5])
        pupil["marks"] = []
        for subject in random_.sample(subjects, random_.randint(3, 16)):
            kind = random_.choice(["fag"] * 4 + ["valgfag"])
            mark = random_.choice(["F", "IV", ""]) if random_.random() < absent else str(random_.randint(1, 6))
            pupil["marks"].append((kind, mark))
            lines.append([*who(pupil), f"e{number}", subject, kind if kind == "valgfag" else "", "standpunkt", mark])
            if kind == "fag" and random_.random() < 0.1:
                exam = str(random_.randint(1, 6))
                pupil["marks"].append((kind, exam))
                lines.append([*who(pupil), f"e{number}", subject, "", "eksamen", exam])
        lines.append([*who(pupil), f"e{number}", "Orden", "", "", str(random_.randint(2, 6))])
        pupil["points"] = points(pupil["marks"])
        pupils.append(pupil)
    random_.shuffle(lines)
    for key, members in groups(pupils):
        values = [p["points"] for p in members if p["points"] is not None]
        expected.mean("marks", key, "grunnskolepoeng", values)
    return [[*HEAD, "elev", "fagkode", "fagtype", "vurdering", "karakter"], *lines]


def write(path, lines, mark=";"):
    path.write_text("".join(mark.join(map(str, line)) + "\n" for line in lines), encoding="utf-8")


def main(folder):
    folder = pathlib.Path(folder)
    random_ = random.Random(20240817)
    expected = Expected()
    for name, make in (("survey", survey), ("tests", tests), ("marks", marks)):
        write(folder / f"{name}.csv", make(random_, expected))
    head = "file;school;period;grade;gender;indicator;category;n;numerator;value;sd".split(";")
    write(folder / "expected.csv", [head, *expected.rows], ",")


if __name__ == "__main__":
    main(*sys.argv[1:])
