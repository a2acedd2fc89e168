#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
#
# check-symbols.sh [--update] LIBRARY LIST
#
# Compares what the library exports with the list that is checked in: a symbol
# that comes or goes is meant, or it is a mistake. --update writes the list.
set -eu

LC_ALL=C
export LC_ALL

update=false
if [ "$1" = --update ]; then
  update=true
  shift
fi
library=$1
list=$2

now=$(nm -D --defined-only "$library" | awk '{ print $3 }' | sort)

if $update; then
  printf '%s\n' "$now" >"$list"
  exit 0
fi

strangers=$(printf '%s\n' "$now" | grep -v '^_*cpg_' || true)
if [ -n "$strangers" ]; then
  echo "exported, but the name doesn't begin with cpg_:"
  printf '%s\n' "$strangers"
  exit 1
fi

if ! printf '%s\n' "$now" | diff -u --label "$list" --label exported "$list" -; then
  echo "The exported symbols are not those of the list. If that is meant:"
  echo "  tests/house/check-symbols.sh --update build/cpglib/libcpglib-1.0.so.0 tests/house/symbols.list"
  exit 1
fi
