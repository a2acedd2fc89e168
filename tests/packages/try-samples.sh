#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
#
# try-samples.sh SUFFIX...
#
# Runs the samples of the README and of the first topic page whose names end so
# (.c .py .js), with the cpglib that is installed; without GTK, those without.
set -eu

root=$(dirname -- "$0")/../..

for page in README.md docs/getting-started.md; do
  for sample in $(python3 "$root/tests/house/samples.py" --list "$root/$page"); do
    for suffix; do
      case $sample in
        *"$suffix")
          python3 "$root/tests/house/samples.py" "$root/$page" "$sample" \
            --cc="${CC:-cc}" --python=/usr/bin/python3 --gjs=/usr/bin/gjs || [ $? -eq 77 ]
          ;;
      esac
    done
  done
done
