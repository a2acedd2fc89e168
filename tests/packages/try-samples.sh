#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
#
# try-samples.sh SUFFIX...
#
# Runs the README's samples whose names end so (.c .py .js), with the cpglib
# that is installed.
set -eu

root=$(dirname -- "$0")/../..

for sample in $(python3 "$root/tests/house/readme-samples.py" --list "$root/README.md"); do
  for suffix; do
    case $sample in
      *"$suffix")
        python3 "$root/tests/house/readme-samples.py" "$root/README.md" "$sample" \
          --cc="${CC:-cc}" --python=/usr/bin/python3 --gjs=/usr/bin/gjs
        ;;
    esac
  done
done
