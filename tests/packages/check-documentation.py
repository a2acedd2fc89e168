#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""check-documentation.py SYMBOLS [ROOT]

Looks at the two references where they are installed, under /usr/share of
ROOT: that every link within them leads somewhere, pictures and anchors too,
that Devhelp can read their indexes, and that each function of the file
SYMBOLS is in that of gtk-doc.
"""

import sys
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# A folder, and the Devhelp index in it.
GTK_DOC = ("gtk-doc/html/cpglib", "cpglib.devhelp2")
GI_DOCGEN = ("doc/cpglib-doc/cpg-1.0", "cpg-1.0.devhelp2")


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


def check_index(folder, name):
    """Gives the names in an index of Devhelp, and its faults."""
    names, faults = set(), []
    for element in ElementTree.parse(folder / name).iter():
        link = element.get("link")
        if link and not (folder / unquote(urlsplit(link).path)).exists():
            faults.append(f"{folder / name}: {link} leads nowhere")
        if element.tag.endswith("keyword"):
            names.add(element.get("name").removesuffix("()").strip())
    return names, faults


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    share = Path(sys.argv[2] if len(sys.argv) == 3 else "/") / "usr/share"
    faults = []
    for book, index in GTK_DOC, GI_DOCGEN:
        folder = share / book
        faults += check_pages(folder)
        names, index_faults = check_index(folder, index)
        faults += index_faults
        if (book, index) == GTK_DOC:
            for symbol in Path(sys.argv[1]).read_text().split():
                if not symbol.startswith("_") and not symbol.endswith("_get_type") and symbol not in names:
                    faults.append(f"{folder / index}: no {symbol}()")
        print(f"{folder}: {len(list(folder.glob('*.html')))} pages, {len(names)} names")
    for fault in faults:
        print(fault)
    if faults:
        sys.exit(f"{len(faults)} fault(s)")


main()
