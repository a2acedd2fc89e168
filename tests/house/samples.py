#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""samples.py --list FILE.md
samples.py --copy FILE.md FOLDER
samples.py FILE.md NAME [--cc=COMMAND] [--python=PROGRAM] [--gjs=PROGRAM] [--screen=COMMAND]

Runs a sample of a Markdown file and compares what it prints; or lists them, or
writes what can be seen of each into a folder, as somebody does who copies it.

A sample is a fenced block under a comment with its file name; what it is to
print is a fenced block under a comment with that name and the word output:

    <!-- hello.c -->
    ```c
    int main (void) { puts ("hello"); }
    ```

    <!-- hello.c output -->
    ```
    hello
    ```

Several blocks of one name are one program, in their order, and so are their
outputs. A part that a reader can do without is in the comment itself:

    <!-- hello.c
    #include <stdio.h>
    -->

It is run as the end of its name says: .c is compiled with --cc and the flags
of pkg-config for cpglib-1.0 (or $CPG_FLAGS), .py is given to --python, .js to
--gjs. A sample without an output block is only run. A missing program skips.
One that uses GTK is run by way of --screen, and only compiled without; where
there is no GTK 4.8 it is skipped. A meson.build is only copied.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

PART = re.compile(r"^<!-- ([\w.-]+\.(?:c|py|js|build))( output)?(?: -->\n+```(\w*)\n(.*?)^```$|\n(.*?)^-->$)", re.M | re.S)
FENCE = re.compile(r"^```(\w+)\n.*?^```$", re.M | re.S)
LANGUAGES = {".c": "c", ".py": "python", ".js": "js", ".build": "meson"}
SKIP = 77


def read(path):
    """The samples of a file by name, what is shown of them, and their outputs by name."""
    text = Path(path).read_text()
    samples, seen, outputs = {}, {}, {}
    n_shown = 0
    for name, output, language, shown, hidden in PART.findall(text):
        where = outputs if output else samples
        if shown and not output:
            n_shown += not name.endswith(".build")  # not every line of Meson is a whole file
            if language != LANGUAGES[Path(name).suffix]:
                sys.exit(f"{path}: {name} is marked as {language or 'nothing'}, not {LANGUAGES[Path(name).suffix]}")
            seen[name] = seen.get(name, "") + shown
        where[name] = where.get(name, "") + (shown or hidden)
    for name in samples:
        if Path(name).suffix == ".py" and Path(name).stem in getattr(sys, "stdlib_module_names", ()):
            sys.exit(f"{path}: {name} would be imported in place of Python's own module")
    for name in outputs.keys() - samples.keys():
        sys.exit(f"{path}: output of {name}, which is not there")
    unnamed = [language for language in FENCE.findall(text) if language in ("c", "python", "js")]
    if len(unnamed) != n_shown:
        sys.exit(f"{path}: {len(unnamed) - n_shown} block(s) of code have no file name, and are not tried")
    return samples, seen, outputs


def pkg_config(*arguments):
    return subprocess.run(["pkg-config", *arguments], check=True, capture_output=True, text=True).stdout


def run(name, body, options, folder):
    """Gives what the sample prints."""
    file = folder / name
    file.write_text(body)
    suffix = file.suffix
    if suffix == ".c":
        command = options.get("cc", "cc")
        flags = os.environ.get("CPG_FLAGS")
        if flags is None:
            flags = pkg_config("--cflags", "--libs", "cpglib-1.0")
        has_window = "#include <gtk/gtk.h>" in body
        if has_window:
            if subprocess.run(["pkg-config", "--exists", "gtk4 >= 4.8"]).returncode != 0:
                print(f"no GTK 4.8 for {name}")
                sys.exit(SKIP)
            flags += " " + pkg_config("--cflags", "--libs", "gtk4")
        program = folder / file.stem
        subprocess.run(shlex.split(command) + ["-Wall", "-Werror", "-o", str(program), str(file)] + shlex.split(flags),
                       check=True)
        arguments = [str(program)]
        if has_window:
            if "screen" not in options:
                print(f"{name} compiles; there is no screen to run it on")
                sys.exit(0)
            arguments = shlex.split(options["screen"]) + arguments
    else:
        interpreter = options.get({".py": "python", ".js": "gjs"}[suffix], "")
        if not interpreter:
            print(f"nothing to run {name} with")
            sys.exit(SKIP)
        arguments = [interpreter] + (["-m"] if suffix == ".js" else []) + [str(file)]
    result = subprocess.run(arguments, stdout=subprocess.PIPE, text=True, timeout=60, cwd=folder)
    if result.returncode != 0:
        sys.exit(f"{name} ends with {result.returncode}; it printed:\n{result.stdout}")
    return result.stdout


def main():
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    options = dict(argument[2:].partition("=")[::2] for argument in sys.argv[1:] if argument.startswith("--"))
    if "list" in options and len(arguments) == 1:
        print("\n".join(name for name in read(arguments[0])[0] if not name.endswith(".build")))
        return
    if len(arguments) != 2:
        sys.exit(__doc__)
    if "copy" in options:
        for name, text in read(arguments[0])[1].items():
            (Path(arguments[1]) / name).write_text(text)
        return
    path, name = arguments
    samples, _, outputs = read(path)
    if name not in samples:
        sys.exit(f"{path} has no {name}")
    with tempfile.TemporaryDirectory() as folder:
        printed = run(name, samples[name], options, Path(folder))
    if name in outputs and printed != outputs[name]:
        sys.exit(f"{name} prints\n{printed}where {path} says\n{outputs[name]}")
    print(f"{name}: as {path} says" if name in outputs else f"{name}: runs")


main()
