#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors

# run-and-compare.sh EXPECTED COMMAND...
#
# Fails unless the command succeeds and prints what is in the file EXPECTED.

expected=$1
shift

{ "$@" || echo "It failed with status $?"; } | diff -u "$expected" -
