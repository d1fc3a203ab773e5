# SPDX-License-Identifier: GPL-3.0-or-later
"""_abi.py is what the headers say today, and every declaration has its function."""
import pathlib
import subprocess
import sys
import unittest

BINDING = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BINDING))

from telling import _abi, _handles  # noqa: E402


class Abi(unittest.TestCase):
    def test_generated_file_is_current(self):
        made = subprocess.run([sys.executable, str(BINDING / "generate_abi.py"),
                               str(BINDING.parents[1] / "include")],
                              check=True, capture_output=True, text=True, encoding="utf-8").stdout
        self.assertEqual(made, (BINDING / "telling" / "_abi.py").read_text("utf-8"))

    def test_every_function_of_the_headers_is_declared(self):
        headers = (BINDING.parents[1] / "include" / "telling").glob("*.h")
        count = sum(text.count("\nTELL_API ") for text in (h.read_text("utf-8") for h in headers))
        self.assertEqual(count, len(_abi.FUNCTIONS))

    def test_every_function_is_exported_and_typed(self):
        for name, (restype, argtypes) in _abi.FUNCTIONS.items():
            function = getattr(_handles.lib, name)
            self.assertEqual(function.argtypes, argtypes, name)
            self.assertEqual(function.restype, restype, name)


if __name__ == "__main__":
    unittest.main()
