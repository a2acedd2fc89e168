# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""cpg-inspect: what it lists."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest

from common import BUILD, run

GATE_IID = "5e0f8b0e-9a1f-4a3e-8b1a-6f0d1c2b3a41"
GATE = f"""\
FixGate {GATE_IID}
  1: before-close (cancel: inout gboolean)
  2: price (symbol: gchararray, amount: inout gint)
  3: fill (anything: inout GValue)
  in COM: BeforeClose, Price, Fill

FixDoor fires
  FixGate (default): signals before-close, price, fill
"""
ODD = """\
OddEvents 0b0c1c9e-5d57-4e05-8d4f-1f6bb8a0a7d3
  7: tick (n: guint)
  in COM: Tick

OddSource fires
  OddEvents: signals tick
"""


class Text(unittest.TestCase):
    def test_names(self):
        for name in ["FixGate", "Gate", GATE_IID, "{" + GATE_IID.upper() + "}"]:
            for namespace in ["Fix-1.0", "Fix"]:
                self.assertEqual(run(namespace, name), (0, GATE, ""))

    def test_all_of_it(self):
        status, text, complaints = run("Fix-1.0")
        self.assertEqual((status, complaints), (0, ""))
        blocks = [block.split("\n", 1)[0].split()[0] for block in text.split("\n\n")]
        self.assertEqual(blocks[:4], ["CpgPropertyNotifySink", "FixEvents", "FixGate", "FixOther"])
        self.assertEqual(blocks[4:], ["FixDoor", "FixMeter", "FixPlain", "FixQuiet", "FixRelay", "FixSource"])
        self.assertIn("FixSource fires\n  FixEvents (default): signals nothing, ", text)
        self.assertIn("\n  FixOther: signals other-price-changed, other-quiet\n", text)
        self.assertIn("FixQuiet fires\n  FixEvents (default): no signals\n", text)

    def test_signals(self):
        self.assertNotIn("FixNotes", run("Fix-1.0")[1])
        self.assertIn("\nFixNotes ", run("Fix-1.0", "--all")[1])
        self.assertEqual(run("-a", "Gio", "ListModel")[0], 0)

    def test_several(self):
        status, text, _ = run("Fix", "Other", "Gate")
        self.assertEqual(status, 0)
        self.assertIn("FixGate ", text)
        self.assertIn("FixOther ", text)
        self.assertNotIn("FixEvents", text)


class Json(unittest.TestCase):
    def load(self, *arguments):
        status, text, complaints = run("--json", *arguments)
        self.assertEqual((status, complaints), (0, ""))
        return json.loads(text)

    def test_all(self):
        self.assertEqual(self.load("Fix-1.0", "Gate"), {
            "name": "Fix",
            "version": "1.0",
            "interfaces": [{
                "name": "FixGate",
                "iid": GATE_IID,
                "made_of": "methods",
                "methods": [
                    {"name": "before-close", "com_name": "BeforeClose", "dispid": 1, "answer": None, "parameters": [
                        {"name": "cancel", "type": "gboolean", "direction": "inout"}]},
                    {"name": "price", "com_name": "Price", "dispid": 2, "answer": None, "parameters": [
                        {"name": "symbol", "type": "gchararray", "direction": "in"},
                        {"name": "amount", "type": "gint", "direction": "inout"}]},
                    {"name": "fill", "com_name": "Fill", "dispid": 3, "answer": None, "parameters": [
                        {"name": "anything", "type": "GValue", "direction": "inout"}]},
                ],
            }],
            "sources": [{
                "name": "FixDoor",
                "interfaces": [{
                    "name": "FixGate",
                    "default": True,
                    "signals": {"before-close": "before-close", "price": "price", "fill": "fill"},
                }],
            }],
        })

    def test_answers(self):
        methods = {method["name"]: method for method in self.load("Fix", "Events")["interfaces"][0]["methods"]}
        self.assertEqual(methods["may-close"]["answer"], {"type": "gboolean", "combine": "all-true"})
        self.assertEqual(methods["first-number"]["answer"]["combine"], "first")
        self.assertEqual(methods["nothing"]["parameters"], [])

    def test_no_signals(self):
        sources = {source["name"]: source["interfaces"] for source in self.load("Fix")["sources"]}
        self.assertEqual(set(sources["FixQuiet"][0]["signals"].values()), {None})
        notify = [interface for interface in sources["FixMeter"] if interface["name"] == "CpgPropertyNotifySink"][0]
        self.assertIsNone(notify["signals"]["changed"])

    def test_made_of_signals(self):
        (notes,) = self.load("--all", "Fix", "Notes")["interfaces"]
        self.assertEqual(notes["made_of"], "signals")

    def test_nothing(self):
        status, text, _ = run("--json", "GObject-2.0")
        self.assertEqual(status, 1)
        self.assertEqual(json.loads(text), {"name": "GObject", "version": "2.0", "interfaces": [], "sources": []})


class Idl(unittest.TestCase):
    def test_text(self):
        status, text, _ = run("--idl", "Fix", "Gate")
        self.assertEqual(status, 0)
        self.assertTrue(text.startswith('import "oaidl.idl";\n'))
        self.assertIn("[id(1)] HRESULT BeforeClose([in, out] VARIANT_BOOL *cancel);", text)

    def test_compiles(self):
        widl = shutil.which("widl") or shutil.which("widl-stable")
        if widl is None:
            self.skipTest("there is no widl")
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "fix.idl")
            header = os.path.join(folder, "fix.h")

            def compiles(text):
                with open(file, "w") as stream:
                    stream.write(text)
                command = [widl, "-h", "-H", header, file]
                return subprocess.run(command, stderr=subprocess.DEVNULL, cwd=folder).returncode == 0

            if not compiles('import "oaidl.idl";\n'):
                self.skipTest("widl does not find oaidl.idl")
            self.assertTrue(compiles(run("--idl", "--all", "Fix")[1]))
            with open(header) as stream:
                self.assertIn("__FixGate_INTERFACE_DEFINED__", stream.read())


class Files(unittest.TestCase):
    def test_typelib(self):
        path = os.path.join(BUILD, "fixtures", "Fix-1.0.typelib")
        self.assertEqual(run(path, "Gate"), (0, GATE, ""))
        # What the typelib names is next to it.
        env = {"LD_LIBRARY_PATH": os.pathsep.join(path for path in os.environ["LD_LIBRARY_PATH"].split(os.pathsep)
                                                  if "fixtures" not in path)}
        self.assertEqual(run(path, "Gate", env=env), (0, GATE, ""))
        self.assertEqual(run("Fix-1.0.typelib", "Gate", env=env, cwd=os.path.dirname(path)), (0, GATE, ""))

    def test_library(self):
        self.assertEqual(run("libfix-1.0.so", "FixGate"), (0, GATE, ""))

    def test_odd_library(self):
        self.assertEqual(run(os.path.join(BUILD, "tools", "libodd.so")), (0, ODD, ""))
        self.assertEqual(run("libodd.so", cwd=os.path.join(BUILD, "tools")), (0, ODD, ""))
        contents = json.loads(run("--json", os.path.join(BUILD, "tools", "libodd.so"))[1])
        self.assertEqual((contents["name"], contents["version"]), ("libodd.so", None))

    def test_large_library(self):
        """Of hundreds of such functions, some ask for an argument, and some interfaces have properties."""
        status, text, complaints = run("--all", "libgio-2.0.so.0")
        self.assertEqual((status, complaints), (0, ""))
        self.assertIn("GListModel ", text)


class Trouble(unittest.TestCase):
    def check(self, wanted, *arguments):
        status, text, complaints = run(*arguments)
        self.assertEqual((status, text), (wanted, ""))
        self.assertTrue(complaints.startswith("cpg-inspect: "), complaints)
        return complaints

    def test_nothing_there(self):
        self.assertIn("--all", self.check(1, "GObject-2.0"))
        self.assertIn("Fix has no outgoing interface Nobody", self.check(1, "Fix", "Gate", "Nobody"))
        self.check(1, "Fix", "FixDoor")
        self.check(1, "Fix", "00000000-0000-0000-0000-000000000000")

    def test_not_loadable(self):
        self.assertIn("NoSuchThing", self.check(2, "NoSuchThing-1.0"))
        self.check(2, "Fix-7.0")
        self.check(2, "./no-such-file.so")
        self.check(2, "./no-such-file.typelib")
        self.check(2, __file__)
        with tempfile.TemporaryDirectory() as folder:
            for name in ["Empty-1.0.typelib", "empty.so"]:
                path = os.path.join(folder, name)
                open(path, "w").close()
                self.check(2, path)

    def test_no_library(self):
        """The typelib is there, its library not."""
        env = {"LD_LIBRARY_PATH": os.pathsep.join(path for path in os.environ["LD_LIBRARY_PATH"].split(os.pathsep)
                                                  if "fixtures" not in path)}
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(os.path.join(BUILD, "fixtures", "Fix-1.0.typelib"), folder)
            status, text, complaints = run(os.path.join(folder, "Fix-1.0.typelib"), env=env)
        self.assertEqual((status, text), (2, ""))
        self.assertIn("libfix-1.0.so", complaints)

    def test_usage(self):
        self.check(2)
        self.check(2, "--nonsense", "Fix")
        self.check(2, "--json", "--idl", "Fix")
        self.check(2, "--trace")
        self.check(2, "--json", "--trace", "true")
        self.check(2, "--all", "--trace", "true")
        self.check(2, "--color=mauve", "--trace", "true")
        self.check(2, "Fix", "--trace")

    def test_full(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("there is no /dev/full")
        with open("/dev/full", "w") as full:
            done = subprocess.run([os.environ["CPG_INSPECT"], "Fix"], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"Can't write", done.stderr)


class Help(unittest.TestCase):
    def test_help(self):
        status, text, complaints = run("--help")
        self.assertEqual((status, complaints), (0, ""))
        self.assertIn("cpg-inspect [OPTION…] NAMESPACE|FILE [INTERFACE…]", text)
        self.assertIn("cpg-inspect --trace PROGRAM [ARGUMENT…]", text)
        self.assertIn("Exit status: 0 ", text)
        self.assertLessEqual(max(map(len, text.splitlines())), 90)

    def test_version(self):
        self.assertEqual(run("--version"), (0, f"cpg-inspect {os.environ['CPG_VERSION']}\n", ""))


if __name__ == "__main__":
    unittest.main(verbosity=2)
