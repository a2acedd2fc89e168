# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
#
# shellcheck shell=bash
#
# Completion of cpg-inspect in bash.

# The namespaces that are installed, a line each.
_cpg_inspect_namespaces() {
  local IFS=: directory file
  for directory in $GI_TYPELIB_PATH /usr/local/lib/girepository-1.0 /usr/lib/girepository-1.0 \
    /usr/lib64/girepository-1.0 /usr/local/lib/*/girepository-1.0 /usr/lib/*/girepository-1.0; do
    for file in "$directory"/*.typelib; do
      if [[ -e $file ]]; then
        file=${file##*/}
        printf '%s\n' "${file%.typelib}"
      fi
    done
  done
}

_cpg_inspect() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} i
  COMPREPLY=()

  # What comes after --trace is a program and its own arguments.
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -t | --trace)
        for ((i++; i < COMP_CWORD; i++)); do
          [[ ${COMP_WORDS[i]} == -* ]] || break
        done
        if declare -F _command_offset >/dev/null; then
          _command_offset "$i"
        elif ((i == COMP_CWORD)); then
          mapfile -t COMPREPLY < <(compgen -c -f -- "$word")
        else
          mapfile -t COMPREPLY < <(compgen -f -- "$word")
        fi
        return
        ;;
    esac
  done

  # The = of --color=auto is a word of its own.
  if [[ $previous == --color || ($previous == = && ${COMP_WORDS[COMP_CWORD - 2]} == --color) ]]; then
    mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "${word#=}")
  elif [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W '--all --color= --help --idl --json --trace --version' -- "$word")
    if [[ ${COMPREPLY[0]} == *= ]]; then
      compopt -o nospace 2>/dev/null
    fi
  else
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(
      compgen -W "$(_cpg_inspect_namespaces | sort -u)" -- "$word"
      compgen -f -X '!*.typelib' -- "$word"
      compgen -f -X '!*.so*' -- "$word"
      compgen -d -- "$word"
    )
  fi
}

complete -F _cpg_inspect cpg-inspect
