# SPDX-License-Identifier: GPL-3.0-or-later
"""The binding as its users meet it, on the demonstration data and on bad input."""
import csv
import gc
import io
import os
import pathlib
import sys
import tempfile
import unittest

BINDING = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BINDING))

import telling  # noqa: E402

try:
    import numpy
except ImportError:
    numpy = None

DEMO = BINDING.parents[1] / "examples" / "data"


class Reading(unittest.TestCase):
    def write(self, text, encoding="utf-8"):
        folder = tempfile.mkdtemp()
        self.addCleanup(lambda: [path.unlink() for path in pathlib.Path(folder).iterdir()]
                        and os.rmdir(folder))
        path = pathlib.Path(folder) / "lokal.csv"
        path.write_bytes(text.encode(encoding))
        return path

    def test_demonstration_folder_accounts_add_up(self):
        with telling.read(DEMO) as data:
            self.assertGreater(len(data), 1000)
            for row in data.files.rows():
                skipped = (
                    row["skipped_duplicate"] + row["skipped_blank"] + row["skipped_other"]
                )
                self.assertEqual(row["read"], row["accepted"] + row["rejected"] + skipped)
                self.assertEqual(row["rejected"], 0)
            self.assertEqual([i for i in data.issues if i.severity == "error"], [])

    def test_missing_file_raises_os_error_with_source(self):
        with self.assertRaises(OSError) as caught:
            telling.read("no-such-file.csv")
        self.assertIsInstance(caught.exception, telling.TellingError)
        self.assertEqual(caught.exception.source, "no-such-file.csv")
        self.assertEqual(caught.exception.status_name, "TELL_E_IO")

    def test_lists_of_paths_and_a_catalogue_folder_are_taken(self):
        with telling.read([DEMO / "grunnskolepoeng.csv", DEMO / "mobbing.csv"],
                          catalogue=DEMO / "katalog") as data:
            self.assertEqual(len(data.files), 2)
            self.assertIn("+", data.catalogue.version)
        with self.assertRaises(OSError):
            telling.read(DEMO, catalogue="no-such-folder")

    def test_catalogue_gives_code_history_and_sentences_of_findings(self):
        with telling.Catalogue() as catalogue:
            bergen = [row for row in catalogue.table("codes").rows() if row["code"] == "1201"]
            self.assertEqual([row["successor"] for row in bergen], ["4601"])
            self.assertIn("tom", catalogue.issue_text("empty_input"))
            self.assertIn("empty", catalogue.issue_text("empty_input", "en"))
            self.assertEqual(catalogue.issue_text("no_such_code"), "")
            self.assertEqual(len(catalogue.table("rescalings")), 44)
            self.assertGreater(len(catalogue.table("items")), 30)
            self.assertGreater(len(catalogue.table("cutpoints")), 20)

    def test_mapping_is_a_path_or_bytes_and_its_defects_have_a_place(self):
        table, mapping = DEMO / "egen-tabell" / "trivsel.csv", DEMO / "egen-tabell" / "oppsett.csv"
        for given in (mapping, mapping.read_bytes()):
            with telling.read(table, mapping=given) as data:
                self.assertEqual(list(data.files["layout"]), ["egen-tabell"])
                self.assertEqual(list(data.files["accepted"]), [2])
        with self.assertRaises(ValueError) as caught:
            telling.read(table, mapping=b"target;column;constant\nvalu;x;\n")
        self.assertEqual((caught.exception.source, caught.exception.line), ("mapping", 2))

    def test_unknown_layout_raises_value_error_with_place(self):
        path = self.write("a;b\n1;2\n")
        with self.assertRaises(ValueError) as caught:
            telling.read(path)
        self.assertIsInstance(caught.exception, telling.TellingError)
        self.assertEqual(caught.exception.source, str(path))
        self.assertEqual(caught.exception.line, 1)
        self.assertGreaterEqual(caught.exception.column, 0)

    def test_bad_definition_raises_with_file_line_and_column(self):
        folder = tempfile.mkdtemp()
        path = pathlib.Path(folder) / "policies.csv"
        path.write_text("policy;family;minimum\nmine;*;10\nmine;survey;many\n", "utf-8")
        with self.assertRaises(telling.TellingValueError) as caught:
            telling.Catalogue(folder)
        self.assertTrue(caught.exception.source.endswith("policies.csv"))
        self.assertEqual((caught.exception.line, caught.exception.column), (3, 13))
        self.assertNotIn("many", str(caught.exception))
        path.unlink()
        os.rmdir(folder)

    def test_bad_record_is_an_issue_with_line_and_column_and_without_the_value(self):
        path = self.write("unit_code;period;indicator;grade;value;n\n"
                          "974738287;2024-25;np_lesing;5;51;40\n"
                          "974738392;2024-25;np_lesing;5;femti;40\n")
        with telling.read(path) as data:
            errors = [i for i in data.issues if i.severity == "error"]
            self.assertEqual(len(errors), 1)
            self.assertEqual((errors[0].line, errors[0].column), (3, 31))
            self.assertNotIn("femti", errors[0].message)
            self.assertEqual(len(data), 2)


class Releasing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.data = telling.read(DEMO)
        cls.release = cls.data.release()

    @classmethod
    def tearDownClass(cls):
        cls.release.close()
        cls.data.close()

    def test_default_policy_is_public(self):
        self.assertEqual(self.release.policy, "public")

    def test_unknown_policy_raises(self):
        with self.assertRaises(telling.TellingError) as caught:
            self.data.release("no-such-policy")
        self.assertEqual(caught.exception.status_name, "TELL_E_POLICY")

    def test_lists_have_none_exactly_where_the_state_is_not_present(self):
        table = self.release.indicators
        for column in table.ids:
            values, states = table.list(column), table.states(column)
            self.assertEqual(len(values), len(table))
            for value, state in zip(values, states):
                self.assertEqual(value is None, state != "present", column)

    def test_suppressed_value_has_no_number(self):
        table = self.release.indicators
        states = table.states("value")
        self.assertIn("suppressed", states)
        for value, state in zip(table.list("value"), states):
            if state == "suppressed":
                self.assertIsNone(value)

    def test_csv_agrees_with_columns(self):
        table = self.release.trends
        read = list(csv.DictReader(io.StringIO(self.release.csv("trends").decode("utf-8"))))
        self.assertEqual(len(read), len(table))
        for row, slope in zip(read, table.list("slope")):
            if slope is None:
                self.assertEqual(row["slope"], "")
            else:
                self.assertAlmostEqual(float(row["slope"]), slope, delta=6e-7)

    def test_excel_dialect_has_mark_semicolon_and_comma(self):
        text = self.release.csv("indicators", "excel-nb")
        self.assertTrue(text.startswith(b"\xef\xbb\xbf"))
        self.assertIn(b";", text.splitlines()[0])

    def test_sentences_differ_by_language(self):
        said = {self.release.sentence("trends", 0, language) for language in ("nb", "nn", "en")}
        self.assertGreaterEqual(len(said), 2)

    def test_row_out_of_range_raises_value_error(self):
        with self.assertRaises(ValueError):
            self.release.sentence("indicators", len(self.release.indicators))

    def test_options_of_trends_are_taken(self):
        release = self.data.release(trends={"adjust": "holm", "family": "unit", "level": 0.99})
        rows = release.trends.rows()
        row = next(row for row in rows if row["p"] is not None and row["level"] == "school")
        self.assertEqual((row["adjustment"], row["test_family"], row["confidence"]),
                         ("holm", "unit school " + row["unit"], 0.99))
        for word in ("none", "bh", "by"):
            trends = self.data.release(trends={"adjust": word}).trends
            self.assertEqual(set(trends.list("adjustment")), {word})
        for wrong in ({"adjust": "guess"}, {"family": "friends"}, {"level": 2.0}):
            with self.assertRaises(ValueError):
                self.data.release(trends=wrong)
        with self.assertRaises(TypeError):
            self.data.release(trends={"colour": 1})

    def test_rescaled_rows_have_a_source_of_their_own(self):
        text = ("unit_code;period;indicator;grade;value;n;margin;source\n"
                "4601;2019-20;np_engelsk;5;50;2700;0,4;udir-np\n")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "np.csv"
            path.write_text(text, encoding="utf-8")
            data = telling.read(path)
        self.assertEqual(len(list(data.release().indicators.rows())), 1)
        rows = list(data.release(rescaled=True).indicators.rows())
        self.assertEqual([row["source"] for row in rows], ["udir-np", "ssb-np-corrected"])
        self.assertAlmostEqual(rows[1]["value"], 50.3351, places=4)

    def test_use_after_close_raises(self):
        release = self.data.release(trends=False)
        table = release.indicators
        self.assertIsNone(release.trends)
        release.close()
        release.close()
        with self.assertRaises(ValueError):
            table.list("value")

    def test_dataset_lives_on_in_its_release(self):
        release = telling.read(DEMO).release()
        gc.collect()
        self.assertGreater(len(release.indicators), 0)
        self.assertNotEqual(release.sentence("indicators", 0), "")

    @unittest.skipIf(numpy is None, "NumPy is not there; the lists are tested above")
    def test_arrays_are_read_only_views_that_outlive_the_release(self):
        release = self.data.release()
        expected = release.indicators.list("value")
        array = release.indicators["value"]
        self.assertFalse(array.data.flags.writeable)
        release.close()
        del release
        gc.collect()
        self.assertEqual([None if masked else value
                          for value, masked in zip(array.data.tolist(), array.mask)], expected)

    @unittest.skipIf(numpy is not None, "NumPy is there: columns are arrays")
    def test_without_numpy_columns_are_lists(self):
        self.assertIsInstance(self.release.indicators["value"], list)
        with self.assertRaises(ImportError):
            self.release.indicators.array("value")


if __name__ == "__main__":
    unittest.main()
