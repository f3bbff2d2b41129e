#!/bin/sh
# Process 1 of the kernel that kernel.sh starts, in a file system of memory with busybox only. Makes a root of the
# machine's own files, which a write does not reach, and runs the command in it; Fixtures alone is really written to.

# Says a status to qemu, which ends with it (isa-debug-exit), doubled and one more.
leave() {
  # shellcheck disable=SC2059
  printf "\\$(printf %o "$1")" | dd of=/dev/port bs=1 seek=244 2>/dev/null
}

share() {
  mount -t 9p -o "trans=virtio,version=9p2000.L,msize=262144,$3" "$1" "$2"
}

start() {
  mount -t devtmpfs dev /dev
  for module in /modules/*; do insmod "$module" || return; done
  mkdir -p /lower /memory /whole
  share root /lower ro,cache=loose || return
  mount -t tmpfs memory /memory && mkdir /memory/upper /memory/work || return
  mount -t overlay -o lowerdir=/lower,upperdir=/memory/upper,workdir=/memory/work overlay /whole || return
  mount -t proc proc /proc
  # The kernel looks for modules here, processes in the root that they know.
  mkdir -p /lib/modules /whole/lib/modules
  share modules /lib/modules ro,cache=loose && mount --bind /lib/modules /whole/lib/modules || return
  mount -t proc proc /whole/proc
  mount -t sysfs sys /whole/sys
  mount -t devtmpfs dev /whole/dev
  mkdir -p /whole/dev/pts
  mount -t devpts devpts /whole/dev/pts
  mount -t tmpfs tmp /whole/tmp
  mount -t tmpfs run /whole/run
  mkdir -p "/whole$FIXTURES"
  share fixtures "/whole$FIXTURES" rw || return
  chroot /whole /bin/bash -c "$(cat /command)" </dev/null
}

mkdir -p /proc
. /environment
start
leave $?
