#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
#
# check-subproject.sh MESON SOURCE_ROOT
#
# Builds a project that has cpglib as a Meson subproject, and runs it.
set -eu

meson=$1
source_root=$2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

mkdir -p "$tmp/project/subprojects"
cp "$source_root/tests/house/subproject/meson.build" "$source_root/tests/house/subproject/main.c" "$tmp/project/"
ln -s "$source_root" "$tmp/project/subprojects/cpglib"

# A cpglib that is installed must not be taken instead.
cd "$tmp/project"
"$meson" setup --wrap-mode=forcefallback build
"$meson" compile -C build
"$meson" devenv -C build "$tmp/project/build/main"
