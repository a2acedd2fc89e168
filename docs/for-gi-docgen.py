# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""for-gi-docgen.py FILE.gir [HEADER...] --output FILE [PAGE.md...]

The comments in the sources are written for gtk-doc: #Type, #Type::signal,
#Type:property, name() and |[ ... ]|. gi-docgen shows these without links.
This makes a GIR whose comments have the links of gi-docgen in their place,
and adds the macros of the headers that the scanner is not shown.

The topic pages go next to the GIR, with links too: from `cpg_advise()`, `CpgSink`
and their like to where they are described, and from page.md to page.html.
"""

import os
import re
import sys
import xml.etree.ElementTree as ElementTree

CORE = "http://www.gtk.org/introspection/core/1.0"
C = "http://www.gtk.org/introspection/c/1.0"
GLIB = "http://www.gtk.org/introspection/glib/1.0"
for prefix, uri in (("", CORE), ("c", C), ("glib", GLIB)):
    ElementTree.register_namespace(prefix, uri)

TYPES = {"class": "class", "interface": "iface", "record": "struct", "union": "struct", "enumeration": "enum",
         "bitfield": "flags", "callback": "callback", "alias": "alias"}
CALLS = {"function": "func", "function-macro": "func", "method": "method", "constructor": "ctor"}

CODE = re.compile(r'\|\[(?:<!--\s*language="(\w+)"\s*-->)?(.*?)\]\|', re.S)
FENCED = re.compile(r"(^```.*?^```|`[^`\n]+`)", re.M | re.S)
SPAN = re.compile(r"^```.*?^```|^#.*?$|`([^`\n]+)`", re.M | re.S)
SIGIL = re.compile(r"(?<!\w)#([A-Z]\w*)(?:(::?)([a-z][\w-]*\w|[a-z]))?|\b([A-Za-z_]\w*)\(\)|(?<!\w)%(-?\w+)")

symbols = {}  # C name: link


def tag(element):
    return element.tag.rpartition("}")[2]


def learn(path, seen):
    """Puts what a GIR and those it includes define into the table of symbols."""
    if path in seen or not os.path.exists(path):
        return
    seen.add(path)
    root = ElementTree.parse(path).getroot()
    for include in root.findall(f"{{{CORE}}}include"):
        learn(f"/usr/share/gir-1.0/{include.get('name')}-{include.get('version')}.gir", seen)
    namespace = root.find(f"{{{CORE}}}namespace")
    name = namespace.get("name")
    for element in namespace:
        if tag(element) in TYPES and element.get("name"):
            kind = "error" if element.get(f"{{{GLIB}}}error-domain") else TYPES[tag(element)]
            full = f"{name}.{element.get('name')}"
            if element.get(f"{{{GLIB}}}is-gtype-struct-for"):
                continue  # gi-docgen has no page for these
            symbols[element.get(f"{{{C}}}type", "")] = f"[{kind}@{full}]"
            for child in element:
                if tag(child) in CALLS and child.get("introspectable") != "0" or tag(child) in ("method", "function"):
                    symbols[child.get(f"{{{C}}}identifier", "")] = f"[{CALLS[tag(child)]}@{full}.{child.get('name')}]"
                elif tag(child) == "signal":
                    symbols[f"{element.get(f'{{{C}}}type')}::{child.get('name')}"] = \
                        f"[signal@{full}::{child.get('name')}]"
                elif tag(child) == "property":
                    symbols[f"{element.get(f'{{{C}}}type')}:{child.get('name')}"] = \
                        f"[property@{full}:{child.get('name')}]"
        elif tag(element) in CALLS and not element.get("moved-to"):
            symbols[element.get(f"{{{C}}}identifier", "")] = f"[{CALLS[tag(element)]}@{name}.{element.get('name')}]"


def link(match):
    type_name, colons, member, call, constant = match.groups()
    if constant:
        return f"`{constant}`"
    name = call or type_name + (colons + member if colons else "")
    return symbols.get(name) or f"`{name}{'()' if call else ''}`"


def rewrite(text):
    """One comment, with links outside of code."""
    text = CODE.sub(lambda match: f"```{(match.group(1) or '').lower()}\n{match.group(2).strip(chr(10))}\n```", text)
    parts = FENCED.split(text)
    parts[::2] = [SIGIL.sub(link, part) for part in parts[::2]]
    return "".join(parts)


def add_macros(namespace, headers):
    """Macros that the scanner is not shown, from the comments before them."""
    there = {element.get(f"{{{C}}}identifier") for element in namespace}
    for header in headers:
        for comment in re.findall(r"^/\*\*\n(.*?)\n \*/", open(header).read(), re.M | re.S):
            lines = [line[3:] for line in comment.splitlines()]
            name = lines[0].rstrip(":")
            if not re.fullmatch(r"CPG_[A-Z_]+:", lines[0]) or name in there:
                continue
            text = "\n".join(lines[1:])
            parameters = re.findall(r"^@(\w+|\.\.\.): (.*(?:\n .*)*)", text, re.M)
            if not parameters:
                continue
            doc = re.sub(r"^(@(\w+|\.\.\.):|Returns:|Since:) .*(\n[ \t]+.*)*\n?", "", text, flags=re.M).strip()
            macro = ElementTree.SubElement(namespace, f"{{{CORE}}}function-macro", {
                "name": name.removeprefix("CPG_"), f"{{{C}}}identifier": name,
                "version": "1.0", "introspectable": "0"})
            ElementTree.SubElement(macro, f"{{{CORE}}}doc", {"filename": header, "line": "1"}).text = doc
            list_ = ElementTree.SubElement(macro, f"{{{CORE}}}parameters")
            for parameter, meaning in parameters:
                element = ElementTree.SubElement(list_, f"{{{CORE}}}parameter", {"name": parameter})
                if parameter == "...":
                    ElementTree.SubElement(element, f"{{{CORE}}}varargs")
                ElementTree.SubElement(element, f"{{{CORE}}}doc", {"filename": header, "line": "1"}).text = meaning
            symbols[name] = f"[func@Cpg.{name.removeprefix('CPG_')}]"


def keep_macros(namespace):
    """gi-docgen takes CPG_OUTGOING_INTERFACE() for the cast to a CpgOutgoingInterface; in lower case it doesn't."""
    types = {element.get("name") for element in namespace if tag(element) in TYPES}
    for macro in namespace.findall(f"{{{CORE}}}function-macro"):
        name = macro.get("name")
        parameters = macro.findall(f".//{{{CORE}}}parameter")
        if name.title().replace("_", "") in types and len(parameters) > 1:
            macro.set("name", name.lower())
            symbols[macro.get(f"{{{C}}}identifier")] = f"[func@Cpg.{name.lower()}]"


def breakable(text, length):
    """A name or a path as HTML, in which neither Markdown nor gi-docgen finds
    anything. If it is longer than @length it may be broken between words."""
    words = [text]
    if len(text) > length:
        words = re.split(r"(?<=\w{4}_)(?=\w)|(?<=\w{3}[a-z])(?=[A-Z])|(?<=[/:])(?=\w)", text)
    return "<wbr>".join(re.sub(r"[^A-Za-z0-9 ]", lambda match: f"&#{ord(match.group(0))};", word) for word in words)


def span(match):
    """`code` in a page."""
    text = match.group(1)
    if text is None:
        return match.group(0)  # a block of code, or a heading
    is_cell = match.string[match.string.rfind("\n", 0, match.start()) + 1] == "|"
    html = f"<code>{breakable(text, 20 if is_cell else 40)}</code>"
    found = re.fullmatch(r"\[(\w+)@Cpg\.(.*)\]", symbols.get(text.removesuffix("()"), ""))
    if not found:
        return html
    kind, name = found.groups()
    if kind == "func" and "." in name:
        kind = "type_func"
    return f'<a href="{kind}.{re.sub("::?", ".", name)}.html">{html}</a>'


def row(match):
    """A row of a table, whose columns may be narrow."""
    return re.sub(r"(?<![^\s*])[\w./:]{16,}", lambda match: breakable(match.group(0), 0), match.group(0))


def rewrite_page(text):
    text = re.sub(r"<!--.*?-->\n*", "", text, flags=re.S)
    text = re.sub(r"(\]\([\w-]+)\.md(?=[)#])", r"\1.html", text)
    text = re.sub(r"^\|.*", row, SPAN.sub(span, text), flags=re.M)
    return text.replace("\n\n", '\n\n<link rel="stylesheet" href="pages.css">\n\n', 1)


def main():
    arguments = sys.argv[1:]
    split = arguments.index("--output")
    (gir, *headers), (output, *pages) = arguments[:split], arguments[split + 1:]
    tree = ElementTree.parse(gir)
    learn(gir, set())
    namespace = tree.getroot().find(f"{{{CORE}}}namespace")
    add_macros(namespace, headers)
    keep_macros(namespace)
    # Of constructors it makes links that lead nowhere.
    for constructor in tree.iter(f"{{{CORE}}}constructor"):
        constructor.attrib.pop("shadows", None)
        constructor.attrib.pop("shadowed-by", None)
    for element in tree.iter(f"{{{CORE}}}doc"):
        element.text = rewrite(element.text or "")
    tree.write(output, encoding="utf-8", xml_declaration=True)
    for page in pages:
        name = os.path.splitext(os.path.basename(page))[0] + ".md"
        with open(page) as source, open(os.path.join(os.path.dirname(output), name), "w") as file:
            file.write(rewrite_page(source.read()))


main()
