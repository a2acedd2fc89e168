#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
#
# In place of gtkdoc-mkhtml, which lets nobody add to its style: adds ours.
set -eu

gtkdoc-mkhtml "$@"
cat "$(dirname -- "$0")/pages.css" >>style.css
