#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""check-com-page.py ROOT

Whether docs/from-com.md has an answer for each name of com-names.list, and
whether what it answers with is there.
"""

import re
import sys
from pathlib import Path

CODE = re.compile(r"`([^`]+)`")
WORD = re.compile(r"_*[A-Za-z][\w.]*")


def main():
    root = Path(sys.argv[1])
    asked, given = set(), set()
    for line in (root / "docs" / "from-com.md").read_text().splitlines():
        if not line.startswith("| "):
            continue
        cells = line.strip("| ").split("|")
        if len(cells) < 2 or not cells[1].strip():
            sys.exit(f"from-com.md: no answer: {line}")
        for cell, words in [(cells[0], asked)] + [(cell, given) for cell in cells[1:]]:
            for code in CODE.findall(cell):
                words.update(WORD.findall(code))

    sources = [path for pattern in ("cpglib/**/*.h", "introspection/**/overrides/*", "docs/*.md")
               for path in root.glob(pattern) if path.name != "from-com.md"]
    there = set(WORD.findall(" ".join(path.read_text() for path in sources if path.is_file())))

    wrong = [f"no answer for {name}" for name in (root / "tests/house/com-names.list").read_text().split()
             if name not in asked]
    wrong += [f"there is no {name}" for name in sorted(given)
              if name.lower().startswith(("cpg_", "cpg.")) and not name.startswith("CPG_IS_") or re.match(r"Cpg[A-Z]", name)
              if name.removeprefix("Cpg.").removeprefix("Error.") not in there and name not in there]
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
