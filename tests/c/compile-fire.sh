#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors

# compile-fire.sh LANGUAGE SOURCE ROOT BUILD-ROOT FLAGS COMPILER…
#
# CPG_FIRE() is checked by the compiler: what is right compiles without a
# warning, and each mistake in SOURCE does not compile.

set -u

language=$1
source=$2
root=$3
build_root=$4
flags=$5
shift 5

case $language in
  c)   flags="$flags -std=gnu11" ;;
  c++) flags="$flags -std=gnu++11" ;;
esac

# shellcheck disable=SC2086 # the flags are many words
compiles()
{
  "$@" -x $language -fsyntax-only -Wall -Wextra -Wshadow -Werror \
    "-I$root" "-I$build_root" $flags "$source"
}

mistakes=$(sed -n 's/^#ifdef //p' "$source")
n=1
failed=0

result()
{
  if [ "$1" = 0 ]; then
    echo "ok $n - $2"
  else
    echo "not ok $n - $2"
    failed=1
  fi
  n=$((n + 1))
}

echo "1..$(($(echo "$mistakes" | wc -l) + 1))"

output=$(compiles "$@" 2>&1 && { [ "$language" != c ] || compiles "$@" -std=c11 2>&1; })
status=$?
[ -z "$output" ] || echo "$output" | sed 's/^/# /'
result $status 'what is right'

for mistake in $mistakes; do
  if compiles "$@" "-D$mistake" >/dev/null 2>&1; then
    result 1 "$mistake compiles"
  else
    result 0 "$mistake"
  fi
done

exit $failed
