#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Holds C files against what clang-format would make of them.

clang-format can't line up parameters, fields and tables as GNOME does, and would
break lines elsewhere. So it judges what is left: indentation, braces, and where
blanks are. With --fix, that is changed in place.

usage: check-format.py [--fix] FILE...
"""
import concurrent.futures
import difflib
import re
import subprocess
import sys

# What GNOME and clang-format write differently, whatever its options.
THEIRS = [
    (re.compile(r"(?<=\S) +"), " "),            # columns
    (re.compile(r"\(\* (?=\w)"), "(*"),         # void (* changed) (…)
    (re.compile(r"\* \(\*"), "*(*"),
    (re.compile(r"\] \("), "]("),               # calls[i] (self)
    (re.compile(r"\* ?const ?\*"), "*const *"),
    (re.compile(r"\* ?const "), "*const "),
    (re.compile(r"\) \{(?= |$)"), "){"),        # (Event) { … }
    (re.compile(r"\* (?=\w+\))"), "*"),
    (re.compile(r"; ;"), ";;"),                 # for (int i = 0; ; i++)
    (re.compile(r",\)"), ", )"),
    (re.compile(r"\) ([&*])(?=[\w(])"), r") \1"),
]
# What is not C to clang-format: a cast before an operator, by its looks.
OPERATOR_AFTER_CAST = re.compile(r"(?<=\)) ?([&*]) ?(?=[\w(])")
CONTROL = re.compile(r"\s*(\}\s*)?(if|else|for|while|do|switch)\b")


# An expression goes on: after this, or with this.
OPEN_END = re.compile(r"(=|&&|\|\||,|\?|\breturn)$")
OPEN_START = re.compile(r"\s*[?:]")
TABLE = re.compile(r"(=|\)) ?\{$")
NOT_C = re.compile(r"\s*(#|(static )?G_DEFINE_QUARK)")


def judged(lines):
    """For each line: None for what belongs to the preprocessor, else whether its
    indentation counts: not where an expression goes on."""
    depth = braces = 0
    macro = comment = opened = False
    for line in lines:
        macro = macro or bool(NOT_C.match(line))
        yield None if macro else not (depth > 0 or braces > 0 or comment or opened or OPEN_START.match(line))
        macro = macro and line.endswith("\\")
        code = re.sub(r'"(\\.|[^"\\])*"|\'(\\.|[^\'\\])*\'|/\*.*?\*/|//.*', "", line)
        if comment:
            comment = "*/" not in code
            continue
        if "/*" in code:
            comment = True
            code = code[:code.index("/*")]
        opened = bool(OPEN_END.search(code.rstrip()))
        if braces > 0:
            braces += code.count("{") - code.count("}")
        elif TABLE.search(code.rstrip()):
            braces = 1
        depth = max(0, depth + sum(code.count(c) for c in "([") - sum(code.count(c) for c in ")]"))


def without_blanks(lines):
    return [re.sub(r"\s", "", line) for line in lines]


def normal(line, indented):
    """What is compared of a line."""
    if not indented:
        line = line.lstrip()
    for pattern, replacement in THEIRS:
        line = pattern.sub(replacement, line)
    return OPERATOR_AFTER_CAST.sub(r" \1 ", line)


def check(name, fix):
    with open(name, encoding="utf-8") as file:
        ours = file.read().splitlines()
    theirs = subprocess.run(["clang-format", "--style=file", name], check=True,
                            stdout=subprocess.PIPE, encoding="utf-8").stdout.splitlines()
    indented = list(judged(ours))
    result = list(ours)
    found = []
    matcher = difflib.SequenceMatcher(None, without_blanks(ours), without_blanks(theirs), autojunk=False)
    for tag, first, last, their_first, their_last in matcher.get_opcodes():
        if tag == "equal":
            for i, j in zip(range(first, last), range(their_first, their_last)):
                if indented[i] is not None and normal(ours[i], indented[i]) != normal(theirs[j], indented[i]):
                    found.append((i, theirs[j]))
                    result[i] = theirs[j]
        elif any(indented[i] and CONTROL.match(ours[i]) for i in range(first, last)):
            found.append((first, "\n    ".join(theirs[their_first:their_last])))
    for i, line in found:
        print(f"{name}:{i + 1}: clang-format would write\n    {line}")
    if fix and result != ours:
        with open(name, "w", encoding="utf-8") as file:
            file.write("\n".join(result) + "\n")
    return bool(found)


def main():
    names = sys.argv[1:]
    fix = "--fix" in names
    if fix:
        names.remove("--fix")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        bad = sum(pool.map(lambda name: check(name, fix), names))
    if bad:
        sys.exit(f"{bad} files: tests/house/check-format.py --fix changes what it can")


main()
