# SPDX-License-Identifier: GPL-3.0-or-later
"""The program that measures job A does the job: against R's data.table, and the same for every
number of threads."""
import csv
import os
import pathlib
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "data/cells"
LEVELS = {"school": "skole", "area": "omraade", "municipality": "kommune", "nation": "land"}
CELLS = ["Rader", "Skjult", "N", "Snitt", "SE", "KI_lo", "KI_hi"]
TRENDS = ["K", "TheilSen", "S", "P", "OLS", "WLS", "WLS_SE"]


def run(folder, threads):
    subprocess.run([os.environ["BENCH_JOB_A"], "--catalogue", HERE / "job_a/catalogue", "--mapping",
                    HERE / "job_a/mapping.csv", "--threads", str(threads), DATA / "input.csv",
                    folder], check=True, stdout=subprocess.DEVNULL)
    return {name: (pathlib.Path(folder) / name).read_bytes() for name in ("cells.csv", "trends.csv")}


def results(content, keys, numbers):
    rows = csv.DictReader(content.decode("utf-8").splitlines(), delimiter=";")
    return {tuple(row[key] for key in keys): [row[number] for number in numbers] for row in rows}


def answers(name, with_year, numbers):
    """R's rows by the keys of the job."""
    lines = (DATA / name).read_text("utf-8").splitlines()
    found = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        unit = "NO" if row["level"] == "nation" else row["unit"]
        key = [LEVELS[row["level"]], unit, row["gender"], row["indicator"], row["grade"]]
        if with_year:
            year = int(row["year"])
            key.insert(2, f"{year}-{(year + 1) % 100:02}")
        found[tuple(key)] = [row[number] for number in numbers]
    return found


class JobA(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            cls.files = {threads: run(folder, threads) for threads in (1, 2, 5)}

    def compare(self, got, expected):
        self.assertEqual(got.keys(), expected.keys())
        for key, numbers in expected.items():
            for mine, theirs in zip(got[key], numbers):
                self.assertEqual(mine == "", theirs == "", key)
                if theirs:
                    error = abs(float(mine) - float(theirs))
                    self.assertLessEqual(error, 1e-9 * max(1, abs(float(theirs))), key)

    def test_files_are_the_same_for_every_number_of_threads(self):
        self.assertEqual(self.files[2], self.files[1])
        self.assertEqual(self.files[5], self.files[1])

    def test_cells_are_those_of_data_table(self):
        keys = ["Nivaa", "Enhet", "Skoleaar", "Kjoenn", "Indikator", "Trinn"]
        self.compare(results(self.files[1]["cells.csv"], keys, CELLS),
                     answers("cells.csv", True, ["used", "unused", "n", "mean", "se", "lo", "hi"]))

    def test_trends_are_those_of_data_table(self):
        keys = ["Nivaa", "Enhet", "Kjoenn", "Indikator", "Trinn"]
        self.compare(results(self.files[1]["trends.csv"], keys, TRENDS),
                     answers("trends.csv", False,
                             ["points", "theil_sen", "s", "p", "ols", "wls", "wls_se"]))


if __name__ == "__main__":
    unittest.main()
