#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
#
# check-symbols.sh [--update] LIBRARY LIST
#
# Compares what the library exports with the list that is checked in: a symbol
# that comes or goes is meant, or it is a mistake. --update writes the list.
#
# The same for the file that Debian's tools want, in which each symbol has the
# version that brought it.
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

source_root=$(dirname -- "$0")/../..
debian=$source_root/debian/libcpglib-1.0-0.symbols

now=$(nm -D --defined-only "$library" | awk '{ print $3 }' | sort)

if $update; then
  printf '%s\n' "$now" >"$list"
  version=$(sed -n "s/^  version: '\(.*\)',/\1/p" "$source_root/meson.build")
  # Symbols that it knows keep their version.
  printf '%s\n' "$now" | awk -v version="$version" '
    NR == FNR { if (/^ /) known[$1] = $0; else print; next }
    { name = $1 "@Base"; print name in known ? known[name] : " " name " " version }
  ' "$debian" - >"$debian.new"
  mv "$debian.new" "$debian"
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

in_debian=$(sed -n 's/^ \([^@]*\)@Base .*/\1/p' "$debian")
if ! printf '%s\n' "$in_debian" | diff -u --label "$debian" --label exported - "$list"; then
  echo 'The same command updates this file.'
  exit 1
fi
