# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""conformance-page.py CASES.txt OUTPUT.md [LANGUAGE=COMMAND...]

Makes the page on conformance: the cases of tests/conformance, and what came of
them. Each COMMAND, with blanks between its words, runs those of one language and
tells by TAP.
"""

import configparser
import re
import shlex
import subprocess
import sys
from pathlib import Path

INTRODUCTION = """Title: Conformance
About: What COM's connection points do, point by point, and whether cpglib does it

# Conformance

What other implementations of COM's connection points do, say or get wrong, and what cpglib does in
each case. The sources are there to be looked up; the assertions are run by the programs in
`tests/conformance`, those of a language against sources and sinks of its own, and those of COM
through the vtables of sources that are exported to it, in both calling conventions.
"""
WITHOUT = "This reference was built without the tests, and so without results.\n"

PARTS = {
    "W": "Tests of Wine's",
    "C": "Tests of comtypes'",
    "S": "Tests of others",
    "A": "COM, ATL and MFC",
    "X": "Where the sources contradict each other",
    "P": "Mistakes of others",
}
LANGUAGES = {"c": "C", "python": "Python", "js": "JavaScript", "abi": "COM"}
RESULT = re.compile(r"(not )?ok \d+ (?:- )?(?:/conformance[-a-z]*/)?(\w+)(.*# *SKIP)?", re.I)


def run(command):
    """The results of a program by the names of its cases, and whether it came to its end."""
    output = subprocess.run(shlex.split(command), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    results = {}
    planned = None
    for line in output.stdout.splitlines():
        match = RESULT.match(line)
        if match:
            failed, name, skipped = match.groups()
            results[name] = "failed" if failed else "skipped" if skipped else "passed"
        elif line.startswith("1.."):
            planned = int(line[3:])
    return results, len(results) == planned


def main():
    cases = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    cases.read(sys.argv[1])
    results = {language: run(command) for language, command in (given.split("=", 1) for given in sys.argv[3:])}

    def cells(name, case):
        text = case["asserted"]
        if "note" in case:
            text += f" *{case['note']}*"
        if "not-applicable" in case:
            text += f" *Not applicable: {case['not-applicable']}*"
        yield from (name, case["source"], text)
        if results:
            yield ", ".join(tell(language, name) for language in results if language in case.get("runs", "").split())

    def tell(language, name):
        found, is_complete = results[language]
        result = found.get(name, "failed")
        if result == "passed":
            return LANGUAGES[language]
        if name not in found and is_complete:
            return f"{LANGUAGES[language]} (in other tests)"
        return f"**{LANGUAGES[language]}: {result}**"

    page = [INTRODUCTION if results else INTRODUCTION + WITHOUT]
    for letter, title in PARTS.items():
        heads = ["case", "source", "asserted"] + (["passed in"] if results else [])
        rows = [heads, ["---"] * len(heads)]
        rows += [list(cells(name, cases[name])) for name in cases.sections() if name[0] == letter]
        page += [f"## {title}\n"] + ["| " + " | ".join(row) + " |" for row in rows] + [""]
    Path(sys.argv[2]).write_text("\n".join(page))


main()
