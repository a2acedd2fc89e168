#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
#
# make-chroot.sh CHROOT DEBS SOURCE
#
# Makes a small system like this one, which has its packages from where this
# one has them, and from the folder DEBS. SOURCE is its /source. To be run as
# root.
set -eu

chroot=$1
debs=$2
source=$3

suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
[ -n "$suite" ] || {
  echo 'this system has no code name'
  exit 1
}

# What this system's APT has of its own distribution: suite, address, name of
# the suite there, component, origin.
# shellcheck disable=SC2016 # APT's variables
apt-get indextargets --format '$(CODENAME) $(REPO_URI) $(RELEASE) $(COMPONENT) $(ORIGIN)' 'Identifier: Packages' |
  grep "^$suite" >"$chroot.sources" || true
base=$(grep "^$suite .* main " "$chroot.sources" | head -n 1)
mirror=$(echo "$base" | cut -d ' ' -f 2)
origin=$(echo "$base" | cut -d ' ' -f 5-)
[ -n "$mirror" ] || {
  echo "APT knows no packages of $suite"
  exit 1
}
include=
case $mirror in https:*) include=--include=ca-certificates ;; esac
proxy=
eval "$(apt-config shell proxy Acquire::http::Proxy)"
[ -z "$proxy" ] || export http_proxy="$proxy"

# shellcheck disable=SC2086 # may be empty
debootstrap --variant=minbase $include "$suite" "$chroot" "$mirror"

{
  while read -r _ address name component from; do
    [ "$from" != "$origin" ] || echo "deb $address $name $component"
  done <"$chroot.sources"
  echo 'deb [trusted=yes] file:/debs ./'
} >"$chroot/etc/apt/sources.list"
rm -f "$chroot.sources"
[ -z "$proxy" ] || echo "Acquire::http::Proxy \"$proxy\";" >"$chroot/etc/apt/apt.conf.d/99proxy"
cp /etc/hosts "$chroot/etc/hosts"

# It need not outlive a power failure.
echo force-unsafe-io >"$chroot/etc/dpkg/dpkg.cfg.d/unsafe-io"
# Nothing is to be started.
printf '#!/bin/sh\nexit 101\n' >"$chroot/usr/sbin/policy-rc.d"
chmod +x "$chroot/usr/sbin/policy-rc.d"

cp -r "$source" "$chroot/source"
cp -r "$debs" "$chroot/debs"
(cd "$chroot/debs" && dpkg-scanpackages --multiversion . >Packages)
chown -R 0:0 "$chroot/source" "$chroot/debs"
sh "$(dirname -- "$0")/in-chroot.sh" "$chroot" 'apt-get update'
