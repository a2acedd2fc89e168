#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""samples.py --list FILE.md
samples.py FILE.md NAME [--cc=COMMAND] [--python=PROGRAM] [--gjs=PROGRAM]

Runs a sample of a Markdown file and compares what it prints.

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
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

PART = re.compile(r"^<!-- ([\w.-]+\.(?:c|py|js))( output)?(?: -->\n+```(\w*)\n(.*?)^```$|\n(.*?)^-->$)", re.M | re.S)
FENCE = re.compile(r"^```(\w+)\n.*?^```$", re.M | re.S)
LANGUAGES = {".c": "c", ".py": "python", ".js": "js"}
SKIP = 77


def read(path):
    """The samples of a file by name, and their outputs by name."""
    text = Path(path).read_text()
    samples, outputs = {}, {}
    n_shown = 0
    for name, output, language, shown, hidden in PART.findall(text):
        where = outputs if output else samples
        if shown and not output:
            n_shown += 1
            if language != LANGUAGES[Path(name).suffix]:
                sys.exit(f"{path}: {name} is marked as {language or 'nothing'}, not {LANGUAGES[Path(name).suffix]}")
        where[name] = where.get(name, "") + (shown or hidden)
    for name in outputs.keys() - samples.keys():
        sys.exit(f"{path}: output of {name}, which is not there")
    unnamed = [language for language in FENCE.findall(text) if language in LANGUAGES.values()]
    if len(unnamed) != n_shown:
        sys.exit(f"{path}: {len(unnamed) - n_shown} block(s) of code have no file name, and are not tried")
    return samples, outputs


def run(name, body, options, folder):
    """Gives what the sample prints."""
    file = folder / name
    file.write_text(body)
    suffix = file.suffix
    if suffix == ".c":
        command = options.get("cc", "cc")
        flags = os.environ.get("CPG_FLAGS")
        if flags is None:
            flags = subprocess.run(["pkg-config", "--cflags", "--libs", "cpglib-1.0"],
                                   check=True, capture_output=True, text=True).stdout
        program = folder / file.stem
        subprocess.run(shlex.split(command) + ["-Wall", "-Werror", "-o", str(program), str(file)] + shlex.split(flags),
                       check=True)
        arguments = [str(program)]
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
        print("\n".join(read(arguments[0])[0]))
        return
    if len(arguments) != 2:
        sys.exit(__doc__)
    path, name = arguments
    samples, outputs = read(path)
    if name not in samples:
        sys.exit(f"{path} has no {name}")
    with tempfile.TemporaryDirectory() as folder:
        printed = run(name, samples[name], options, Path(folder))
    if name in outputs and printed != outputs[name]:
        sys.exit(f"{name} prints\n{printed}where {path} says\n{outputs[name]}")
    print(f"{name}: as {path} says" if name in outputs else f"{name}: runs")


main()
