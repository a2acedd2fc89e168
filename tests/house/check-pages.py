#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""check-pages.py ROOT

Looks at the pages of docs/, and at those next to the README: whether what they
link to is there, whether docs/meson.build has every page and picture, whether
the names of cpglib in them are names, whether their samples are run, and whether
examples/README.md names all examples.
"""

import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
SAMPLE = re.compile(r"^```(c|python|js)$", re.M)
NAME = re.compile(r"\b(?:cpg_\w+|CPG_\w+|Cpg[A-Z]\w+)")


def prose(text):
    return re.sub(r"<!--.*?-->|^```.*?^```$", "", text, flags=re.M | re.S)


def anchors(text):
    """The headings, as both references and web sites name them."""
    headings = re.findall(r"^#+ (.*)", prose(text), re.M)
    return {re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", heading.lower())) for heading in headings}


def check(root):
    docs = root / "docs"
    lists = dict(re.findall(r"^(topic_\w+) = \[(.*?)\]", (docs / "meson.build").read_text(), re.M | re.S))
    pages = [name + ".md" for name in re.findall(r"'(.*?)'", lists["topic_pages"])]
    pictures = re.findall(r"'(.*?)'", lists["topic_pictures"])
    wrong = [f"docs/meson.build does not name {path.name}"
             for path in docs.glob("*.md") if path.name not in pages]
    sampled = (root / "tests/house/meson.build").read_text()

    there = set()
    for pattern in ("cpglib/**/*.[ch]", "introspection/**/overrides/*", "tests/house/symbols.list"):
        for path in root.glob(pattern):
            if path.is_file():
                there.update(NAME.findall(path.read_text()))

    examples = (root / "examples" / "README.md").read_text()
    for path in (root / "examples").glob("*/*.expected"):
        folder = path.parent.name
        if f"({folder})" not in examples and f"({folder}/{path.stem}." not in examples:
            wrong.append(f"examples/README.md does not name {folder}/{path.stem}")

    for path in [*root.glob("*.md"), *docs.glob("*.md"), *root.glob("examples/*.md")]:
        name = path.relative_to(root)
        text = path.read_text()
        if path.parent == docs and not re.match(r"Title: .+\nAbout: .+\n\n# ", text):
            wrong.append(f"{name} begins with no Title: and About:")
        if SAMPLE.search(text) and f"/{name}'" not in sampled:
            wrong.append(f"{name}: tests/house/meson.build does not run its samples")
        text = prose(text)
        for link in LINK.findall(text):
            target, _, anchor = link.partition("#")
            if urlsplit(link).scheme:
                continue
            file = path.parent / target if target else path
            if path.parent == docs and target in pages and not file.exists():
                continue  # a page that the build makes
            if not file.exists():
                wrong.append(f"{name}: there is no {target}")
            elif path.parent == docs and target and target not in pages + pictures:
                wrong.append(f"{name}: the references have no {target}")
            elif anchor and anchor not in anchors(file.read_text()):
                wrong.append(f"{name}: {file.name} has no heading {anchor}")
        if path.parent == docs:
            wrong += [f"{name}: there is no {word}" for code in CODE.findall(text) for word in NAME.findall(code)
                      if word not in there and not word.startswith("CPG_IS_")]
    return wrong


def main():
    wrong = check(Path(sys.argv[1]))
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
