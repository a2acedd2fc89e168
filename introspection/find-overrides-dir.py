# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Prints where PyGObject finds overrides, under the prefix given.

A folder gi/overrides on sys.path is enough for PyGObject. Debian's Python
looks in /usr/local/lib/python3.N/dist-packages and /usr/lib/python3/dist-packages;
others in lib/python3.N/site-packages of their prefix.
"""

import site
import sys

prefix = sys.argv[1].rstrip("/")
minor = f"python{sys.version_info.major}.{sys.version_info.minor}"

# sys.path has only those that are there already.
inside = [path for path in sys.path + site.getsitepackages() if path.startswith(prefix + "/lib") and path.endswith("-packages")]
print((inside[0] if inside else f"{prefix}/lib/{minor}/site-packages") + "/gi/overrides")
