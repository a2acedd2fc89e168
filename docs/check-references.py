#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""check-references.py SYMBOLS FOLDER...

Looks at references, each in a folder: that every link within one leads
somewhere, pictures and anchors too, that Devhelp can read its index, and that
the one of gtk-doc has each function of the file SYMBOLS.
"""

import sys
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

class Page(HTMLParser):
    """What a page links to, and where in it one can link to."""

    def __init__(self, file):
        super().__init__()
        self.links = set()
        self.anchors = set()
        self.feed(file.read_text())

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src") and value:
                self.links.add(value)
            elif name == "id" or (name == "name" and tag == "a"):
                self.anchors.add(value)


def check_pages(folder):
    """Gives the faults of the links of a book."""
    pages = {file: Page(file) for file in sorted(folder.glob("*.html"))}
    if folder / "index.html" not in pages:
        yield f"{folder}: no index.html"
    for file, page in pages.items():
        for link in sorted(page.links):
            parts = urlsplit(link)
            # Other books may not be there.
            if parts.scheme or parts.netloc or link.startswith("/") or parts.path.startswith("../"):
                continue
            # "Since: 1.0" leads to a part of an index that gtk-doc then leaves without its name.
            fragment = "" if parts.fragment.startswith("api-index-") else unquote(parts.fragment)
            target = folder / unquote(parts.path) if parts.path else file
            if not target.exists():
                yield f"{file}: {link} leads nowhere"
            elif fragment and target in pages and fragment not in pages[target].anchors:
                yield f"{file}: {link} leads to no place in that page"


def check_index(index):
    """Gives the names in an index of Devhelp, and its faults."""
    names, faults = set(), []
    for element in ElementTree.parse(index).iter():
        link = element.get("link")
        if link and not (index.parent / unquote(urlsplit(link).path)).exists():
            faults.append(f"{index}: {link} leads nowhere")
        if element.tag.endswith("keyword"):
            names.add(element.get("name").removesuffix("()").strip())
    return names, faults


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    symbols = Path(sys.argv[1]).read_text().split()
    faults = []
    for folder in map(Path, sys.argv[2:]):
        faults += check_pages(folder)
        names = set()
        for index in folder.glob("*.devhelp2"):
            names, index_faults = check_index(index)
            faults += index_faults
        if not names:
            faults.append(f"{folder}: no index for Devhelp")
        elif "cpg-1.0" not in folder.name:
            # The other has what scripts see.
            faults += [f"{folder}: no {symbol}()" for symbol in symbols
                       if not symbol.startswith("_") and not symbol.endswith("_get_type") and symbol not in names]
        print(f"{folder}: {len(list(folder.glob('*.html')))} pages, {len(names)} names")
    for fault in faults:
        print(fault)
    if faults:
        sys.exit(f"{len(faults)} fault(s)")


main()
