#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
#
# check-subproject.sh MESON SOURCE_ROOT
#
# Builds a project that has cpglib as a Meson subproject, by the wrap file that
# the README shows, and runs it. It has the archive of a release; that a folder
# does in its place is tried too.
set -eu

meson=$1
source_root=$2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

project=$source_root/tests/house/subproject
wrap=$project/subprojects/cpglib.wrap
# shellcheck disable=SC2016 # no command
sed -n '/^```ini$/,/^```$/p' "$source_root/README.md" | sed '1d;$d' | diff -u --label README.md - "$wrap"
folder=$(sed -n 's/^directory = //p' "$wrap")
archive=$(sed -n 's/^source_filename = //p' "$wrap")

# An archive has one folder, named like it.
mkdir -p "$tmp/release/$folder"
(cd "$source_root" && tar -c -f - COPYING cpglib docs introspection meson.build meson_options.txt tools) |
  tar -x -f - -C "$tmp/release/$folder"
cp -r "$project" "$tmp/from-archive"
mkdir "$tmp/from-archive/subprojects/packagefiles"
tar -c -J -f "$tmp/from-archive/subprojects/packagefiles/$archive" -C "$tmp/release" "$folder"
cd "$tmp/from-archive"
# A cpglib that is installed must not be taken instead.
"$meson" setup --wrap-mode=forcefallback build
"$meson" compile -C build
"$meson" devenv -C build "$PWD/build/main"

cp -r "$project" "$tmp/from-folder"
ln -s "$source_root" "$tmp/from-folder/subprojects/$folder"
cd "$tmp/from-folder"
"$meson" setup --wrap-mode=forcefallback build
