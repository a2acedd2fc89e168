# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""page-to-docbook.py PAGE OUTPUT.xml

Makes a page for gtk-doc of one that gi-docgen takes. Knows the Markdown that
the pages here use: headings, paragraphs, lists, tables, images, blocks of code,
`code`, **strong**, *emphasis* and [links](to). `cpg_advise()`, `CpgSink`,
`CpgSink::invoked` and their like become links to where they are described.
"""

import re
import sys
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

INLINE = re.compile(r"`([^`]+)`|\*\*(.+?)\*\*|\*(.+?)\*|\[([^]]+)\]\(([^)]+)\)")
SYMBOL = re.compile(r"((?:cpg|g)_\w+|CPG_\w+)\(\)|(?:Cpg|G)[A-Z]\w+(?:::?[a-z][\w-]*)?|CPG_\w+")


def code(text):
    found = SYMBOL.fullmatch(text)
    if not found:
        return f"<literal>{escape(text)}</literal>"
    # As gtk-doc makes its identifiers.
    identifier = (found.group(1) or text).replace("_", "-").replace("::", "-").replace(":", "--")
    if identifier.isupper():
        identifier += ":CAPS"
    return f"<link linkend={quoteattr(identifier)}><literal>{escape(text)}</literal></link>"


def inline(text):
    def element(match):
        literal, strong, emphasis, label, target = match.groups()
        if literal:
            return code(literal)
        if strong:
            return f'<emphasis role="strong">{inline(strong)}</emphasis>'
        if emphasis:
            return f"<emphasis>{inline(emphasis)}</emphasis>"
        target = re.sub(r"\.md(?=$|#)", ".html", target)
        return f"<ulink url={quoteattr(target)}>{inline(label)}</ulink>"

    parts, end = [], 0
    for match in INLINE.finditer(text):
        parts += [escape(text[end:match.start()]), element(match)]
        end = match.end()
    return "".join(parts) + escape(text[end:])


def row(line):
    return [inline(cell.strip()) for cell in line.strip().strip("|").split("|")]


def table(lines):
    # |---:| is a column of numbers.
    aligns = ["right" if cell.strip().endswith(":") else "left" for cell in lines[1].strip().strip("|").split("|")]

    def entry(cell, align):
        if not cell:
            return '<entry role="empty"/>'
        return f'<entry align="right">{cell}</entry>' if align == "right" else f"<entry>{cell}</entry>"

    def rows(some):
        return "".join("<row>" + "".join(map(entry, row(line), aligns)) + "</row>" for line in some)

    return (f'<informaltable><tgroup cols="{len(aligns)}"><thead>{rows(lines[:1])}</thead>'
            f"<tbody>{rows(lines[2:])}</tbody></tgroup></informaltable>")


def listing(lines):
    text = f"<programlisting>{escape(chr(10).join(lines[1:-1]))}</programlisting>"
    # An example is coloured, and takes everything for C.
    return f"<informalexample>{text}</informalexample>" if lines[0] == "```c" else text


def block(text):
    """What stands between two empty lines."""
    lines = text.splitlines()
    image = re.fullmatch(r"!\[([^]]*)\]\(([^)]+)\)", text)
    if image:
        alt, target = image.groups()
        return (f"<mediaobject><imageobject><imagedata fileref={quoteattr(target)}/></imageobject>"
                f"<textobject><phrase>{escape(alt)}</phrase></textobject></mediaobject>")
    if lines[0].startswith("```"):
        return listing(lines)
    if lines[0].startswith("|"):
        return table(lines)
    if lines[0].startswith("* "):
        items = re.split(r"^\* ", text, flags=re.M)[1:]
        return "<itemizedlist>" + "".join(
            f"<listitem><para>{inline(' '.join(item.split()))}</para></listitem>" for item in items
        ) + "</itemizedlist>"
    return f"<para>{inline(' '.join(lines))}</para>"


def blocks(text):
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    # A block of code is one, whatever empty lines are in it.
    for part in re.split(r"(^```.*?^```$)", text, flags=re.M | re.S):
        for some in [part] if part.startswith("```") else re.split(r"\n\s*\n", part):
            if some.strip():
                yield some.strip()


def main():
    page, output = map(Path, sys.argv[1:])
    text = page.read_text()
    front = re.match(r"(\w+: .*\n)+", text)
    about = dict(line.split(": ", 1) for line in front.group(0).splitlines())

    xml = ['<?xml version="1.0"?>',
           '<!DOCTYPE refentry PUBLIC "-//OASIS//DTD DocBook XML V4.3//EN"',
           '               "http://www.oasis-open.org/docbook/xml/4.3/docbookx.dtd">',
           # Not a chapter: each section of one would be a file of its own.
           f'<refentry id="{output.stem}">', f"<refmeta><refentrytitle>{inline(about['Title'])}</refentrytitle></refmeta>",
           f"<refnamediv><refname>{inline(about['Title'])}</refname>",
           f"<refpurpose>{inline(about['About'])}</refpurpose></refnamediv>"]
    sections = []  # the names of those that are open
    for part in blocks(text[front.end():]):
        heading = re.fullmatch(r"(#+) (.*)", part)
        if heading and heading.group(1) == "#":
            continue  # the title once more
        if heading:
            depth = len(heading.group(1)) - 1  # the page itself is the first level
            while len(sections) >= depth:
                xml.append(f"</{sections.pop()}>")
            sections.append(f"refsect{depth}")
            xml += [f"<{sections[-1]}>", f"<title>{inline(heading.group(2))}</title>"]
        else:
            xml.append(block(part))
    xml += [f"</{section}>" for section in reversed(sections)] + ["</refentry>", ""]
    output.write_text("\n".join(xml))


main()
