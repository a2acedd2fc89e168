#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""check-gir.py FILE.gir

What the scanner lets pass and bindings stumble over.
"""

import re
import sys
import xml.etree.ElementTree as ElementTree

CORE = "{http://www.gtk.org/introspection/core/1.0}"
C = "{http://www.gtk.org/introspection/c/1.0}"
GLIB = "{http://www.gtk.org/introspection/glib/1.0}"

TYPES = ["alias", "bitfield", "callback", "class", "enumeration", "interface", "record", "union"]
CALLABLES = ["callback", "constructor", "function", "method", "virtual-method"]
MEMBERS = CALLABLES + ["property", GLIB + "signal"]


def full(tag):
    return tag if tag.startswith("{") else CORE + tag


def pieces(namespace):
    """Everything with a name of its own: what it is called, and the element."""
    for kind in TYPES + ["function", "constant"]:
        for element in namespace.findall(full(kind)):
            if element.get(GLIB + "is-gtype-struct-for"):
                continue
            name = element.get("name")
            yield name, element
            for member in MEMBERS:
                for child in element.findall(full(member)):
                    yield f"{name}.{child.get('name')}", child


def is_seen(element):
    return element.get("introspectable") != "0" and not element.get("moved-to")


def doc(element):
    text = element.find(CORE + "doc")
    return text.text if text is not None else ""


def values(element):
    """The parameters and the answer of a callable: how to call each, and its element."""
    for parameter in element.findall(f"{CORE}parameters/{CORE}parameter"):
        yield parameter.get("name"), parameter
    answer = element.find(CORE + "return-value")
    if answer is not None:
        yield "the answer", answer


def check_versions(namespace):
    for name, element in pieces(namespace):
        if is_seen(element) and not element.get("version") and element.tag != CORE + "virtual-method":
            yield f"{name}: no Since:"


def check_pointers(namespace):
    """What is a gpointer is of no use to a script."""
    for name, element in pieces(namespace):
        if element.tag[len(CORE):] in CALLABLES and is_seen(element):
            for which, value in values(element):
                if which == "user_data":
                    continue  # which bindings take care of
                for type_ in value.iter(CORE + "type"):
                    if type_.get("name") in ("gpointer", "gconstpointer"):
                        yield f"{name}: {which} is a pointer to no one knows what"


def check_null(namespace):
    """What may be NULL says so, and so does the annotation."""
    for name, element in pieces(namespace):
        if element.tag[len(CORE):] not in CALLABLES or not is_seen(element):
            continue
        for which, value in values(element):
            may_be_null = value.get("nullable") == "1" or value.get("direction") in ("out", "inout")
            # With an error it is NULL in C, and an exception in a script.
            text = re.sub(r"%NULL\s+(with|and)\b", "", doc(value)) if element.get("throws") else doc(value)
            if "%NULL" in text and not may_be_null:
                yield f"{name}: {which} may be NULL, by what is written, and is not (nullable)"


def check_names(namespace):
    """A method that is called like a signal is left out of the VAPI."""
    for kind in "class", "interface":
        for element in namespace.findall(CORE + kind):
            signals = {signal.get("name").replace("-", "_") for signal in element.findall(GLIB + "signal")}
            for method in element.findall(CORE + "method"):
                if method.get("name") in signals:
                    yield f"{element.get('name')}.{method.get('name')}: a signal has that name too"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    namespace = ElementTree.parse(sys.argv[1]).getroot().find(CORE + "namespace")
    faults = []
    for check in check_versions, check_pointers, check_null, check_names:
        faults += check(namespace)
    for fault in faults:
        print(fault)
    if faults:
        sys.exit(f"{len(faults)} fault(s)")


main()
