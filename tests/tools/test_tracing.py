# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""cpg-inspect --trace."""

import os
import pty
import re
import signal
import subprocess
import sys
import tempfile
import unittest

from common import BUILD, INSPECT, run

TRACED = os.path.join(BUILD, "tools", "traced")
TIME = re.compile(r"^\d\d:\d\d:\d\d\.\d{3} ", re.M)

# What it writes to stderr: the line that has no end comes last.
LINES = """\
+ FixSource#1: FixEvents advised FixRecorder#1, cookie 1
> FixSource#1: FixEvents.price-changed (symbol="A (1), \\"Fix(0x1)\\"", price=12.5), 1 sink
not of cpglib
! FixSource#1: FixEvents refused FixPlain#1: The sink, of type FixPlain, does not implement FixEvents
> FixSource#1: FixOther.quiet (), 0 sinks
- FixSource#1: FixEvents unadvised FixRecorder#1, cookie 1
"""


def trace(*arguments, **how):
    """The same without the time of each line, which is there."""
    status, text, told = run("--trace", *arguments, **how)
    return status, text, TIME.sub("", told)


class Trace(unittest.TestCase):
    maxDiff = None

    def test_program(self):
        status, text, told = trace(TRACED)
        self.assertEqual((status, text), (0, "on stdout\n"))
        self.assertEqual(told, LINES + "no end of line")
        self.assertEqual(len(TIME.findall(run("--trace", TRACED)[2])), 5)

    def test_status(self):
        self.assertEqual(trace(TRACED, "3")[0], 3)
        self.assertEqual(trace(TRACED, "kill")[0], 128 + signal.SIGABRT)
        self.assertEqual(trace("sh", "-c", "exit 255")[0], 255)
        self.assertEqual(trace("cpglib-no-such-program")[0], 127)
        self.assertEqual(trace("./cpglib-no-such-program")[0], 127)
        with tempfile.NamedTemporaryFile() as file:
            self.assertEqual(trace(file.name)[0], 126)

    def test_options_of_the_program(self):
        self.assertEqual(trace("echo", "--help", "--json")[1], "--help --json\n")
        self.assertEqual(trace("--", "echo", "-a")[1], "-a\n")
        self.assertEqual(trace("--color=never", "echo", "--color=x")[1], "--color=x\n")

    def test_input(self):
        self.assertEqual(trace("cat", stdin=None, input="to cat\n"), (0, "to cat\n", ""))

    def test_what_is_asked_for(self):
        told = trace(TRACED, env={"CPG_DEBUG": "connections"})[2]
        self.assertNotIn(">", told)
        self.assertEqual(told.count("FixEvents"), LINES.count(" FixEvents ") + 1)

    def test_other_lines(self):
        """Bytes that are no text, and messages that only look like it."""
        lines = b"\xff\xfe\ncpglib-Message: nonsense\nmine-Message: 12:00:00.000: A(0x1): B.c (), 1 sink\n"
        with tempfile.NamedTemporaryFile() as file:
            file.write(lines)
            file.flush()
            done = subprocess.run([INSPECT, "--trace", "sh", "-c", 'cat "$0" >&2', file.name], stderr=subprocess.PIPE)
        self.assertEqual(done.stderr, lines)

    def test_prefix(self):
        self.assertEqual(trace(TRACED, env={"G_MESSAGES_PREFIXED": "all"})[2], LINES + "no end of line")

    def check_lines(self, lines, wanted):
        script = "".join(f"echo 'cpglib-Message: 12:00:00.000: {line}' >&2;" for line in lines)
        self.assertEqual(trace("sh", "-c", script)[2], wanted)

    def test_other_messages(self):
        self.check_lines(["something else"], "something else\n")

    def test_ends(self):
        self.check_lines(["Some(0x1): Ev lost Any(0x2), cookie 1: the sink is gone",
                          "a source that is gone: Ev lost Any(0x2)"],
                         "- Some#1: Ev lost Any#1, cookie 1: the sink is gone\n"
                         "- a source that is gone: Ev lost Any#1\n")

    def test_numbers(self):
        """Each type has numbers of its own, and an object keeps its own."""
        self.check_lines(["Aaa(0x1): Ev.a (x=Aaa(0x2)), 1 sink",
                          "__main__+Bbb(0x1): Ev.a (x=Aaa(0x2), y=Aaa(0x1)), 1 sink"],
                         "> Aaa#1: Ev.a (x=Aaa#2), 1 sink\n"
                         "> Bbb#1: Ev.a (x=Aaa#2, y=Aaa#1), 1 sink\n")

    def test_child_left_behind(self):
        """The program has ended: who else holds its stderr is not waited for."""
        reader, writer = os.pipe()
        try:
            done = subprocess.run([INSPECT, "--trace", TRACED, "linger"], stdin=reader, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, timeout=60)
            self.assertEqual(done.returncode, 0)
        finally:
            os.close(writer)
            os.close(reader)

    def test_terminate(self):
        """A signal for us is one for the program."""
        script = "trap 'echo caught; exit 5' TERM; echo ready; while :; do read line; done"
        reader, writer = os.pipe()
        process = subprocess.Popen([INSPECT, "--trace", "sh", "-c", script], stdin=reader, stdout=subprocess.PIPE)
        try:
            self.assertEqual(process.stdout.readline(), b"ready\n")
            process.send_signal(signal.SIGINT)  # is the program's own affair
            process.send_signal(signal.SIGTERM)
            os.write(writer, b"\n")
            self.assertEqual(process.stdout.read(), b"caught\n")
            self.assertEqual(process.wait(60), 5)
        finally:
            process.kill()
            process.stdout.close()
            os.close(reader)
            os.close(writer)


class Colour(unittest.TestCase):
    def in_colour(self, *options, env=()):
        """Whether it is on a terminal."""
        clean = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
        terminal, end = pty.openpty()
        # It is of few words, which the terminal keeps until they are read.
        subprocess.run([INSPECT, *options, "--trace", TRACED], stderr=end, stdout=subprocess.DEVNULL,
                       env={**clean, "TERM": "xterm", **dict(env)}, timeout=60)
        os.close(end)
        text = b""
        try:
            while part := os.read(terminal, 4096):
                text += part
        except OSError:
            pass  # that is how it ends
        os.close(terminal)
        self.assertIn(b"FixRecorder#1", text)
        return b"\033[" in text

    def test_terminal(self):
        self.assertTrue(self.in_colour())
        self.assertTrue(self.in_colour("--color=auto"))
        self.assertFalse(self.in_colour("--color=never"))
        self.assertFalse(self.in_colour(env={"NO_COLOR": "1"}))
        self.assertTrue(self.in_colour(env={"NO_COLOR": ""}))
        self.assertFalse(self.in_colour(env={"TERM": "dumb"}))
        self.assertTrue(self.in_colour("--color=always", env={"NO_COLOR": "1"}))

    def test_pipe(self):
        self.assertNotIn("\033[", run("--trace", TRACED)[2])
        coloured = run("--color=always", "--trace", TRACED)[2]
        self.assertIn("\033[32m+\033[0m FixSource#1: FixEvents \033[32madvised\033[0m FixRecorder#1", coloured)
        plain = re.sub("\033\\[[0-9;]*m", "", coloured)
        self.assertEqual(TIME.sub("", plain), LINES + "no end of line")


FIRED = "> FixSource#1: FixEvents.nothing (), 0 sinks\n"


class Scripts(unittest.TestCase):
    def run_script(self, suffix, text):
        with tempfile.TemporaryDirectory() as folder:
            name = "script" + suffix
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)
            return trace(name, "an", "argument", cwd=folder)

    def test_python(self):
        if os.environ.get("HAVE_PYTHON") != "yes":
            self.skipTest("no Python that has PyGObject")
        status, text, told = self.run_script(".py", """
import sys
import gi
gi.require_version("Fix", "1.0")
from gi.repository import Fix
print(sys.argv[1:])
Fix.Source().emit("nothing")
sys.exit(4)
""")
        self.assertEqual((status, text, told), (4, "['an', 'argument']\n", FIRED))

    def test_javascript(self):
        if os.environ.get("HAVE_GJS") != "yes":
            self.skipTest("no gjs")
        status, text, told = self.run_script(".js", """
import Fix from 'gi://Fix';
import System from 'system';
print(ARGV.join(' '));
new Fix.Source().emit('nothing');
System.exit(4);
""")
        self.assertEqual((status, text, told), (4, "an argument\n", FIRED))


if __name__ == "__main__":
    sys.stdout.flush()
    unittest.main(verbosity=2)
