# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""cpg-inspect: its page of the manual, and its completion in bash."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest

from common import SOURCE, run

PAGE = os.path.join(SOURCE, "tools", "cpg-inspect.1")
COMPLETION = os.path.join(SOURCE, "tools", "cpg-inspect.bash")


def options():
    return set(re.findall(r"--[a-z]+", run("--help")[1])) - {"--help-all"}


class Manual(unittest.TestCase):
    def test_options(self):
        with open(PAGE) as file:
            text = file.read().replace("\\-", "-")
        for option in options():
            self.assertIn(option, text)

    def test_warnings(self):
        groff = shutil.which("groff")
        if groff is None:
            self.skipTest("there is no groff")
        done = subprocess.run([groff, "-man", "-Tutf8", "-ww", "-rCHECKSTYLE=3", "-z", PAGE], stderr=subprocess.PIPE)
        self.assertEqual((done.returncode, done.stderr), (0, b""))

    def test_man(self):
        man = shutil.which("man")
        if man is None:
            self.skipTest("there is no man")
        done = subprocess.run([man, "--warnings", "-E", "UTF-8", "-l", PAGE], capture_output=True,
                              env={**os.environ, "LC_ALL": "C.UTF-8", "MANPAGER": "cat", "MANWIDTH": "80"})
        if done.returncode != 0 and b"groff" in done.stderr:
            self.skipTest("man can't show pages")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        if b"cpg" in done.stdout:  # Debian's minimal images have a man that says where pages are
            self.assertIn(b"EXIT STATUS", re.sub(b".\b", b"", done.stdout))


class Completion(unittest.TestCase):
    def setUp(self):
        self.bash = shutil.which("bash")
        if self.bash is None:
            self.skipTest("there is no bash")

    def complete(self, *words, cwd=None, env=()):
        """What a Tab after these words offers."""
        script = '''
            source "$1" || exit
            shift
            complete -p cpg-inspect | grep -qx 'complete -F _cpg_inspect cpg-inspect' || exit
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            _cpg_inspect
            printf '%s\\n' "${COMPREPLY[@]}"'''
        done = subprocess.run([self.bash, "--norc", "-c", script, "bash", COMPLETION, "cpg-inspect", *words], cwd=cwd,
                              env={**os.environ, **dict(env)}, capture_output=True, encoding="utf-8")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout.split()

    def test_parses(self):
        subprocess.run([self.bash, "-n", COMPLETION], check=True)

    def test_options(self):
        offered = {option.rstrip("=") for option in self.complete("--")}
        self.assertEqual(offered, options())
        self.assertEqual(self.complete("--js"), ["--json"])
        self.assertEqual(self.complete("--co"), ["--color="])

    def test_color(self):
        self.assertEqual(self.complete("--color", "=", "al"), ["always"])
        self.assertEqual(self.complete("--color", "="), ["auto", "always", "never"])
        self.assertEqual(self.complete("--color", "n"), ["never"])

    def test_namespaces(self):
        self.assertEqual(self.complete("Fix"), ["Fix-1.0"])
        self.assertIn("Cpg-1.0", self.complete(""))
        self.assertEqual(self.complete("--json", "Fix"), ["Fix-1.0"])
        twice = os.pathsep.join([os.environ["GI_TYPELIB_PATH"]] * 2)
        self.assertEqual(self.complete("Fix", env={"GI_TYPELIB_PATH": twice}), ["Fix-1.0"])

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ["one.typelib", "two.so", "three.so.0", "four.txt"]:
                open(os.path.join(folder, name), "w").close()
            os.mkdir(os.path.join(folder, "five"))
            offered = self.complete("./", cwd=folder)
        self.assertEqual(sorted(offered), ["./five", "./one.typelib", "./three.so.0", "./two.so"])

    def test_program(self):
        with tempfile.TemporaryDirectory() as folder:
            open(os.path.join(folder, "four.txt"), "w").close()
            self.assertEqual(self.complete("--trace", "./f", cwd=folder), ["./four.txt"])
            self.assertEqual(self.complete("--trace", "--color=never", "cat", "-a", "f", cwd=folder), ["four.txt"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
