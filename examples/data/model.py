# SPDX-License-Identifier: GPL-3.0-or-later
"""The invented municipality: its units, its pupils and what was planted in them.

What belongs here: who exists, how pupils are simulated, and sums over pupils by unit. No files.

Everything is invented. Neither the county number 49 nor the municipality numbers 4901-4905 are in
use, and the figures of "Hele landet" and of the county are made up like the rest. Organisation
numbers pass the mod 11 check because a reader may refuse others; they lie just above 800 000 000
and 900 000 000, where, to our knowledge, no organisation has a number (the lowest school numbers
seen in published files begin with 811 and 911).

Pupils are simulated one by one, so means, margins, counts and shares agree with each other. The
same figures come out everywhere: own generator (splitmix64), only + - * / and sqrt, no time, no
locale.

SEED was chosen, after looking, so that the planted changes can be seen and the schools named as
wobbling do not happen to show a false signal. Other schools may: that is what chance does.
"""

import math
from collections import Counter, namedtuple

SEED = 40
YEARS = (2022, 2023, 2024, 2025)
COUNTY = ("49", "Havfylket")
HOME = ("4901", "Fjordvik")
OTHERS = (("4902", "Høgdal", 610), ("4903", "Nordvåg", 420), ("4904", "Strandheim", 980),
          ("4905", "Ådalsvik", 240))  # code, name, pupils in a cohort
AREAS = (("4901-1", "Sentrum"), ("4901-2", "Nordsida"), ("4901-3", "Sørsida"),
         ("4901-4", "Øyane"))

# cohort = usual number of pupils in a grade; first and last grade of the school
School = namedtuple("School", "key area first last cohort name")
SCHOOLS = [School(*row) for row in (
    ("brygge", 1, 1, 7, 52, "Bryggehagen skole"),
    ("midt", 1, 1, 7, 62, "Midtgarden skole"),
    ("elve", 1, 1, 7, 22, "Elvestrand skole"),
    ("kvern", 1, 1, 7, 76, "Kvernbekken skole"),
    ("kringla", 1, 1, 7, 20, "Montessoriskolen Kringla"),
    ("lia", 1, 1, 7, 1, "Lia ressurssenter"),
    ("toll", 1, 8, 10, 110, "Tollbuplassen ungdomsskole"),
    ("raad", 1, 8, 10, 100, "Rådhushaugen ungdomsskole"),
    ("nord", 2, 1, 7, 48, "Nordheimslia skole"),
    ("asmyr", 2, 1, 7, 44, "Åsmyrhaugen skole"),
    ("bratt", 2, 1, 7, 38, "Brattåsmarka skule"),
    ("tommer", 2, 1, 7, 68, "Tømmerlihagen skole"),
    ("graa", 2, 1, 7, 35, "Gråbergåsen skole"),
    ("skjel", 2, 1, 10, 28, "Skjelviksanden skule"),
    ("nordu", 2, 8, 10, 105, "Nordheimslia ungdomsskole"),
    ("sor", 3, 1, 7, 55, "Sørbøgarden skole"),
    ("orne", 3, 1, 7, 42, "Ørnehaugmyra skole"),
    ("bjork", 3, 1, 7, 46, "Bjørkelunddalen skole"),
    ("aer", 3, 1, 7, 33, "Ærfuglvegen skole"),
    ("solaas", 3, 1, 7, 27, "Solåskollen oppvekstsenter"),
    ("havard", 3, 1, 10, 40, "Håvardsmarka skole"),
    ("soru", 3, 8, 10, 100, "Sørbøgarden ungdomsskole"),
    ("dam", 3, 8, 10, 95, "Damtjernet ungdomsskole"),
    ("ytre", 4, 1, 10, 6, "Ytreværet skule"),
    ("inn", 4, 1, 10, 12, "Innværet oppvekstsenter"),
    ("stor", 4, 1, 10, 25, "Storværet skule"),
    ("kjerr", 4, 1, 7, 25, "Kjerringvågneset skule"),
    ("tare", 4, 1, 7, 22, "Tareholmane skule"),
    ("svaberg", 4, 8, 10, 75, "Svabergvika ungdomsskule"),
    ("lyng", 4, 8, 10, 70, "Lyngstrandholmen ungdomsskole"),
)]
BY_KEY = {s.key: s for s in SCHOOLS}
CLOSED, SUCCESSOR, CLOSED_FROM = "elve", "midt", 2024
NOBODY_TAKES_TESTS = "lia"  # the pupils of the resource centre are exempt
SMALL, HIDDEN_WITH_IT = "ytre", "inn"
WOBBLE = {5: ("nord", "asmyr", "bratt", "sor", "orne", "bjork"), 8: ("nordu", "soru")}

SUBJECTS = {5: ("Engelsk", "Lesing", "Regning"), 8: ("Engelsk", "Lesing", "Regning"),
            9: ("Lesing", "Regning")}
# school, grade, test, true mean of 2022-23, change a year
DECLINE = ("kvern", 5, "Lesing", 54.5, -2.2)
RISE = ("toll", 8, "Regning", 47.0, 1.8)
# autumn 2022, grade 8: who sat the tests, as a share of the usual (English, reading, numeracy)
REDUCED = {"raad": (0, 0, 0), "dam": (0, 0, 0), "stor": (0, 0, 0), "lyng": (0, 0, 0.75),
           "toll": (1, 1, 1), "nordu": (0.94, 0.94, 0.94), "ytre": (1, 1, 1), "inn": (1, 1, 1)}
REDUCED_HERE, REDUCED_ELSEWHERE = 0.85, 0.93

# index: number of questions, latent mean in grades 7 and 10
INDICES = (("eu_trivsel", 1, 4.5, 4.2), ("eu_faglig_utfordring", 1, 4.2, 4.1),
           ("eu_motivasjon", 3, 3.7, 3.2), ("eu_mestring", 3, 4.1, 3.8),
           ("eu_stotte_laerer", 5, 4.6, 4.1), ("eu_stotte_hjemme", 3, 4.6, 4.1),
           ("eu_laeringskultur", 3, 3.9, 3.6), ("eu_vurdering", 8, 3.8, 3.2),
           ("eu_medvirkning", 4, 3.7, 3.1), ("eu_felles_regler", 3, 4.2, 3.8))
BULLIED_SCHOOL = "tommer"
BULLIED = {BULLIED_SCHOOL: (0.04, 0.09, 0.16, 0.24), "home 7": (0.055, 0.075, 0.095, 0.115),
           "home 10": (0.07, 0.07, 0.07, 0.07), "away": (0.085, 0.085, 0.085, 0.085)}
LIMIT_TEST, LIMIT_MARKS, LIMIT_SURVEY, LIMIT_BULLYING = 10, 8, 20, 30


class Stream:
    """splitmix64, one stream for every key: a change in one part leaves the others as they were."""

    MASK = (1 << 64) - 1

    def __init__(self, *key):
        state = 0xCBF29CE484222325 ^ SEED
        for byte in "|".join(str(k) for k in key).encode("utf-8"):
            state = ((state ^ byte) * 0x100000001B3) & self.MASK
        self.state = state

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & self.MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & self.MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & self.MASK
        return z ^ (z >> 31)

    def share(self):
        return (self.bits() >> 11) / (1 << 53)

    def four(self):
        b = self.bits()
        return (b & 65535) + (b >> 16 & 65535) + (b >> 32 & 65535) + (b >> 48)

    def rough(self):
        """Nearly normal from one draw; enough for an answer that becomes 1-5."""
        return (self.four() - 131070) / 37837.0

    def normal(self):
        """Sum of twelve uniforms: no log or cos, whose last bit depends on the C library."""
        return (self.four() + self.four() + self.four() - 393210) / 65536.0


def nearest(x):
    return math.floor(x + 0.5)


def organisation_numbers():
    numbers = []
    for i, school in enumerate(SCHOOLS):
        base = (80000300 if i % 10 == 7 else 90000200) + 13 * i
        while True:
            total = sum(w * int(d) for w, d in zip((3, 2, 7, 6, 5, 4, 3, 2), str(base)))
            check = -total % 11
            if check != 10:
                break
            base += 1
        numbers.append((school.key, f"{base}{check}"))
    return dict(numbers)


ORG = organisation_numbers()


# ---- the model: pupils ----

def origins(school, year):
    """The schools whose pupils are here this year: a closed school's go to its successor."""
    if school.key == CLOSED:
        return [school] if year < CLOSED_FROM else []
    return [school, BY_KEY[CLOSED]] if school.key == SUCCESSOR and year >= CLOSED_FROM else [school]


def cohort_size(school, year, grade):
    spread = 0.5 * math.sqrt(school.cohort)
    stage = "primary" if grade < 8 else "lower secondary"  # new class lists in grade 8
    draw = Stream("size", school.key, stage, year - grade)
    return max(1, nearest(school.cohort + spread * draw.normal()))


def true_mean(school, grade, subject, year):
    key, planted_grade, planted_subject, start, change = DECLINE if grade == 5 else RISE
    if (school.key, subject) == (key, planted_subject):
        return start + change * (year - 2022)
    common = 1.6 * Stream("school", school.key).normal()
    return 50 + common + 0.8 * Stream("school", school.key, subject).normal()


def cohort_noise(school, grade, subject, year):
    if school.key in WOBBLE[grade] or school.key in (DECLINE[0], RISE[0]):
        return 0.0
    return 0.5 * Stream("cohort", school.key, grade, subject, year).normal()


def taking_part(school, grade, year, subject):
    if grade == 8 and year == 2022:
        reduced = REDUCED.get(school.key, (REDUCED_HERE,) * 3)
        return 0.955 * reduced[SUBJECTS[8].index(subject)]
    return 0.955


def sit_tests(school, grade, year):
    """Scores of one school's cohort. Grade 9 is the grade 8 of the year before, a year older."""
    first_year = year - 1 if grade == 9 else year
    base_grade = 8 if grade == 9 else grade
    scores = {subject: Counter() for subject in SUBJECTS[grade]}
    if school.key == NOBODY_TAKES_TESTS:
        return scores
    means = {subject: true_mean(school, base_grade, subject, first_year)
             + cohort_noise(school, base_grade, subject, first_year) for subject in SUBJECTS[8]}
    pupils = Stream("pupil", school.key, base_grade, first_year)
    day = Stream("day", school.key, grade, year)
    for _ in range(cohort_size(school, first_year, base_grade)):
        general = pupils.normal()
        for subject in SUBJECTS[8]:
            ability = means[subject] + 5.8 * general + 5.8 * pupils.normal()
            luck, turn = 4.0 * day.normal(), day.share()
            if subject in scores and turn < taking_part(school, grade, year, subject):
                scores[subject][nearest(ability + luck + (3.5 if grade == 9 else 0))] += 1
    return scores


def away_scores(name, size, weight, grade, subject, year):
    """Pupils elsewhere: each simulated pupil stands for `weight` pupils.

    The nation has the same simulated pupils every year, moved a little: new ones would change its
    figures by far more than its number of pupils allows.
    """
    draw = Stream("away", name, grade, subject, year)
    part = 0.95 + 0.008 * draw.normal()
    if grade == 8 and year == 2022:
        part *= REDUCED_ELSEWHERE
    mean = 49.8 + 0.7 * Stream("away", name, subject).normal() + (3.5 if grade == 9 else 0)
    if weight > 1:
        mean += 0.15 * draw.normal()
        draw = Stream("away", name, grade, subject)
    scores = Counter()
    for _ in range(nearest(part * size / weight)):
        scores[nearest(mean + 9.7 * draw.normal())] += weight
    return scores


def leave_school(school, year):
    """Grade 10: marks (tenths of a grunnskolepoeng), days and hours of absence."""
    draw = Stream("leaver", school.key, year)
    level = 0.5 * Stream("leaver", school.key).normal()
    marks, days, hours = Counter(), Counter(), Counter()
    for _ in range(cohort_size(school, year, 10)):
        z = draw.normal()
        marks[min(600, max(100, nearest(10 * (42.6 + level + 7.5 * z))))] += 1
        ill, late = draw.rough(), draw.rough()
        days[nearest(max(0.0, 8 - 3 * z + 5 * draw.normal() + 3 * ill * ill))] += 1
        hours[nearest(max(0.0, 6 - 3 * z + 4 * draw.normal() + 3 * late * late))] += 1
    return marks, days, hours


class Answers:
    """Sums over the pupils who answered the survey; several may be added."""

    def __init__(self):
        self.n = self.bullied = 0
        self.items = {index[0]: (0, 0, 0) for index in INDICES}  # answers, sum, sum of squares

    def add(self, other):
        self.n += other.n
        self.bullied += other.bullied
        for name, sums in other.items.items():
            self.items[name] = tuple(a + b for a, b in zip(self.items[name], sums))
        return self


def survey(name, grade, year, invited, weight, bullied_share):
    draw = Stream("survey", name, grade, year)
    level = 0.12 * Stream("survey", name).normal()
    answers = Answers()
    for _ in range(invited):
        if draw.share() >= 0.89:
            continue
        answers.n += weight
        answers.bullied += weight * (draw.share() < bullied_share)
        trait = 0.6 * draw.normal()
        for index, questions, *latent in INDICES:
            count, total, squares = answers.items[index]
            for _ in range(questions):
                x = nearest(latent[grade == 10] + level + trait + 0.8 * draw.rough())
                x = min(5, max(1, x))
                total += weight * x
                squares += weight * x * x
            answers.items[index] = (count + weight * questions, total, squares)
    if weight > 1:  # as above: chance must fit the number of pupils, not of simulated ones
        answers.bullied = nearest(bullied_share * answers.n)
    return answers


# ---- from pupils to units ----

def hidden_schools(sizes, limit):
    """Below the limit; where that is one school only, the smallest of the others goes with it."""
    hidden = {key for key, n in sizes.items() if 0 < n < limit}
    if len(hidden) == 1:
        rest = sorted((n, key) for key, n in sizes.items() if n >= limit)
        hidden.update(key for _, key in rest[:1])
    return hidden


def schools_with(grade, year):
    return [s for s in SCHOOLS if s.first <= grade <= s.last and origins(s, year)]


def sum_up(cell, away):
    """Adds the municipalities, the county and the nation to a cell that holds the schools."""
    cell[HOME[0]] = sum(list(cell.values()), Counter())
    for code, name, size in OTHERS:
        cell[code] = away(name, size, 1)
    cell[COUNTY[0]] = sum((cell[code] for code in [HOME[0]] + [o[0] for o in OTHERS]), Counter())
    cell["I"] = cell[COUNTY[0]] + away("nation", 52000, 20)
    return cell


def test_cells():
    """{(grade, subject, year): (unit -> Counter of scores, hidden schools)}"""
    cells = {}
    for grade, subjects in SUBJECTS.items():
        for year in YEARS:
            sat = {s.key: [sit_tests(o, grade, year) for o in origins(s, year)]
                   for s in schools_with(grade, year)}
            for subject in subjects:
                cell = {key: sum((part[subject] for part in parts), Counter())
                        for key, parts in sat.items()}
                hidden = hidden_schools({k: sum(c.values()) for k, c in cell.items()}, LIMIT_TEST)
                cells[grade, subject, year] = (sum_up(cell, lambda name, size, weight: away_scores(
                    name, size, weight, grade, subject, year)), hidden)
    return cells


def leaver_cells():
    """{(part, year): (unit -> Counter, hidden schools)} with part 0 marks, 1 days, 2 hours"""
    cells = {}
    for year in YEARS:
        left = {s.key: leave_school(s, year) for s in schools_with(10, year)}
        for part in range(3):
            cell = {key: counters[part] for key, counters in left.items()}
            hidden = hidden_schools({k: sum(c.values()) for k, c in cell.items()}, LIMIT_MARKS)
            cells[part, year] = (sum_up(cell, lambda name, size, weight: Counter(
                {v: weight * c for v, c in leave_school(School(
                    "away " + name, 0, 8, 10, size // weight, name), year)[part].items()})), hidden)
    return cells


def survey_cells():
    """{(grade, year): unit -> Answers}"""
    cells = {}
    for grade in (7, 10):
        for i, year in enumerate(YEARS):
            cell = {}
            for s in schools_with(grade, year):
                share = BULLIED.get(s.key, BULLIED[f"home {grade}"])[i]
                invited = sum(cohort_size(o, year, grade) for o in origins(s, year))
                cell[s.key] = survey(s.key, grade, year, invited, 1, share)
            schools = list(cell.values())
            cell[HOME[0]], cell[COUNTY[0]], cell["I"] = Answers(), Answers(), Answers()
            for one in schools:
                cell[HOME[0]].add(one)
            away = BULLIED["away"][i]
            cell[COUNTY[0]].add(cell[HOME[0]]).add(survey("county", grade, year, 760, 3, away))
            cell["I"].add(cell[COUNTY[0]]).add(survey("nation", grade, year, 1000, 52, away))
            cells[grade, year] = cell
    return cells


def staff_cells():
    """{year: unit -> (pupils, teachers, pupils * hundredths of density)}

    The last one makes weighted means; in whole numbers, for sum() of floats is not the same in all
    versions of Python.
    """
    cells = {}
    for year in YEARS:
        cell = {}
        for s in SCHOOLS:
            pupils = sum(cohort_size(o, year, g) for o in origins(s, year)
                         for g in range(s.first, s.last + 1))
            if pupils:
                draw = Stream("staff", s.key, year)
                density = min(24.0, 8 + math.sqrt(pupils) / 2) + 0.6 * draw.normal()
                teachers = max(3, nearest(pupils / 11 + 0.8 * draw.normal()))
                cell[s.key] = (pupils, teachers, pupils * nearest(100 * density))
        total = [tuple(map(sum, zip(*cell.values())))]
        cell[HOME[0]] = total[0]
        for code, name, size in OTHERS:
            draw = Stream("staff", name, year)
            pupils = 10 * size + nearest(size / 10 * draw.normal())
            cell[code] = (pupils, nearest(pupils / 9.4),
                          pupils * nearest(1580 + 30 * draw.normal()))
            total.append(cell[code])
        cell[COUNTY[0]] = tuple(map(sum, zip(*total)))
        draw = Stream("staff", "nation", year)
        pupils = 603000 + nearest(900 * draw.normal())
        rest = (pupils, nearest(pupils / 8.8), pupils * nearest(1590 + 5 * draw.normal()))
        cell["I"] = tuple(a + b for a, b in zip(cell[COUNTY[0]], rest))
        cells[year] = cell
    return cells
