#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
#
# try-tools.sh
#
# Uses the commands that are installed.
set -eu

fail() {
  echo "not ok: $*"
  exit 1
}

cpg-inspect --version
cpg-inspect Cpg-1.0
cpg-inspect --idl Cpg-1.0 PropertyNotifySink | grep -q 'uuid(9bfbbc02-eff1-101a-84ed-00aa00341d07)' || fail 'no IDL'
cpg-inspect Cpg-1.0 Nobody && fail 'found nobody'

status=0
cpg-inspect --trace sh -c 'exit 3' || status=$?
[ $status = 3 ] || fail "the status of a program is $status"

# A Tab finds the completion where bash-completion looks for it.
[ -f /usr/share/bash-completion/bash_completion ] || exit 0
offered=$(bash -c '
  . /usr/share/bash-completion/bash_completion
  _completion_loader cpg-inspect || [ $? = 124 ]
  COMP_WORDS=(cpg-inspect Cp) COMP_CWORD=1
  _cpg_inspect
  echo "${COMPREPLY[@]}"')
[ "$offered" = Cpg-1.0 ] || fail "completion offers $offered"
