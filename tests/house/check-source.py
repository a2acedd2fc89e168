#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""check-source.py RULE SOURCE_ROOT

Checks one rule of the house, by reading the files. The rules are the
functions below whose names begin with rule_.
"""

import re
import sys
from pathlib import Path

# Each folder of cpglib/ uses itself and those before it.
LAYERS = ["contract", "interfaces", "engine", "signals", "com"]

PUBLIC_FUNCTION = re.compile(r"\b_?cpg_\w+\s*\(")
DECLARE = re.compile(r"^G_DECLARE_\w+\s*\((?:[^()]|\([^()]*\))*\)", re.M)
DEFINE = re.compile(r"^G_DEFINE_AUTOPTR_CLEANUP_FUNC\s*\([^()]*\)", re.M)


# Where the version is said, besides meson.build.
VERSIONS = {
    "NEWS.md": r"# (\S+)",
    "README.md": r"^directory = cpglib-(.*)$",
    "debian/changelog": r"cpglib \((.*)\)",
}


class Source:
    """The files of a checkout."""

    def __init__(self, root):
        self.root = Path(root)
        library = self.root / "cpglib"
        self.files = sorted(library.rglob("*.[ch]"))
        self.headers = [f for f in self.files if f.suffix == ".h"]
        self.public_headers = [f for f in self.headers if not f.name.endswith("-private.h")]

    def name(self, file):
        return file.relative_to(self.root).as_posix()

    def everything(self):
        """The sources of all languages, wherever they are."""
        files = set(self.files)
        for folder in ["cpglib", "introspection", "tools", "examples", "tests", "docs"]:
            for pattern in ["*.[ch]", "*.cc", "*.py", "*.js", "*.sh", "*.bash", "*.1", "*.vala", "*.in", "meson.build"]:
                files.update((self.root / folder).rglob(pattern))
        files.update(self.root / name for name in ["meson.build", "dev"])
        return sorted(file for file in files if file.exists())

    def includes(self, file):
        """The files of cpglib/ that a file includes, without the leading cpglib/."""
        for number, line in enumerate(file.read_text().splitlines(), 1):
            match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
            if match:
                yield number, match.group(1)


def rule_layers(source):
    """A folder of cpglib/ includes only itself and the folders above it."""
    for file in source.files:
        folder = file.parent.name
        if folder not in LAYERS:
            continue
        for number, include in source.includes(file):
            parts = include.split("/")
            if parts[0] == "cpglib" and len(parts) == 3:
                if parts[1] not in LAYERS:
                    yield f"{source.name(file)}:{number}: {include} is in a folder that has no place in the order"
                elif LAYERS.index(parts[1]) > LAYERS.index(folder):
                    yield f"{source.name(file)}:{number}: {folder}/ may not use {parts[1]}/: {include}"
            elif include == "cpglib/cpg.h":
                yield f"{source.name(file)}:{number}: the library does not include its own umbrella"
            elif "cpg-" in include and parts[0] != "cpglib":
                yield f"{source.name(file)}:{number}: include {include} as <cpglib/folder/file.h>"
    for folder in (source.root / "cpglib").iterdir():
        if folder.is_dir() and folder.name not in LAYERS and any(folder.rglob("*.[ch]")):
            yield f"cpglib/{folder.name}/ has no place in the order {' '.join(LAYERS)}"


def rule_private(source):
    """A public header includes no private one."""
    for file in source.public_headers:
        for number, include in source.includes(file):
            if include.endswith("-private.h") or include == "config.h":
                yield f"{source.name(file)}:{number}: a public header includes {include}"


def rule_umbrella(source):
    """cpg.h includes every public header, and every file is built and installed."""
    umbrella = source.root / "cpglib" / "cpg.h"
    included = {include for _, include in source.includes(umbrella)}
    build = (source.root / "cpglib" / "meson.build").read_text()
    for file in source.public_headers:
        if file != umbrella and source.name(file) not in included:
            yield f"cpglib/cpg.h does not include <{source.name(file)}>"
    for include in included:
        if include.startswith("cpglib/") and not (source.root / include).exists():
            template = source.root / (include + ".in")
            if not template.exists():
                yield f"cpglib/cpg.h includes <{include}>, which is not there"
    for file in source.files:
        path = file.relative_to(source.root / "cpglib").as_posix()
        if not file.name.endswith("-private.h") and f"'{path}'" not in build:
            yield f"cpglib/meson.build does not name {path}"


def rule_license(source):
    """Every source file says its licence in its first lines."""
    for file in source.everything():
        head = "".join(file.read_text(errors="replace").splitlines(True)[:8])
        if "SPDX-License-Identifier: LGPL-2.1-or-later" not in head:
            yield f"{source.name(file)}: no SPDX-License-Identifier line"


def rule_text(source):
    """No tabs, no blanks at the end of a line, a newline at the end of a file."""
    for file in source.everything():
        text = file.read_text(errors="replace")
        if not text.endswith("\n") or text.endswith("\n\n"):
            yield f"{source.name(file)}: ends without a newline, or with several"
        for number, line in enumerate(text.splitlines(), 1):
            if "\t" in line:
                yield f"{source.name(file)}:{number}: a tab"
            if line.endswith(" "):
                yield f"{source.name(file)}:{number}: blanks at the end"


def rule_names(source):
    """A header that declares a type is named after it; all names begin with cpg."""
    for file in source.files:
        if not re.fullmatch(r"cpg(-[a-z0-9]+)*(-private)?\.[ch]", file.name):
            yield f"{source.name(file)}: a file is called cpg-words-of-the-type"
        if not file.name.endswith(".h"):
            continue
        types = re.findall(r"^\s*G_DECLARE_\w+\s*\(\s*(\w+)", file.read_text(), re.M)
        stem = file.name[:-2].removesuffix("-private")
        wanted = "".join(word.capitalize() for word in stem.split("-"))
        if types and types != [wanted]:
            yield f"{source.name(file)}: declares {', '.join(types)}, and {wanted} by its name"


def statements(text):
    """The declarations of a header, without comments, macros and bodies."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"^[ \t]*#(?:.*\\\n)*.*$", "", text, flags=re.M)
    text = re.sub(r"\b(G_BEGIN_DECLS|G_END_DECLS)\b", ";", text)
    text = DEFINE.sub(";", text)
    text = DECLARE.sub(lambda match: match.group(0) + ";", text)
    depth = 0
    statement = ""
    for char in text:
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0 and re.search(r"\)\s*$", statement):
                statement = ""  # the body of an inline function ends a statement
        elif depth == 0 and char == ";":
            yield " ".join(statement.split())
            statement = ""
        elif depth == 0:
            statement += char


def rule_visibility(source):
    """CPG_AVAILABLE_IN_... stands before every public function, and before no private one."""
    for file in source.headers:
        private = file.name.endswith("-private.h")
        for statement in statements(file.read_text()):
            if statement.startswith(("typedef", "struct", "static inline", "extern \"C")):
                continue
            marked = statement.startswith("CPG_AVAILABLE_IN_")
            if private and marked:
                yield f"{source.name(file)}: a private header exports: {statement}"
            elif not private and not marked and (
                    PUBLIC_FUNCTION.search(statement) or statement.startswith("G_DECLARE_")):
                yield f"{source.name(file)}: no CPG_AVAILABLE_IN_ALL before: {statement}"


def rule_versions(source):
    """The newest version is the same everywhere."""
    version = re.search(r"^  version: '(.*)',$", (source.root / "meson.build").read_text(), re.M).group(1)
    for name, pattern in VERSIONS.items():
        found = re.search(pattern, (source.root / name).read_text(), re.M)
        if not found or found.group(1) != version:
            yield f"{name}: {found.group(1) if found else 'nothing'}, where meson.build says {version}"


def main():
    rules = {name[5:]: rule for name, rule in globals().items() if name.startswith("rule_")}
    if len(sys.argv) != 3 or sys.argv[1] not in rules:
        sys.exit(f"{__doc__}\nRULE is one of: {' '.join(rules)}")
    rule = rules[sys.argv[1]]
    source = Source(sys.argv[2])
    if not source.files:
        sys.exit(f"no source in {sys.argv[2]}")
    faults = list(rule(source))
    for fault in faults:
        print(fault)
    if faults:
        sys.exit(f"{rule.__doc__} {len(faults)} fault(s).")


main()
