# SPDX-License-Identifier: GPL-3.0-or-later
"""telling-report from the outside: the files it writes, whoever runs it and wherever."""
import csv
import html.parser
import os
import pathlib
import random
import re
import shutil
import subprocess
import tempfile
import unittest

TOOL = os.environ["TELLING_REPORT"]
ROOT = pathlib.Path(__file__).resolve().parents[2]
DEMO = ROOT / "examples" / "data"
SHARED = pathlib.Path(os.environ.get("TELL_SHARED", ROOT.parent / "shared"))
VOID = {"meta", "br", "link", "img", "hr"}


def run(*arguments, **options):
    return subprocess.run([TOOL, *map(str, arguments)], capture_output=True, text=True,
                          encoding="utf-8", check=False, **options)


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Page(html.parser.HTMLParser):
    """Counts what is in a page and notes tags that do not close."""

    def __init__(self, text):
        super().__init__()
        self.open, self.problems, self.tags, self.ids = [], [], {}, []
        self.attributes = set()
        self.feed(text)
        self.problems += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag, attributes):
        self.tags[tag] = self.tags.get(tag, 0) + 1
        self.attributes |= {name for name, _ in attributes}
        self.ids += [value for name, value in attributes if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags[tag] = self.tags.get(tag, 0) + 1

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> at {self.getpos()}")


class Demonstration(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.result = run("--csv", cls.folder, "--html", cls.folder / "r.html", DEMO)
        cls.html = (cls.folder / "r.html").read_text("utf-8")
        cls.page = Page(cls.html)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def test_tool_says_what_it_read_and_nothing_is_wrong(self):
        self.assertEqual(self.result.returncode, 0, self.result.stderr)
        self.assertIn("records read", self.result.stdout)
        self.assertNotIn(": error ", self.result.stderr)
        self.assertNotIn(": warning ", self.result.stderr)

    def test_html_is_well_formed_with_unique_ids_and_no_script(self):
        self.assertEqual(self.page.problems, [])
        self.assertEqual(len(self.page.ids), len(set(self.page.ids)))
        self.assertNotIn("script", self.page.tags)
        self.assertFalse([name for name in self.page.attributes if name.startswith("on")])
        for outside in ("http://", "https://", "src=", "@import", "url("):
            self.assertNotIn(outside, self.html)

    def test_every_chart_has_title_and_description(self):
        charts = self.html.count('role="img"')
        self.assertGreater(charts, 100)
        self.assertEqual(self.html.count("<desc"), charts)
        self.assertEqual(self.page.tags["title"], charts + 1)

    def test_every_template_was_filled(self):
        for sign in ("{", "}", "(null)", "nan", "inf "):
            body = self.html[self.html.index("</style>"):]
            self.assertNotIn(sign, body.replace("info", ""))

    def card(self, heading):
        found = re.search(rf"<h[34]>{heading}</h[34]>.*?</article>", self.html, re.S)
        self.assertIsNotNone(found, heading)
        return found.group(0)

    def test_summary_says_how_many_chance_alone_would_give(self):
        said = re.search(r"Av (\d+) tall som kan prøves mot fylket.*?om lag ([\d,]+) slike",
                         self.html)
        tests = int(said.group(1))
        self.assertGreater(tests, 0)
        self.assertEqual(said.group(2), f"{tests / 20:.1f}".replace(".", ","))

    def test_summary_says_how_many_trends_were_judged_together(self):
        sizes = {row["test_family_size"] for row in rows(self.folder / "trends.csv")
                 if row["test_family"] == "municipality 4901"}
        said = re.search(r"er vurdert samlet: (\d+)\xa0(\d+) i alt\.", self.html)
        self.assertEqual(sizes, {said.group(1) + said.group(2)})

    def test_summary_counts_uneven_series_and_what_chance_would_give(self):
        tested = [row for row in rows(self.folder / "trends.csv")
                  if row["level"] == "school" and row["gender"] == "all" and row["category"] == ""
                  and row["q_p"] != "" and row["verdict"] != ""]
        uneven = [row for row in tested if float(row["q_p"]) < 0.05]
        said = re.search(r"Av (\d+) serier over tid på skolene er det (\d+) som svinger mer"
                         r".*?om lag (\d+) slike utslag\.</p>\n<details>.*?</details>",
                         self.html, re.S)
        self.assertEqual(said.groups(), (str(len(tested)), str(len(uneven)),
                                         f"{len(tested) / 20:.0f}"))
        self.assertEqual(said.group(0).count("<li>"), len(uneven))
        self.assertEqual(said.group(0).count("ingen tydelig endring"), len(uneven))

    def test_card_without_clear_change_says_what_could_have_gone_unseen(self):
        row, = (row for row in rows(self.folder / "trends.csv")
                if (row["unit"], row["indicator"], row["grade"]) == ("4901", "np_engelsk", "5")
                and row["origin"] == "computed" and row["category"] == "")
        said = f'{float(row["smallest_change"]):.1f}'.replace(".", ",")
        self.assertIn(f"mindre enn om lag {said} skalapoeng i disse årene",
                      self.card("Nasjonal prøve i engelsk, 5. trinn"))

    def test_area_shows_what_was_computed_for_it(self):
        card = self.card("Nordsida")
        self.assertIn('class="m3"', card)
        self.assertRegex(card, r"<td><b>\d")

    def test_change_worked_out_from_the_computed_column_says_so(self):
        note = "Utviklingen er regnet av kolonnen"
        self.assertIn(note, self.card("Nasjonal prøve i lesing, 5. trinn"))
        self.assertNotIn(note, self.card("Mobbing på skolen, 7. trinn"))

    def test_three_languages_say_different_things_with_the_same_charts(self):
        texts = {}
        for language in ("nb", "nn", "en"):
            path = self.folder / f"{language}.html"
            self.assertEqual(run("--language", language, "--html", path, DEMO).returncode, 0)
            texts[language] = path.read_text("utf-8")
            self.assertIn(f'<html lang="{language}">', texts[language])
            self.assertEqual(texts[language].count("<svg"), self.html.count("<svg"))
        self.assertEqual(len(set(texts.values())), 3)
        self.assertEqual(texts["nb"], self.html)

    def test_bytes_do_not_depend_on_directory_locale_time_zone_or_file_order(self):
        other = self.folder / "other"
        files = sorted((path for path in DEMO.iterdir() if path.suffix == ".csv"), reverse=True)
        environment = dict(os.environ, LC_ALL="nb_NO.UTF-8", TZ="Pacific/Auckland")
        run("--csv", other, *files, cwd="/", env=environment)
        for name in ("indicators.csv", "trends.csv", "hidden.csv", "units.csv"):
            self.assertEqual((other / name).read_bytes(), (self.folder / name).read_bytes(), name)

    def test_order_of_rows_changes_nothing_but_the_line_numbers(self):
        source, out = self.folder / "shuffled", self.folder / "shuffled-out"
        source.mkdir()
        for number, path in enumerate(sorted(DEMO.glob("*.csv"))):
            raw = path.read_bytes()
            encoding = "utf-16" if raw.startswith(b"\xff\xfe") else "utf-8"
            first, *rest = raw.decode(encoding).splitlines()
            random.Random(number).shuffle(rest)
            text = "\r\n".join([first, *rest]) + "\r\n"
            (source / path.name).write_bytes(text.encode(encoding))
        self.assertEqual(run("--csv", out, source).returncode, 0)
        for name in ("trends.csv", "hidden.csv", "units.csv"):
            self.assertEqual((out / name).read_bytes(), (self.folder / name).read_bytes(), name)
        for ours, theirs in zip(rows(self.folder / "indicators.csv"), rows(out / "indicators.csv")):
            self.assertEqual(dict(ours, line=""), dict(theirs, line=""))

    def test_excel_dialect_holds_the_same_cells(self):
        folder = self.folder / "excel"
        run("--csv", folder, "--dialect", "excel-nb", DEMO)
        raw = (folder / "trends.csv").read_bytes()
        self.assertTrue(raw.startswith(b"\xef\xbb\xbf"))
        text = raw.decode("utf-8-sig").splitlines()
        excel = list(csv.DictReader(text, delimiter=";"))
        plain = rows(self.folder / "trends.csv")
        self.assertEqual([row["slope"].replace(",", ".") for row in excel],
                         [row["slope"] for row in plain])

    def test_rows_are_labelled_with_the_policy(self):
        for path in self.folder.glob("*.csv"):
            self.assertEqual({row["policy"] for row in rows(path)}, {"public"}, path.name)

    def test_a_cell_is_empty_exactly_when_its_state_is_named(self):
        for name in ("indicators.csv", "trends.csv"):
            for row in rows(self.folder / name):
                named = {part.split("=")[0] for part in row["cell_states"].split()}
                for column in named:
                    self.assertEqual(row[column], "", (name, column))
                for column in ("value", "se", "lo", "hi", "slope", "mk_p"):
                    if column in row and row[column] == "":
                        self.assertIn(column, named)


class Planted(unittest.TestCase):
    """What the generator of the demonstration put in must be seen in what comes out."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        run("--csv", cls.folder, DEMO)
        cls.indicators = rows(cls.folder / "indicators.csv")
        cls.trends = rows(cls.folder / "trends.csv")
        with open(ROOT / "tests" / "data" / "demo" / "planted.csv", encoding="utf-8",
                  newline="") as file:
            cls.planted = list(csv.DictReader(file, delimiter=";"))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def of(self, *whats):
        found = [row for row in self.planted if row["what"] in whats]
        self.assertGreater(len(found), 0, whats)
        return found

    def trend(self, planted):
        found = [row for row in self.trends
                 if row["unit"] == planted["unit_code"] and row["indicator"] == planted["indicator"]
                 and row["grade"] == planted["grade"] and row["gender"] == "all"
                 and row["owner"] == "all"]
        self.assertEqual(len(found), 1, planted)
        return found[0]

    def test_real_decline_and_rise_are_found(self):
        for row in self.of("fall"):
            self.assertEqual(self.trend(row)["verdict"], "falling", row)
        for row in self.of("rise"):
            if row["grade"] == "8":
                self.assertEqual(self.trend(row)["verdict"], "rising", row)

    def test_wobbling_schools_are_not_called_a_change(self):
        for row in self.of("wobble"):
            self.assertEqual(self.trend(row)["verdict"], "no_clear_change", row)

    def test_bullying_rises(self):
        for row in self.of("bullying_rise"):
            self.assertEqual(self.trend(row)["verdict"], "rising", row)

    def test_trends_of_a_municipality_are_one_family(self):
        families = {(row["level"], row["test_family"]) for row in self.trends}
        self.assertEqual({family for level, family in families if level in ("school", "area")},
                         {"municipality 4901"})
        self.assertIn(("county", "county 49"), families)
        for row in self.trends:
            if row["p_adjusted"] != "":
                self.assertLessEqual(float(row["p"]), float(row["p_adjusted"]))
                clear = row["verdict"] in ("rising", "falling")
                self.assertEqual(clear, float(row["p_adjusted"]) <= 0.05, row)

    def test_year_with_poor_coverage_is_left_out(self):
        for row in self.of("poor_coverage"):
            trend = self.trend(row)
            self.assertEqual((trend["points_left_out"], trend["points"]), ("1", "3"), row)
            self.assertNotIn("2022-23", trend["years"])

    def test_merged_school_ends_and_names_its_successor(self):
        planted = self.of("merged")[0]
        unit = next(row for row in rows(self.folder / "units.csv")
                    if row["unit"] == planted["unit_code"])
        self.assertEqual((unit["valid_to"], unit["successor"]), ("2023", planted["expected"]))
        values = {row["school_year"] for row in self.indicators
                  if row["unit"] == planted["unit_code"] and row["value"] != ""}
        self.assertEqual(values, {"2022-23", "2023-24"})

    def test_hidden_schools_stay_hidden(self):
        for planted in self.of("hidden_at_source", "hidden_second"):
            found = [row for row in self.indicators
                     if row["unit"] == planted["unit_code"]
                     and row["indicator"] == planted["indicator"]
                     and row["grade"] == planted["grade"]]
            self.assertGreater(len(found), 0, planted)
            for row in found:
                self.assertEqual((row["state"], row["value"], row["n"]), ("suppressed", "", ""))


class Judging(unittest.TestCase):
    """How trends are judged is chosen on the command line, and the report says what was chosen."""

    def made(self, *options):
        with tempfile.TemporaryDirectory() as folder:
            result = run(*options, "--quiet", "--csv", folder, "--html", f"{folder}/r.html", DEMO)
            self.assertEqual(result.returncode, 0, result.stderr)
            page = pathlib.Path(f"{folder}/r.html").read_text("utf-8")
            return rows(f"{folder}/trends.csv"), page.replace("\xa0", " ")

    def check(self, trends, adjustment, level):
        """Verdicts go by p_adjusted, and Holm's and the others' p from p alone (to 6 decimals)."""
        families = {}
        for row in trends:
            self.assertEqual((row["adjustment"], row["confidence"]), (adjustment, level))
            if row["p_adjusted"] == "":
                continue
            families.setdefault(row["test_family"], []).append(row)
            clear = row["verdict"] in ("rising", "falling")
            self.assertEqual(clear, float(row["p_adjusted"]) <= 1 - float(level) + 1e-9, row)
        for tests in families.values():
            size = int(tests[0]["test_family_size"])
            tests.sort(key=lambda row: float(row["p"]))
            factor = {"none": 1, "holm": size, "by": size * sum(1 / i for i in range(1, size + 1))}
            if adjustment in factor:
                # Whatever stands behind it, the smallest p is not adjusted by more than this.
                least = float(tests[0]["p"])
                self.assertLessEqual(float(tests[0]["p_adjusted"]),
                                     min(1, factor[adjustment] * least) + size * 2e-6)
        return families

    def test_holm_at_99_per_cent_among_all(self):
        trends, page = self.made("--level", "0.99", "--adjust", "holm", "--family", "all")
        self.assertEqual(list(self.check(trends, "holm", "0.99")), ["all"])
        size, = {row["test_family_size"] for row in trends}
        for text in ("for alle enheter i datamaterialet", f"{int(size):,}".replace(",", " ") +
                     " i alt. Om ingenting har endret seg, er sjansen for at en eneste av dem "
                     "trekkes fram, høyst 1 %.", "i datamaterialet vurderes samlet (Holm)."):
            self.assertIn(text, page)
        self.assertNotIn("Benjamini", page)

    def test_units_alone_by_benjamini_and_yekutieli(self):
        trends, page = self.made("--adjust", "by", "--family", "unit", "--language", "en")
        families = self.check(trends, "by", "0.95")
        self.assertIn("unit municipality 4901", families)
        for family, tests in families.items():
            self.assertEqual({f"unit {row['level']} {row['unit']}" for row in tests}, {family})
        for text in ("of the municipality itself", "at most 5 % are expected to be chance",
                     "The series of each school are judged together on their own.",
                     "trends of the same unit are judged together (Benjamini–Yekutieli)."):
            self.assertIn(text, page)

    def test_without_adjustment_nothing_is_said_to_be_judged_together(self):
        trends, page = self.made("--adjust", "none", "--level", "0.9", "--language", "nn")
        self.check(trends, "none", "0.9")
        for row in trends:
            self.assertEqual(row["p"], row["p_adjusted"])
        self.assertIn("er det venta at om lag 10 % blir trekte fram likevel.", page)
        for text in ("vurderte samla", "samla vurderinga", "høgst"):
            self.assertNotIn(text, page)

    def test_corrected_scales_come_only_when_asked_for(self):
        with tempfile.TemporaryDirectory() as folder:
            old = pathlib.Path(folder) / "old.csv"
            old.write_text("unit_code;period;indicator;grade;value;n;margin;source\n"
                           "4601;2019-20;np_engelsk;5;50;2700;0,4;udir-np\n", "utf-8")
            for option, sources in ((["--rescaled"], ["udir-np", "ssb-np-corrected"]),
                                    ([], ["udir-np"])):
                out = pathlib.Path(folder) / "out"
                self.assertEqual(run(*option, "--quiet", "--csv", out, old).returncode, 0)
                made = rows(out / "indicators.csv")
                self.assertEqual([row["source"] for row in made], sources)
                if option:  # Norway's 50,13 (sd 9,76) of that year became 50,50 (12,38).
                    self.assertAlmostEqual(float(made[1]["value"]),
                                           50.5 + 12.38 / 9.76 * (50 - 50.13), places=5)


class Analyses(unittest.TestCase):
    """Beside the tables of the release, what its figures say together."""

    NAMES = {"groups", "decomposition", "variation", "variation_units", "equity", "comparisons",
             "persistence", "readouts"}

    def test_every_analysis_is_a_file_with_the_groups_and_the_level_asked_for(self):
        with tempfile.TemporaryDirectory() as folder:
            groups = pathlib.Path(folder) / "mine.csv"
            groups.write_text("group;name;code\nL;Leseløft;900002009\nL;Leseløft;900002130\n",
                              "utf-8")
            out = pathlib.Path(folder) / "out"
            result = run("--quiet", "--csv", out, "--analyses", "--groups", groups,
                         "--level", "0.9", "--adjust", "by", DEMO)
            self.assertEqual(result.returncode, 0, result.stderr)
            released = {"indicators", "trends", "hidden", "units", "files"}
            self.assertEqual({path.stem for path in out.iterdir()}, self.NAMES | released)
            for name in self.NAMES:
                made = rows(out / f"{name}.csv")
                self.assertGreater(len(made), 0, name)
                self.assertEqual({(row["policy"], row["confidence"]) for row in made},
                                 {("public", "0.9")}, name)
            for name in ("trends", "comparisons", "readouts"):
                self.assertEqual({row["adjustment"] for row in rows(out / f"{name}.csv")}, {"by"})
            mine = [row for row in rows(out / "groups.csv") if row["level"] == "group"]
            self.assertEqual({(row["unit"], row["unit_name"]) for row in mine}, {("L", "Leseløft")})
            self.assertLessEqual({row["members"] for row in mine}, {"1", "2"})

    def test_wrong_use_of_analyses_writes_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            groups = pathlib.Path(folder) / "groups.csv"
            groups.write_text("group;code\nL;900002009\n", "utf-8")
            for options in (["--html", f"{folder}/r.html", "--analyses"],
                            ["--csv", f"{folder}/out", "--groups", groups],
                            ["--csv", folder, "--analyses", "--groups", groups]):
                self.assertEqual(run(*options, DEMO).returncode, 2, options)
            result = run("--csv", f"{folder}/out", "--analyses", "--groups", "none.csv", DEMO)
            self.assertEqual(result.returncode, 1)
            self.assertIn("none.csv", result.stderr)
            self.assertEqual(os.listdir(folder), ["groups.csv"])


@unittest.skipUnless((SHARED / "data" / "real").is_dir(), "the published files are not there")
class Published(unittest.TestCase):
    """The published file of grade 5, 2023-24, whole country."""

    FILE = SHARED / "data" / "real" / "udir-portal-np5-2023-24-hele-landet.csv"

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.result = run("--csv", cls.folder, "--html", cls.folder / "bergen.html",
                         "--municipality", "4601", cls.FILE)
        cls.indicators = rows(cls.folder / "indicators.csv")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def test_all_records_are_accounted_for(self):
        self.assertEqual(self.result.returncode, 0, self.result.stderr)
        self.assertIn("udir-portal, utf-16le, pipe; records read 2485 = accepted 2485",
                      self.result.stdout)

    def test_bergen_computed_beside_published(self):
        bergen = {(row["indicator"], row["origin"]): row for row in self.indicators
                  if row["level"] == "municipality" and row["unit"] == "4601"}
        expected = {"np_engelsk": (2751, 2776, 50.34, "50"), "np_lesing": (2722, 2748, 50.40, "50"),
                    "np_regning": (2744, 2771, 50.57, "51")}
        for indicator, (visible, published, mean, rounded) in expected.items():
            computed = bergen[(indicator, "computed")]
            self.assertEqual(int(computed["n"]), visible)
            self.assertAlmostEqual(float(computed["value"]), mean, delta=0.005)
            self.assertEqual([int(computed[column]) for column in
                              ("children", "children_visible", "children_suppressed",
                               "children_not_taken_part")], [75, 69, 5, 1])
            self.assertAlmostEqual(float(computed["coverage"]), visible / published, delta=1e-6)
            self.assertEqual(bergen[(indicator, "published")]["value"], rounded)
            self.assertEqual(int(bergen[(indicator, "published")]["n"]), published)

    def test_one_year_says_nothing_of_change(self):
        text = (self.folder / "bergen.html").read_text("utf-8")
        self.assertIn("Det er for få skoleår til å si noe om utviklingen.", text)
        self.assertNotIn("Utviklingen er regnet av kolonnen", text)

    def test_several_municipalities_need_a_choice(self):
        result = run("--html", self.folder / "x.html", self.FILE)
        self.assertEqual(result.returncode, 1)
        self.assertIn("--municipality", result.stderr)
        self.assertFalse((self.folder / "x.html").exists())


class Use(unittest.TestCase):
    def test_wrong_use_exits_with_2(self):
        for arguments in ([], [DEMO], ["--html"], ["--nothing", DEMO],
                          ["--csv", "x", "--dialect", "klingon", DEMO],
                          ["--csv", "x", DEMO, "--quiet"]):
            self.assertEqual(run(*arguments).returncode, 2, arguments)

    def test_level_that_is_none_exits_with_2_before_anything_is_read(self):
        for level in ("0.4", "2", "-1", "nan", "0,95", "95%", ""):
            with tempfile.TemporaryDirectory() as folder:
                result = run("--csv", pathlib.Path(folder) / "out", "--level", level, "no-such.csv")
                self.assertEqual(result.returncode, 2, level)
                self.assertNotIn("no-such.csv", result.stderr)
        for wrong in (["--adjust", "bonferroni"], ["--family", "school"]):
            self.assertEqual(run("--csv", "x", *wrong, DEMO).returncode, 2, wrong)

    def test_help_and_version(self):
        self.assertIn("--policy", run("--help").stdout)
        self.assertRegex(run("--version").stdout, r"^telling-report \d+\.\d+\.\d+\n$")

    def test_missing_input_exits_with_1_and_writes_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            result = run("--csv", pathlib.Path(folder) / "out", "no-such-file.csv")
            self.assertEqual(result.returncode, 1)
            self.assertIn("no-such-file.csv", result.stderr)
            self.assertEqual(os.listdir(folder), [])

    def test_mapping_reads_a_table_of_no_known_layout(self):
        table = DEMO / "egen-tabell" / "trivsel.csv"
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder) / "out"
            self.assertEqual(run("--csv", out, table).returncode, 1)
            result = run("--csv", out, "--policy", "none", "--mapping",
                         DEMO / "egen-tabell" / "oppsett.csv", table)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertIn("egen-tabell, utf-8, semicolon; records read 2 = accepted 2",
                          result.stdout)
            values = {(row["unit"], row["indicator"], row["school_year"]): row["value"]
                      for row in rows(out / "indicators.csv")}
            self.assertEqual(values["999000010", "eu_trivsel", "2024-25"], "4.3")
            self.assertEqual(values["999000010", "laerertetthet", "2024-25"], "16.55")
            self.assertEqual(values["999000029", "eu_trivsel", "2024-25"], "")
            result = run("--csv", out, "--mapping", table, table)
            self.assertEqual(result.returncode, 1)
            self.assertIn("trivsel.csv:1:1: TELL_E_LAYOUT", result.stderr)

    def test_output_over_an_input_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            data = pathlib.Path(folder) / "data.csv"
            shutil.copy(DEMO / "grunnskolepoeng.csv", data)
            for option in (["--html", data], ["--csv", folder]):
                for source in ([folder], [data, folder]):
                    self.assertEqual(run(*option, *source).returncode, 2)
            self.assertEqual(run("--catalogue", folder, "--csv", folder, DEMO).returncode, 2)
            self.assertEqual(data.read_bytes(), (DEMO / "grunnskolepoeng.csv").read_bytes())
            self.assertEqual(os.listdir(folder), ["data.csv"])
            units = data.rename(pathlib.Path(folder) / "units.csv")
            self.assertEqual(run("--csv", folder, units).returncode, 2)

    def test_findings_about_units_are_printed(self):
        with tempfile.TemporaryDirectory() as folder:
            register = pathlib.Path(folder) / "enheter.csv"
            register.write_text("code;level;parent;successor\n974738287;school;4601;974738287\n"
                                "4601;municipality;46;\n", "utf-8")
            result = run("--csv", pathlib.Path(folder) / "out", register,
                         DEMO / "grunnskolepoeng.csv")
            self.assertIn("enheter.csv:2:23: warning successor_is_itself", result.stderr)

    def test_a_file_of_a_folder_that_cannot_be_read_exits_with_1(self):
        with tempfile.TemporaryDirectory() as folder:
            data = pathlib.Path(folder) / "data"
            data.mkdir()
            shutil.copy(DEMO / "grunnskolepoeng.csv", data)
            (data / "zz.csv").write_text("a;b\n1;2\n", "utf-8")
            result = run("--csv", pathlib.Path(folder) / "out", data)
            self.assertEqual(result.returncode, 1)
            self.assertIn("zz.csv: could not be read", result.stdout)
            self.assertTrue((pathlib.Path(folder) / "out" / "trends.csv").is_file())

    def test_output_replaces_files_only(self):
        with tempfile.TemporaryDirectory() as folder:
            link = pathlib.Path(folder) / "link.html"
            link.symlink_to("elsewhere.html")
            self.assertEqual(run("--html", link, DEMO).returncode, 1)
            self.assertTrue(link.is_symlink())
            self.assertEqual(os.listdir(folder), ["link.html"])

    def test_two_sources_are_never_mixed(self):
        with tempfile.TemporaryDirectory() as folder:
            data = pathlib.Path(folder) / "two.csv"
            lines = ["source;unit_code;unit_name;period;grade;indicator;value;n"]
            for year, own, other in (("2022-23", "43,5", "44,5"), ("2023-24", "42,9", "44,9")):
                for code, name in (("4601", "Bergen"), ("974738287", "Bønes skole")):
                    lines.append(f"udir-gp;{code};{name};{year};10;grunnskolepoeng;{own};90")
                    lines.append(f"ssb;{code};{name};{year};10;grunnskolepoeng;{other};90")
            data.write_text("\n".join(lines) + "\nudir-gp;46;Vestland;2023-24;10;grunnskolepoeng;42;900\n",
                            "utf-8")
            register = pathlib.Path(folder) / "enheter.csv"
            register.write_text("code;level;parent\n974738287;school;4601\n", "utf-8")
            page = pathlib.Path(folder) / "r.html"
            result = run("--html", page, register, data)
            self.assertEqual(result.returncode, 0, result.stderr)
            text = page.read_text("utf-8")
            self.assertIn("43,5", text)
            self.assertNotIn("44,5", text)
            self.assertNotIn("44,9", text)

    def test_unknown_policy_exits_with_1(self):
        with tempfile.TemporaryDirectory() as folder:
            result = run("--csv", folder, "--policy", "mine", DEMO)
            self.assertEqual(result.returncode, 2)
            self.assertIn("policy", result.stderr)

    def test_one_broken_file_does_not_stop_the_others(self):
        with tempfile.TemporaryDirectory() as folder:
            broken = pathlib.Path(folder) / "broken.csv"
            broken.write_bytes(b"a;b\n1;2\n")
            result = run("--csv", pathlib.Path(folder) / "out", broken,
                         DEMO / "grunnskolepoeng.csv")
            self.assertEqual(result.returncode, 1)
            self.assertIn("broken.csv:1:", result.stderr)
            self.assertGreater(len(rows(pathlib.Path(folder) / "out" / "indicators.csv")), 0)


if __name__ == "__main__":
    unittest.main()
