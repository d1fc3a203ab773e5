#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the reading of a file beside the floor of libcsv and any other programs.

    run.py BUILD_FOLDER FILE [--job b] [--output FOLDER] [--catalogue FOLDER] [--mapping FILE] [--rounds 5]
           [--threads 1 2] [--peer NAME=COMMAND ...]

Every round runs each program once, one after the other, so that what else the machine does meets
all of them; medians and ratios of medians are of this run alone. Times are those of whole processes.
A peer whose last word is a number says by it how many seconds its reading took without its start,
and the ratio of walls goes by that. Without --catalogue and --mapping the file is that of job A.
With --job b it is that of job B. With --output what is measured is the whole job: read, computed, and
both result files written to that folder.
"""

import argparse
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
RESULTS = {"a": ("cells.csv", "trends.csv"), "b": ("index.csv", "levels.csv")}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("file")
    parser.add_argument("--job", choices=["a", "b"], default="a")
    parser.add_argument("--output", help="folder for the results: the whole job is measured")
    parser.add_argument("--catalogue")
    parser.add_argument("--mapping", default=str(HERE / "job_a/mapping.csv"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND")
    wanted = parser.parse_args()
    if wanted.job == "b" and wanted.output is None:
        parser.error("job B writes results: --output is needed")
    if wanted.catalogue is None:
        wanted.catalogue = str(HERE / f"job_{wanted.job}/catalogue")
    return wanted


def own(wanted, threads):
    """Our command, by job and number of threads."""
    folder = wanted.build / "tests/bench"
    command = ["--catalogue", wanted.catalogue, "--threads", str(threads)]
    if wanted.job == "a":
        command += ["--mapping", wanted.mapping]
    if wanted.output is None:
        return [str(folder / "bench_read"), *command, wanted.file]
    return [str(folder / f"bench_job_{wanted.job}"), *command, wanted.file, wanted.output]


def name(wanted):
    """What our program does."""
    return "read" if wanted.output is None else f"job {wanted.job.upper()}"


def programs(wanted):
    """Name and command of each; ours first."""
    commands = {f"{name(wanted)}, threads {threads}": own(wanted, threads)
                for threads in wanted.threads}
    commands["floor of libcsv"] = [str(wanted.build / "tests/bench/bench_floor"), wanted.file]
    for peer in wanted.peer:
        title, _, command = peer.partition("=")
        commands[title] = shlex.split(command)
    return commands


def own_word(output):
    """The seconds that a program says it took, if it says so."""
    words = output.split()
    try:
        return float(words[-1]) if words else None
    except ValueError:
        return None


def remove_results(command, job):
    """Every run begins without the results of the one before: making a file empty takes its time too."""
    for word in command:
        if os.path.isdir(word):
            for result in RESULTS[job]:
                (pathlib.Path(word) / result).unlink(missing_ok=True)


def measure(command):
    """Wall, CPU and peak memory of one process."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} failed with status {process.returncode}")
    word = own_word(output)
    return {
        "wall": wall,
        "reading": wall if word is None else word,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss / 1024,
        "said": output.strip(),
    }


def table(found, size):
    first = next(iter(found))
    base = {key: statistics.median(run[key] for run in found[first]) for key in ("reading", "cpu")}
    print(f"{'':24}{'wall s':>9}{'[min':>8}{'max]':>8}{'CPU s':>8}{'MiB':>8}{'MB/s':>8}"
          f"{'wall x':>8}{'CPU x':>8}")
    for name, runs in found.items():
        walls = [run["reading"] for run in runs]
        wall, cpu = statistics.median(walls), statistics.median(run["cpu"] for run in runs)
        peak = max(run["peak"] for run in runs)
        print(f"{name:24}{wall:9.3f}{min(walls):8.3f}{max(walls):8.3f}{cpu:8.3f}{peak:8.0f}"
              f"{size / wall / 1e6:8.0f}{base['reading'] / wall:8.2f}{base['cpu'] / cpu:8.2f}")
    print(f"The last columns: the median of \"{first}\" as a share of each one's.")


def main():
    wanted = arguments()
    commands = programs(wanted)
    found = {one: [] for one in commands}
    for _ in range(wanted.rounds):
        for one, command in commands.items():
            remove_results(command, wanted.job)
            found[one].append(measure(command))
    # The first program with the most threads is what the others are held against.
    ours = f"{name(wanted)}, threads {max(wanted.threads)}"
    order = sorted(found, key=lambda one: one != ours)
    table({one: found[one] for one in order}, os.path.getsize(wanted.file))
    print(found[order[0]][-1]["said"])


if __name__ == "__main__":
    main()
