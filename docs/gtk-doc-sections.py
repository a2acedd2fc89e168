# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""gtk-doc-sections.py GTKDOC-SCAN DECORATORS OUTPUT SOURCE-DIR... -- IGNORED-HEADER...

Writes cpglib-sections.txt, which says what is on which page of the gtk-doc
reference. gtkdoc-scan can do that itself, by the headers; this mends what it
gets wrong: the type macros, a type that another header declares as well, and
headers that deserve no page.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

MERGED = {"cpg-version-macros": "cpg-version"}
DROPPED = ["cpg", "cpg-enum-types"]
# On no page: type macros and casts, a class nobody derives from, and a variable
# of a template, which gtkdoc-scan takes for a symbol.
STANDARD = re.compile(r"CPG_(TYPE|IS)_\w+|CPG_[A-Z_]+_(GET_CLASS|GET_IFACE|CLASS)|cpg_\w+_get_type|"
                      r"CPG_SINK|CpgSinkClass|iface")


def home(symbol):
    """The page that a type has of its own, by its name."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", symbol).lower()


def scan(program, decorators, sources, ignored):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "--module=cpglib", "--rebuild-sections", f"--ignore-decorators={decorators}",
                        f"--ignore-headers={' '.join(ignored)}"] + [f"--source-dir={source}" for source in sources],
                       check=True, cwd=folder)
        text = (Path(folder) / "cpglib-sections.txt").read_text()
    pages = {}
    for section in re.findall(r"<SECTION>\n(.*?)</SECTION>", text, re.S):
        name = re.search(r"<FILE>(.*)</FILE>", section).group(1)
        symbols = [line for line in section.splitlines() if line and not line.startswith("<")]
        if name not in DROPPED:
            pages.setdefault(MERGED.get(name, name), []).extend(symbols)
    return pages


def main():
    split = sys.argv.index("--")
    program, decorators, output, *sources = sys.argv[1:split]
    pages = scan(program, decorators, sources, sys.argv[split + 1:])
    with open(output, "w") as file:
        for name, symbols in pages.items():
            there = [symbol for symbol in dict.fromkeys(symbols)
                     if home(symbol) not in pages or home(symbol) == name]
            standard = [symbol for symbol in there if STANDARD.fullmatch(symbol)]
            there = [symbol for symbol in there if symbol not in standard]
            there.sort(key=lambda symbol: (home(symbol) != name, not symbol.startswith("Cpg")))  # the type comes first
            print("<SECTION>", f"<FILE>{name}</FILE>", *there, sep="\n", file=file)
            if standard:
                print("<SUBSECTION Standard>", *standard, sep="\n", file=file)
            print("</SECTION>\n", file=file)


main()
