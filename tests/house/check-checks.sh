#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
#
# check-checks.sh PYTHON SOURCE_ROOT
#
# Breaks each rule of check-source.py once, in a copy, and sees it notice.
set -eu

python=$1
source_root=$2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
bad=0

# breaks RULE FILE SED-SCRIPT...: RULE must fail once FILE is edited so.
breaks() {
  rule=$1
  file=$2
  shift 2
  rm -rf "$tmp/tree"
  mkdir "$tmp/tree"
  for name in cpglib debian tools meson.build NEWS.md README.md; do
    cp -r "$source_root/$name" "$tmp/tree/"
  done
  if ! "$python" "$source_root/tests/house/check-source.py" "$rule" "$tmp/tree" >"$tmp/out" 2>&1; then
    echo "not ok: $rule fails on the sources as they are:"
    cat "$tmp/out"
    bad=1
    return
  fi
  sed -i "$@" "$tmp/tree/$file"
  if "$python" "$source_root/tests/house/check-source.py" "$rule" "$tmp/tree" >"$tmp/out" 2>&1; then
    echo "not ok: $rule does not notice: sed $* $file"
    bad=1
  else
    echo "ok: $rule: $(head -n 1 "$tmp/out")"
  fi
}

breaks layers cpglib/contract/cpg-guid.c '/#include "config.h"/a #include <cpglib/signals/cpg-sink.h>'
breaks layers cpglib/engine/cpg-table.c '/#include "config.h"/a #include <cpglib/cpg.h>'
breaks private cpglib/signals/cpg-sink.h '/#pragma once/a #include <cpglib/engine/cpg-table-private.h>'
breaks umbrella cpglib/cpg.h '/cpg-guid.h/d'
breaks umbrella cpglib/cpg.h '/cpg-guid.h/a #include <cpglib/contract/cpg-unheard-of.h>'
breaks umbrella cpglib/meson.build '/cpg-guid.h/d'
breaks license cpglib/contract/cpg-guid.h '/SPDX-License/d'
breaks license tools/cpg-inspect.1 '/SPDX-License/d'
breaks names cpglib/contract/cpg-method.h 's/(CpgMethod,/(CpgManner,/'
breaks visibility cpglib/contract/cpg-guid.h '/^CPG_AVAILABLE_IN_ALL/d'
breaks visibility cpglib/contract/cpg-method.h '0,/^CPG_AVAILABLE_IN_ALL/{//d}'
breaks visibility cpglib/contract/cpg-method-private.h 's/^CpgMethod \*cpg_method_create/CPG_AVAILABLE_IN_ALL &/'
breaks text cpglib/contract/cpg-guid.c 's/^  return/\treturn/'
breaks text cpglib/contract/cpg-guid.c 's/;$/; /'
breaks versions meson.build "s/^  version: '.*'/  version: '1.0.1'/"
breaks versions debian/changelog '1s/(.*)/(0.9)/'
exit $bad
