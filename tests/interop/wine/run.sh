#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors

# run.sh PROGRAM [ARGUMENT...]
#
# Runs a program of winegcc's by $WINE, in $WINEPREFIX: without a display, and
# without a trace in the user's home or in /tmp, where the folder of its server
# would stay.
set -eu
mkdir -p "$WINEPREFIX"
HOME=$WINEPREFIX
TMPDIR=$WINEPREFIX
# It asks for no Mono and no Gecko of its own, and makes no menus.
WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe='
WINEDEBUG=-all
export HOME TMPDIR WINEDLLOVERRIDES WINEDEBUG
unset DISPLAY WAYLAND_DISPLAY
exec "$WINE" "$@"
