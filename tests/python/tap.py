# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Cases, reported as TAP."""

import sys
import traceback


def run(cases):
    """Calls each function of a mapping by names, and exits."""
    failed = False
    print(f"1..{len(cases)}")
    for number, (name, body) in enumerate(cases.items(), 1):
        try:
            body()
            print(f"ok {number} - {name}", flush=True)
        except Exception:
            failed = True
            print(f"not ok {number} - {name}")
            for line in traceback.format_exc().splitlines():
                print(f"# {line}")
            sys.stdout.flush()
    sys.exit(failed)
