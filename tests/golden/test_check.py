# SPDX-License-Identifier: GPL-3.0-or-later
"""telling-check: its command line, its findings, its JSON. The truth is written out here; JSON is
read by Python's own reader."""

import json
import os
import pathlib
import subprocess
import tempfile
import threading
import unittest

PROGRAM = os.environ["TELLING_CHECK"]
DATA = pathlib.Path(__file__).resolve().parents[2] / "examples" / "data"
KEYS = ["file", "encoding", "delimiter", "layout", "fields", "read", "accepted", "rejected", "skipped"]


def run(*arguments, given=b""):
    done = subprocess.run([PROGRAM, *map(str, arguments)], input=given, capture_output=True, timeout=60)
    objects = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    return done.returncode, objects, done.stderr.decode("utf-8", "replace").splitlines()


class Check(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def file(self, content, name="a.csv"):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def cells(self, content, *options):
        status, objects, _ = run("--layout", "none", "--cells", *options, self.file(content))
        self.assertEqual(status, 0)
        return [(c["record"], c["column"], c["status"], c["value"]) for c in objects[0]["cells"]]

    def test_demonstration_files_can_be_used(self):
        files = sorted(DATA.glob("*.csv"))
        status, objects, lines = run(*files)
        self.assertEqual(status, 0)
        # The only thing that is wrong in them was put there: few took part in one year.
        self.assertEqual({line.split(": ", 1)[1].split()[1] for line in lines if " note " not in line},
                         {"low_participation"})
        self.assertEqual([o["file"] for o in objects], [str(f) for f in files])
        for one in objects:
            self.assertEqual(list(one), KEYS)
            self.assertEqual(one["read"], one["accepted"] + one["rejected"] + one["skipped"])
            self.assertEqual((one["rejected"], one["read"] > 0), (0, True))

    def test_wrong_use_is_2(self):
        file = self.file("a;b\n1;2\n")
        for arguments in ([], ["--mode", "hard", file], ["--delimiter", ";", file],
                          ["--encoding", "ebcdic", file], ["--layout", "excel", file],
                          ["--colour", file], ["--mode"], ["-x", file], [file, "--cells"],
                          [file, "--mode", "strict"], ["--catalogue", self.folder / "no", file]):
            status, objects, lines = run(*arguments)
            self.assertEqual((status, objects), (2, []), arguments)
            self.assertTrue(lines, arguments)

    def test_option_behind_a_file_is_told(self):
        file = self.file("a;b\n1;2\n")
        _, _, lines = run("--layout", "none", file, "--cells")
        self.assertIn("--cells: options come before the files", lines[0])
        named = self.file("a;b\n1;2\n", "--cells")
        done = subprocess.run([PROGRAM, "--layout", "none", "--", "--cells"], capture_output=True,
                              cwd=named.parent, timeout=60)
        self.assertEqual((done.returncode, json.loads(done.stdout)["file"]), (0, "--cells"))

    def test_help_version_layouts(self):
        for option, word in (("--help", b"Exit status"), ("--version", b"telling-check 0."),
                             ("--layouts", b"udir-portal\n")):
            done = subprocess.run([PROGRAM, option], capture_output=True, timeout=60)
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            self.assertIn(word, done.stdout)

    def test_file_that_is_not_there_is_refused_and_the_next_is_read(self):
        good = self.file("a;b\n1;2\n")
        status, objects, lines = run("--layout", "none", self.folder / "no.csv", good)
        self.assertEqual(status, 1)
        self.assertEqual([o["read"] for o in objects], [0, 1])
        self.assertIsNone(objects[0]["layout"])
        self.assertTrue(any(" error missing_file " in line for line in lines))

    def test_file_without_a_good_record_is_refused(self):
        bad = self.file("a;b\n1\n2\n")
        status, objects, _ = run("--layout", "none", bad)
        self.assertEqual((status, objects[0]["accepted"], objects[0]["rejected"]), (1, 0, 2))
        self.assertEqual(run("--layout", "none", self.file("a;b\n"))[0], 0)

    def test_standard_input_is_read(self):
        status, objects, lines = run("--layout", "none", "-", given=b"a;b\n1;2\n3\n")
        self.assertEqual((status, objects[0]["file"], objects[0]["read"]), (0, "-", 2))
        self.assertTrue(any(line.startswith("-:3:1: error wrong_width ") for line in lines), lines)

    def test_unknown_layout_is_refused(self):
        status, objects, lines = run(self.file("navn;farge\nElg;brun\n"))
        self.assertEqual((status, objects[0]["layout"]), (1, None))
        self.assertTrue(any(" error unknown_layout " in line for line in lines))

    def test_lenient_sets_bad_records_aside(self):
        path = self.file('a;b\n1;2\n3\n"4;5\n6;7\n')
        status, objects, lines = run("--layout", "none", path)
        self.assertEqual(status, 0)
        self.assertEqual([objects[0][k] for k in KEYS[4:]], [2, 4, 2, 2, 0])
        self.assertIn(f"{path}:3:1: error wrong_width ", "\n".join(lines))
        self.assertIn(f"{path}:4:1: error open_quote ", "\n".join(lines))

    def test_strict_refuses_at_the_first_defect_and_names_its_line(self):
        path = self.file('a;b\n1;2\n3\n"4;5\n6;7\n')
        status, objects, lines = run("--mode", "strict", "--layout", "none", path)
        errors = [line for line in lines if " error " in line]
        self.assertEqual((status, len(objects), len(errors)), (1, 1, 1))
        self.assertTrue(errors[0].startswith(f"{path}:3:1: error wrong_width "), errors)

    def test_cells_are_never_silently_wrong(self):
        cases = {"50,5": ("value", 50.5), "1 234": ("value", 1234), "1\u00a0234,5": ("value", 1234.5),
                 "1\u202f234": ("value", 1234), "\u22123": ("value", -3), "50 %": ("value", 50),
                 "1.234": ("invalid", "1.234"), "50,0*": ("flagged", "50,0*"), "*": ("suppressed", None),
                 ":": ("suppressed", None), "": ("missing", None), "..": ("missing", None),
                 ".": ("missing", None), "<5": ("interval", "<5"), "1-4": ("interval", "1-4"),
                 "12..5": ("invalid", "12..5"), "1,2,3": ("invalid", "1,2,3"), "Ås": ("text", "Ås"),
                 "2022-23": ("text", "2022-23"), "0301": ("text", "0301"), "0": ("value", 0),
                 "0,5": ("value", 0.5), "NaN": ("text", "NaN"), "0x10": ("text", "0x10")}
        content = "nr;celle\n" + "".join(f"1;{text}\n" for text in cases)
        found = [cell[2:] for cell in self.cells(content) if cell[1] == 2]
        self.assertEqual(dict(zip(cases, found)), cases)

    def test_cells_have_the_shortest_number(self):
        path = self.file("a;b\n2,3;0,1\n1234567,89;100\n")
        done = subprocess.run([PROGRAM, "--layout", "none", "--cells", path], capture_output=True, timeout=60)
        for number in (b"2.3", b"0.1", b"1234567.89", b"100"):
            self.assertIn(b'"value":' + number + b"}", done.stdout)

    def test_cells_of_files_are_kept_apart(self):
        one, two = self.file("a;b\n1;2\n", "1.csv"), self.file("a;b\n3;4\n5;6\n", "2.csv")
        _, objects, _ = run("--layout", "none", "--cells", one, two)
        self.assertEqual([[c["value"] for c in o["cells"]] for o in objects], [[1, 2], [3, 4, 5, 6]])

    def test_cells_of_quoted_fields_keep_their_text(self):
        self.assertEqual(self.cells('a;b\n"x;""y""\nz";2\n'),
                         [(1, 1, "text", 'x;"y"\nz'), (1, 2, "value", 2)])

    def test_encoding_and_delimiter_are_found_or_demanded(self):
        text = "navn|tall\nBjørgvin|1,5\n"
        for encoding, name in (("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16le"),
                               ("utf-16-be", "utf-16be"), ("cp1252", "windows-1252")):
            _, objects, _ = run("--layout", "none", "--cells", self.file(text.encode(encoding)))
            self.assertEqual((objects[0]["encoding"], objects[0]["delimiter"]), (name, "pipe"))
            self.assertEqual([c["value"] for c in objects[0]["cells"]], ["Bjørgvin", 1.5])
        _, objects, _ = run("--layout", "none", "--delimiter", "comma", self.file(text))
        self.assertEqual((objects[0]["delimiter"], objects[0]["fields"]), ("comma", 1))
        _, objects, _ = run("--layout", "none", "--delimiter", "space", self.file("a b\n1 2\n"))
        self.assertEqual((objects[0]["delimiter"], objects[0]["fields"]), ("space", 2))
        status, objects, _ = run("--layout", "none", "--encoding", "utf-16", self.file(text))
        self.assertEqual(status, 1)

    def test_mapping_and_unit_are_taken(self):
        mapping = self.file("target;column;constant\nperiod;aar;\nindicator;;np_lesing\n"
                            "grade;;5\nunit_code;;4601\nvalue;poeng;\n", "mapping.csv")
        table = self.file("aar;poeng\n2023-24;50,5\n2024-25;51\n")
        status, objects, _ = run("--mapping", mapping, table)
        self.assertEqual((status, objects[0]["accepted"]), (0, 2))
        broken = self.file("target;column;constant\nno_such_target;a;\n", "broken.csv")
        status, objects, lines = run("--mapping", broken, table)
        self.assertEqual(status, 1)
        self.assertTrue(lines[-1].startswith(f"{broken}:2:"), lines)
        report = self.file('{"metadata":{"rowHierarchy":["Enhet"],"columns":[]},"rows":[]}', "a.json")
        self.assertEqual(run("--unit", "municipality:4601", report)[0], 0)
        self.assertEqual(run("--unit", "planet:3", report)[0], 2)

    def test_names_of_any_bytes_give_valid_json(self):
        path = os.fsencode(self.folder) + b"/\xff\"\\\n%s.csv"
        with open(path, "wb") as file:
            file.write(b"a;b\n1;2\n")
        done = subprocess.run([PROGRAM, "--layout", "none", path], capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 0)
        self.assertTrue(json.loads(done.stdout)["file"].endswith('/\ufffd"\\\n%s.csv'))

    def peak_of(self, path):
        """The most memory that a run took, in bytes, and its number of findings."""
        with open(self.folder / "findings", "w+b") as errors:
            process = subprocess.Popen([PROGRAM, path], stdout=subprocess.DEVNULL, stderr=errors)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            errors.seek(0)
            return usage.ru_maxrss * 1024, sum(1 for _ in errors)

    def test_memory_does_not_grow_with_the_findings(self):
        if any(name in pathlib.Path(PROGRAM).read_bytes() for name in (b"__asan_init", b"__tsan_init")):
            self.skipTest("sanitizers keep memory that was freed")
        small = self.file("unit_code;period;indicator;value\n" + "x\n" * 1000, "small.csv")
        large = self.file("unit_code;period;indicator;value\n" + "x\n" * 1000000, "large.csv")
        least, few = self.peak_of(small)
        most, many = self.peak_of(large)
        self.assertEqual(many - few, 1000000 - 1000)
        self.assertLess(most - least, 16 * 2**20)

    def test_memory_for_what_is_told_once_is_small(self):
        # Another unknown unit in every record: each is told once, and remembered for that.
        if any(name in pathlib.Path(PROGRAM).read_bytes() for name in (b"__asan_init", b"__tsan_init")):
            self.skipTest("sanitizers keep memory that was freed")
        header = "unit_name;period;grade;indicator;value\n"
        rows = ["Skole %d;2023-24;8;np_lesing;50\n" % i for i in range(600000)]
        least, few = self.peak_of(self.file(header + "".join(rows[:1000] * 2), "small.csv"))
        most, many = self.peak_of(self.file(header + "".join(rows), "large.csv"))
        self.assertEqual(many - few, 600000 - 1000)
        self.assertLess(most - least, 56 * 2**20)

    def write_to(self, out, *arguments, errors=subprocess.PIPE):
        done = subprocess.run([PROGRAM, *map(str, arguments)], stdout=out, stderr=errors, timeout=60)
        return done.returncode, (done.stderr or b"").decode()

    def test_output_that_cannot_be_written_is_told(self):
        path = self.file("a;b\n1;2\n")
        for arguments in (["--layout", "none", path], ["--help"], ["--layouts"], ["--version"]):
            with open("/dev/full", "wb") as full:
                status, errors = self.write_to(full, *arguments)
            self.assertEqual(status, 1, arguments)
            self.assertIn("could not be written", errors)
            reading, writing = os.pipe()
            os.close(reading)
            status, errors = self.write_to(writing, *arguments)
            os.close(writing)
            self.assertEqual(status, 1, arguments)
            self.assertIn("could not be written", errors)

    def test_findings_that_cannot_be_written_are_not_a_good_end(self):
        path = self.file("a;b\n1;2\n")
        with open("/dev/full", "wb") as full:
            self.assertEqual(self.write_to(subprocess.PIPE, "--layout", "none", path, errors=full)[0], 1)

    def test_how_a_file_was_taken_is_told_first(self):
        path = self.file("Tittel;\n\nunit_code;period;indicator;value;bÃ¸rn\nx;x;x\n")
        lines = run(path)[2]
        self.assertGreater(len(lines), 3)
        self.assertEqual(lines[0], f"{path}:0:0: note recognised "
                                   "read with encoding utf-8, delimiter semicolon, layout tidy")
        self.assertEqual(sum(" recognised " in line for line in lines), 1)

    def test_encoding_that_shows_late_is_told_when_it_does(self):
        row = b"974589648;2022-23;elever;51;Nes\n"
        head = b"unit_code;period;indicator;value;unit_name\n"
        path = self.file(head + row * 40000 + row.replace(b"Nes", b"N\xf8s"))
        _, objects, lines = run(path)
        self.assertEqual(objects[0]["encoding"], "windows-1252")
        told = [line.split(" recognised ")[1] for line in lines if " recognised " in line]
        self.assertEqual(told, ["read with encoding utf-8, delimiter semicolon, layout tidy",
                                "characters further down in the file say that its encoding is "
                                "windows-1252"])
        self.assertIn(" recognised ", lines[0])

    def test_pipe_is_read(self):
        path = self.folder / "pipe"
        os.mkfifo(path)
        writer = threading.Thread(target=lambda: path.write_bytes(b"a;b\n" + b"1;2\n" * 100000))
        writer.start()
        status, objects, _ = run("--layout", "none", path)
        writer.join()
        self.assertEqual((status, objects[0]["read"], objects[0]["accepted"]), (0, 100000, 100000))

    def test_what_only_the_whole_file_shows_is_told(self):
        path = self.file("unit_code;period;indicator;grade;gender;value;n\n"
                         "974589648;2023-24;np_lesing;5;alle;50;99\n"
                         "974589648;2023-24;np_lesing;5;jente;51;60\n"
                         "974589648;2023-24;np_lesing;5;gutt;48;40\n")
        status, _, lines = run(path)
        self.assertEqual(status, 0)
        self.assertTrue(any(line.startswith(f"{path}:2:") and " error parts_over_total " in line
                            for line in lines), lines)
        self.assertEqual(run("--mode", "strict", path)[0], 1)

    TIDY = "unit_code;period;indicator;grade;gender;value;n\n"

    def year(self, folder, period, schools, all_pupils="99"):
        """A file result.csv of its own folder, with the genders of each school."""
        (self.folder / folder).mkdir()
        rows = [f"{code};{period};np_lesing;5;{gender};50;{n}\n" for code in schools
                for gender, n in (("alle", all_pupils), ("jente", 60), ("gutt", 39))]
        return self.file(self.TIDY + "".join(rows), f"{folder}/result.csv")

    def test_files_of_one_name_are_not_confused(self):
        good = self.year("one", "2022-23", ["974589648"])
        bad = self.year("two", "2023-24", ["974589648"], all_pupils="90")
        status, objects, lines = run("--mode", "strict", good, bad)
        self.assertEqual(status, 1)
        self.assertEqual([o["file"] for o in objects], [str(good), str(bad)])
        self.assertEqual([line.split(":")[0] for line in lines if " error parts_over_total " in line],
                         [str(bad)])

    def test_files_are_checked_together(self):
        units = self.file("level;code;name;parent\nmunicipality;4601;Bergen;\n"
                          "school;974589648;A;4601\nschool;975283046;B;4601\n", "units.csv")
        both = self.year("one", "2022-23", ["974589648", "975283046"])
        one = self.year("two", "2023-24", ["974589648"])
        for files in ([units, both, one], [one, both, units]):
            status, objects, lines = run(*files)
            self.assertEqual((status, [o["file"] for o in objects]), (0, [str(f) for f in files]))
            self.assertTrue(any(line.startswith(f"{both}:5:") and " missing_school " in line
                                for line in lines), lines)

    def test_strict_refuses_only_the_file_with_the_defect(self):
        bad = self.file(self.TIDY + "974589648;2023-24;np_lesing;5;alle;x;99\n", "bad.csv")
        good = self.year("one", "2022-23", ["974589648"])
        status, objects, lines = run("--mode", "strict", bad, good)
        self.assertEqual((status, [o["accepted"] for o in objects]), (1, [0, 3]))
        self.assertEqual(sum(" error " in line for line in lines), 1)

    def test_strict_refuses_what_files_say_against_each_other(self):
        one, two = (self.file(self.TIDY + f"974589648;2022-23;np_lesing;5;alle;{value};99\n", name)
                    for value, name in ((50, "1.csv"), (51, "2.csv")))
        self.assertEqual(run("--mode", "strict", one, two)[0], 1)


if __name__ == "__main__":
    unittest.main()
