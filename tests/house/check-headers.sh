#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
#
# check-headers.sh LANGUAGE SOURCE_ROOT BUILD_ROOT COMPILER...
#
# Compiles every public header alone, with all warnings. LANGUAGE is c or c++.
set -eu

language=$1
source_root=$2
build_root=$3
shift 3

# -isystem: what is wrong with GLib's headers is not ours to mend.
glib=$(pkg-config --cflags gio-2.0 | sed 's/-I/-isystem /g')
case $language in
  c)   standards='gnu11 c11' ;;
  c++) standards='gnu++11 c++17' ;;
esac

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
bad=0
count=0
for header in "$source_root"/cpglib/*.h "$source_root"/cpglib/*/*.h "$build_root"/cpglib/*.h; do
  case $header in
    *-private.h | *'*'*) continue ;;
  esac
  header=cpglib/${header##*/cpglib/}
  count=$((count + 1))
  printf '#include <%s>\nextern int alone;\n' "$header" >"$tmp/alone.$language"
  for standard in $standards; do
    # shellcheck disable=SC2086 # $glib is a list
    if ! "$@" -x "$language" -std="$standard" -fsyntax-only -Wall -Wextra -Wpedantic -Wundef -Werror \
         -I "$source_root" -I "$build_root" $glib "$tmp/alone.$language"; then
      echo "not ok: $header does not compile alone (-x $language -std=$standard)"
      bad=1
    fi
  done
done

echo "$count headers"
[ "$count" -gt 0 ] || bad=1
exit $bad
