#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
#
# check-installed.sh MESON BUILD_ROOT SOURCE_ROOT PREFIX LIBDIR CC [CXX]
#
# Installs into a folder of its own and uses what is there, and nothing else:
# a C program by pkg-config, the typelib from Python and JavaScript, the VAPI.
# The variables GIR, TOOLS, VAPI, PYTHON, GJS and VALAC (yes/no or a program) say what
# was built and what there is to try it with; empty is no. HOUSE_PYTHON is any Python.
set -eu

meson=$1
build_root=$2
source_root=$3
prefix=$4
libdir=$5
cc=$6
cxx=${7:-}

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
root=$tmp/root

fail() {
  echo "not ok: $*"
  exit 1
}

"$meson" install -C "$build_root" --no-rebuild --destdir "$root" --quiet

lib=$root$prefix/$libdir
[ -f "$lib/pkgconfig/cpglib-1.0.pc" ] || fail "no cpglib-1.0.pc in $prefix/$libdir/pkgconfig"
# A blank in a name is quoted there, by a backslash.
quoted() {
  printf 'prefix=%s\n' "$1" | sed 's/ /\\ /g'
}
grep -qxF "$(quoted "$prefix")" "$lib/pkgconfig/cpglib-1.0.pc" || fail "the .pc file has another prefix"

# The same file, moved to where the things are now.
mkdir "$tmp/pkgconfig"
{
  quoted "$root$prefix"
  grep -v '^prefix=' "$lib/pkgconfig/cpglib-1.0.pc"
} >"$tmp/pkgconfig/cpglib-1.0.pc"
PKG_CONFIG_PATH=$tmp/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
LD_LIBRARY_PATH=$lib
export PKG_CONFIG_PATH LD_LIBRARY_PATH

flags=$(pkg-config --cflags --libs cpglib-1.0)
# They are quoted for a shell.
eval "set -- $flags"
case $* in
  *"$root"*) ;;
  *) fail "pkg-config does not point there: $flags" ;;
esac
case $(pkg-config --print-requires cpglib-1.0 | tr '\n' ' ')$flags in
  *ffi*) fail "libffi is nobody's business: $flags" ;;
esac

# Every public header, and no private one.
installed=$(cd "$root$prefix/include/cpglib-1.0" && find cpglib -name '*.h' | LC_ALL=C sort)
wanted=$(cd "$source_root" && { find cpglib -name '*.h' ! -name '*-private.h'; \
                                echo cpglib/cpg-enum-types.h; echo cpglib/cpg-version.h; } | LC_ALL=C sort)
[ "$installed" = "$wanted" ] || fail "installed headers: $installed"

# The project of Getting started, as it is copied from there.
if pkg-config --exists 'gtk4 >= 4.8'; then
  mkdir "$tmp/project"
  "$HOUSE_PYTHON" "$source_root/tests/house/samples.py" --copy "$source_root/docs/getting-started.md" "$tmp/project"
  CC=$cc "$meson" setup "$tmp/project/build" "$tmp/project" >"$tmp/log" || { cat "$tmp/log"; fail 'no project'; }
  "$meson" compile -C "$tmp/project/build" >"$tmp/log" || { cat "$tmp/log"; fail 'the project does not build'; }
fi

cp "$source_root/tests/house/subproject/main.c" "$tmp/main.c"
# shellcheck disable=SC2086 # a list
$cc -Wall -Wextra -Werror -o "$tmp/main" "$tmp/main.c" "$@"
"$tmp/main"
if [ -n "$cxx" ]; then
  # shellcheck disable=SC2086 # a list
  $cxx -x c++ -Wall -Wextra -Werror -o "$tmp/main-cxx" "$tmp/main.c" -x none "$@"
  "$tmp/main-cxx"
fi

GI_TYPELIB_PATH=$lib/girepository-1.0
export GI_TYPELIB_PATH
if [ "${GIR:-no}" = yes ]; then
  [ -f "$root$prefix/share/gir-1.0/Cpg-1.0.gir" ] || fail 'no Cpg-1.0.gir'
  [ -f "$GI_TYPELIB_PATH/Cpg-1.0.typelib" ] || fail 'no Cpg-1.0.typelib'
  if [ -n "${PYTHON:-}" ]; then
    overrides=$(find "$root" -path '*/gi/overrides/Cpg.py')
    [ -n "$overrides" ] || fail 'no Python override'
    PYTHONPATH=${overrides%/gi/overrides/Cpg.py} "$PYTHON" -c '
import sys, gi
gi.require_version("Cpg", "1.0")
from gi.repository import Cpg
import gi.overrides.Cpg as override
assert override.__file__ == sys.argv[1], override.__file__
print("Python: an error is", Cpg.Error.NO_CONNECTION.value_nick)' "$overrides"
  fi
  if [ -n "${GJS:-}" ]; then
    [ -f "$root$prefix/share/gjs-1.0/overrides/Cpg.js" ] || fail 'no JavaScript override'
    XDG_DATA_DIRS=$root$prefix/share "$GJS" -c '
imports.gi.versions.Cpg = "1.0";
print("JavaScript: an error is", imports.gi.Cpg.Error.NO_CONNECTION);'
  fi
fi

if [ "${TOOLS:-no}" = yes ]; then
  [ -f "$root$prefix/share/man/man1/cpg-inspect.1" ] || fail 'no page of the manual'
  [ -f "$root$prefix/share/bash-completion/completions/cpg-inspect" ] || fail 'no completion'
  "$root$prefix/bin/cpg-inspect" Cpg-1.0 PropertyNotifySink
fi

if [ "${VAPI:-no}" = yes ]; then
  vapi=$root$prefix/share/vala/vapi
  [ -f "$vapi/cpglib-1.0.vapi" ] || fail 'no cpglib-1.0.vapi'
  if [ -n "${VALAC:-}" ]; then
    cat >"$tmp/main.vala" <<'VALA'
class Door : Cpg.Connectable {
}

void main () {
  var points = new Door ().list_connection_points ();
  print ("Vala: %u connection points\n", points.get_n_items ());
}
VALA
    (cd "$tmp" && "$VALAC" --vapidir="$vapi" --pkg cpglib-1.0 --pkg gio-2.0 -o main-vala main.vala -X -w && ./main-vala)
  fi
fi
