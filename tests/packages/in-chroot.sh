#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
#
# in-chroot.sh CHROOT COMMAND
#
# Runs a command of the shell in the system that make-chroot.sh has made. To be
# run as root, best in a name space of its own for mounts.
set -eu

chroot=$1
command=$2

mounted=false
if mount -t proc proc "$chroot/proc" 2>/dev/null; then
  mounted=true
fi
status=0
chroot "$chroot" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
  DEBIAN_FRONTEND=noninteractive ${http_proxy:+http_proxy="$http_proxy"} sh -c "$command" || status=$?
! $mounted || umount "$chroot/proc"
exit $status
