#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors

# with-xvfb.sh XVFB COMMAND...
#
# Runs a command with a screen that nobody sees. The server chooses a display that
# is free, so that several may run at the same time.
set -eu

xvfb=$1
shift

directory=$(mktemp -d)
server=
# shellcheck disable=SC2317 # the trap comes here
clean_up() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$directory"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# It writes the number of its display to the pipe once it is ready. A sanitizer
# that the command is to run with is none of its business.
mkfifo "$directory/display"
env -u LD_PRELOAD "$xvfb" -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp \
  3>"$directory/display" >"$directory/log" 2>&1 &
server=$!
if ! read -r display <"$directory/display"; then
  cat "$directory/log" >&2
  exit 1
fi

# Drawn without GL, which is not there; no bus that could be asked for anything;
# numbers as the tests know them. What an interrupted test leaves goes with the folder.
status=0
env LC_ALL=C.UTF-8 TMPDIR="$directory" DISPLAY=":$display" GDK_BACKEND=x11 GDK_DEBUG=gl-disable GSK_RENDERER=cairo \
  GTK_A11Y=none "$@" || status=$?
exit "$status"
