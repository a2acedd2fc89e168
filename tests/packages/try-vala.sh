#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
#
# try-vala.sh
#
# Compiles the example in Vala with the cpglib that is installed, and runs it.
set -eu

examples=$(dirname -- "$0")/../../examples
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# shellcheck disable=SC2086 # several
# Its C is valac's own affair.
valac --quiet --pkg cpglib-1.0 --pkg gio-2.0 ${VALAFLAGS:-} -X -w -d "$tmp" -o stock "$examples/vala/stock.vala"
"$examples/run-and-compare.sh" "$examples/vala/stock.expected" "$tmp/stock"
echo 'stock.vala: prints what it should'
