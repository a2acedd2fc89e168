# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""What the tests of cpg-inspect share: the program, and how it is called."""

import os
import subprocess

INSPECT = os.environ["CPG_INSPECT"]
SOURCE = os.environ["TOOLS_SOURCE_DIR"]
BUILD = os.environ["TOOLS_BUILD_DIR"]


def run(*arguments, env=(), **how):
    """Gives the exit status, what it printed, and what it complained of."""
    how.setdefault("stdin", subprocess.DEVNULL)
    done = subprocess.run([INSPECT, *arguments], env={**os.environ, "LC_ALL": "C.UTF-8", **dict(env)}, encoding="utf-8",
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, **how)
    return done.returncode, done.stdout, done.stderr
