#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
#
# check-packages.sh FOLDER <LIST-OF-FILES
#
# Builds the Debian packages from a copy of the files, which it reads the names
# of, lets lintian look at them, installs them into a system that has nothing
# else, and does there what debian/tests/control says. FOLDER gets the packages.
#
# That system is made by debootstrap, as root or by sudo, from where this one
# has its packages. Where that can't be done, or with CPG_PACKAGES_CHROOT=no,
# the packages are unpacked into a folder and used from there: that shows less,
# as it takes what they depend on from this system.
#
# shellcheck disable=SC2317 # what report calls
set -eu

folder=$1
here=$(cd -- "$(dirname -- "$0")" && pwd)
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH

as_root=
[ "$(id -u)" -eq 0 ] || as_root=sudo
# debootstrap can't have a blank in a name.
case ${TMPDIR:=/tmp} in
  *' '*) TMPDIR=/tmp ;;
esac
tmp=$(mktemp -d "$TMPDIR/cpglib-packages-XXXXXX")
clean_up() {
  # What debootstrap made belongs to root.
  [ ! -e "$tmp/chroot" ] || $as_root rm -rf --one-file-system "$tmp/chroot"
  rm -rf "$tmp"
}
# lintian forgets some of its files.
export TMPDIR="$tmp"
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

passed=0
failed=0
# report NAME COMMAND...: a step, whose output is shown if it fails.
report() {
  name=$1
  shift
  if "$@" >"$tmp/log" 2>&1 </dev/null; then
    passed=$((passed + 1))
    echo "ok: $name"
  else
    failed=$((failed + 1))
    tail -n 60 "$tmp/log"
    echo "not ok: $name"
    return 1
  fi
}
verdict() {
  echo "$passed passed, $failed failed, 0 skipped"
  [ "$failed" -eq 0 ] || exit 1
  exit 0
}

# Packages ---------------------------------------------------------------------

mkdir "$tmp/source"
tar -c -T - | tar -x -C "$tmp/source"
source=$tmp/source
build() {
  cd "$source" && dpkg-buildpackage -us -uc -b
}
look() {
  lintian --fail-on error,warning "$tmp"/*.changes
}
report 'the packages are built' build || verdict
report 'lintian has no complaint' look || true

rm -rf "$folder"
mkdir -p "$folder"
mv "$tmp"/*.deb "$tmp"/*.changes "$tmp"/*.buildinfo "$folder"
# Fresh, as somebody else would have it.
rm -rf "$source/obj-"* "$source/debian/tmp"
ls "$folder"

# Where they are used ----------------------------------------------------------

tab=$(printf '\t')
# Prints the tests: a line each, what one depends on, a tab, and its command.
tests() {
  awk 'BEGIN { RS = ""; FS = "\n" }
  {
    gsub(/\n[ \t]+/, " ")
    for (i = 1; i <= NF; i++) {
      name = value = $i
      sub(/:.*/, "", name)
      sub(/^[^:]*:[ \t]*/, "", value)
      field[name] = value
    }
    gsub(/,/, "", field["Depends"])
    print field["Depends"] "\t" field["Test-Command"]
  }' "$source/debian/tests/control"
}

# A name space of its own takes its mounts with it.
unshare=
make_chroot() {
  [ "${CPG_PACKAGES_CHROOT:-yes}" = yes ] || return 1
  $as_root true || return 1
  command -v debootstrap >/dev/null || return 1
  ! $as_root unshare --mount true || unshare='unshare --mount'
  # shellcheck disable=SC2086 # lists
  $as_root $unshare sh "$here/make-chroot.sh" "$tmp/chroot" "$folder" "$source"
}

if make_chroot >"$tmp/log" 2>&1; then
  echo 'made a system with nothing in it'
  in_chroot() {
    # shellcheck disable=SC2086 # lists
    $as_root $unshare sh "$here/in-chroot.sh" "$tmp/chroot" "$1"
  }
  tests >"$tmp/tests"
  while IFS=$tab read -r depends command; do
    report "installed: $depends" in_chroot "apt-get install -y --no-install-recommends $depends" || continue
    report "$command" in_chroot "cd /source && $command" || true
  done <"$tmp/tests"
  packages=$(cd "$folder" && for deb in *.deb; do printf '%s ' "${deb%%_*}"; done)
  report 'nothing is left of them' in_chroot "
    apt-get purge -y \$(dpkg-query -W -f '\${Package}\n' $packages 2>/dev/null)
    left=\$(find /etc /usr /var/lib/dpkg -name 'Cpg*' -o -name '*cpglib*' -o -name 'cpg-*')
    echo \"\$left\"
    [ -z \"\$left\" ]" || true
else
  cat "$tmp/log"
  echo 'no system could be made: the packages are used from a folder they are unpacked in'
  root=$tmp/root
  mkdir "$root"
  for deb in "$folder"/*.deb; do
    dpkg-deb -x "$deb" "$root"
  done
  lib=$(dirname "$(find "$root/usr/lib" -name 'libcpglib-1.0.so.0')")
  sed -i "s|^prefix=.*|prefix=$root/usr|" "$lib/pkgconfig/cpglib-1.0.pc"
  export PKG_CONFIG_PATH="$lib/pkgconfig" LD_LIBRARY_PATH="$lib" GI_TYPELIB_PATH="$lib/girepository-1.0"
  export PYTHONPATH="$root/usr/lib/python3/dist-packages" XDG_DATA_DIRS="$root/usr/share:/usr/local/share:/usr/share"
  export PATH="$root/usr/bin:$PATH"
  export VALAFLAGS="--vapidir=$root/usr/share/vala/vapi"
  unpacked() {
    cd "$source" && sh -c "$(printf '%s' "$1" | sed "s|/usr/share|$root/usr/share|g")"
  }
  tests >"$tmp/tests"
  while IFS=$tab read -r depends command; do
    report "$command" unpacked "$command" || true
  done <"$tmp/tests"
fi
verdict
