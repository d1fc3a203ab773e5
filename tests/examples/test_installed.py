# SPDX-License-Identifier: GPL-3.0-or-later
"""Installs the build into an empty folder and uses it as a stranger would."""

import os
import shlex
import subprocess
import tempfile
import unittest

SOURCE, BUILD = os.environ["TELL_SOURCE"], os.environ["TELL_BUILD"]
PREFIX, LIBDIR = os.environ["TELL_PREFIX"], os.environ["TELL_LIBDIR"]


def run(*command, **environment):
    """Runs a command and gives what it prints; raises with its messages when it fails."""
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise AssertionError(f"{command[0]} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = folder.name
        cls.root = os.path.join(cls.folder, "root")
        cls.prefix = cls.root + PREFIX
        cls.libdir = os.path.join(cls.prefix, LIBDIR)
        run("meson", "install", "-C", BUILD, "--no-rebuild", "--quiet", "--destdir", cls.root)

    def pkg_config(self, *options):
        return run(
            "pkg-config", *options, "telling",
            PKG_CONFIG_PATH=os.path.join(self.libdir, "pkgconfig"),
            PKG_CONFIG_SYSROOT_DIR=self.root,
        ).split()

    def test_install_files_has_library_headers_and_tool(self):
        version = os.environ["TELL_VERSION"]
        for path in (
            os.path.join(self.libdir, "libtelling.so." + version),
            os.path.join(self.prefix, "include/telling.h"),
            os.path.join(self.prefix, "include/telling/version.h"),
            os.path.join(self.prefix, "bin/telling-report"),
        ):
            self.assertTrue(os.path.isfile(path), path)

    def test_install_headers_has_each_public_header(self):
        installed = set(os.listdir(os.path.join(self.prefix, "include/telling")))
        in_tree = {
            name for name in os.listdir(os.path.join(SOURCE, "include/telling"))
            if name.endswith(".h")
        }
        self.assertEqual(installed, in_tree | {"version.h"})

    def test_pkg_config_libs_names_only_the_library(self):
        libraries = [word for word in self.pkg_config("--libs") if not word.startswith("-L")]
        self.assertEqual(libraries, ["-ltelling"])

    def test_pkg_config_version_is_the_projects(self):
        self.assertEqual(self.pkg_config("--modversion"), [os.environ["TELL_VERSION"]])

    def test_use_library_built_against_the_installed_library_runs(self):
        program = os.path.join(self.folder, "use_library")
        run(
            *shlex.split(os.environ["TELL_CC"]),
            "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
            os.path.join(SOURCE, "examples/use_library.c"),
            *self.pkg_config("--cflags", "--libs"), "-o", program,
        )
        printed = run(
            program, os.path.join(SOURCE, "examples/data"), LD_LIBRARY_PATH=self.libdir
        )
        self.assertNotEqual(printed.strip(), "")

    def test_telling_report_installed_runs(self):
        tool = os.path.join(self.prefix, "bin/telling-report")
        self.assertIn("telling-report", run(tool, "--help", LD_LIBRARY_PATH=self.libdir))
