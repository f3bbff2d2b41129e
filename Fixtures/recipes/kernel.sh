#!/usr/bin/env bash
# Runs a command under a kernel of Debian's, which has all modules, on a machine whose own kernel lacks some.
#
# usage: sudo Fixtures/recipes/kernel.sh COMMAND [ARGUMENT...]
#        sudo Fixtures/recipes/kernel.sh Fixtures/record.sh recorded/4in4
#
# qemu starts it, for ten minutes at the most. It has the files of this machine, but what is written is gone with it:
# all except Fixtures. There is no network in it but what the command makes.
#
# Needs, from Debian 12: apt-get install qemu-system-x86 busybox-static kmod
set -euo pipefail

RECIPES=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
FIXTURES=$(dirname "$RECIPES")
readonly RECIPES FIXTURES
readonly UNPACKED=$FIXTURES/../.build/kernel
readonly LONGEST_SECONDS=600
# What is needed to see the files of this machine.
readonly FIRST_MODULES=(virtio_pci 9pnet_virtio 9p overlay)
SCRATCH=$(mktemp -d)
trap 'rm -rf "$SCRATCH"' EXIT

# The kernel's package, unpacked once; nothing of it is installed.
unpack() {
  local package
  if [[ -d $UNPACKED ]]; then return; fi
  package=$(apt-cache depends linux-image-amd64 | sed -n 's/^ *Depends: //p')
  (cd "$SCRATCH" && apt-get -qq -o APT::Sandbox::User=root download "$package")
  dpkg-deb -x "$SCRATCH/$package"_*.deb "$SCRATCH/unpacked"
  depmod -b "$SCRATCH/unpacked" "${package#linux-image-}"
  mkdir -p "$(dirname "$UNPACKED")"
  mv "$SCRATCH/unpacked" "$UNPACKED"
}

# first_files VERSION COMMAND...: what the kernel begins with, as $SCRATCH/first.cpio.
first_files() {
  local root=$SCRATCH/root version=$1 number=0 module
  shift
  mkdir -p "$root"/{bin,dev,modules}
  cp "$(command -v busybox)" "$root/bin/busybox"
  ln -s bin "$root/sbin"
  for applet in sh mount mkdir insmod modprobe chroot dd cat; do ln -s busybox "$root/bin/$applet"; done
  cp "$RECIPES/kernel/init.sh" "$root/init"
  chmod +x "$root/init"
  while read -r _ module; do
    number=$((number + 1))
    cp "$module" "$root/modules/$(printf %03d "$number").ko"
  done < <(modprobe -d "$UNPACKED" -S "$version" --show-depends -a "${FIRST_MODULES[@]}" | awk '!seen[$0]++')
  printf 'FIXTURES=%q\n' "$FIXTURES" >"$root/environment"
  printf 'cd %q && %s\n' "$PWD" "${*@Q}" >"$root/command"
  (cd "$root" && find . | busybox cpio -o -H newc >"$SCRATCH/first.cpio")
}

# share NAME FOLDER [OPTION]
share() {
  QEMU+=(-fsdev "local,id=$1,path=$2,security_model=none,multidevs=remap${3:+,$3}"
    -device "virtio-9p-pci,fsdev=$1,mount_tag=$1")
}

main() {
  local version status=0
  unpack
  version=$(basename "$UNPACKED"/lib/modules/*)
  first_files "$version" "$@"
  declare -a QEMU=(qemu-system-x86_64 -accel tcg -m 1024 -display none -serial stdio -no-reboot -nic none
    -kernel "$UNPACKED/boot/vmlinuz-$version" -initrd "$SCRATCH/first.cpio" -append "console=ttyS0 quiet loglevel=1 panic=-1"
    -device isa-debug-exit,iobase=0xf4)
  share root / readonly=on
  share modules "$UNPACKED/lib/modules" readonly=on
  share fixtures "$FIXTURES"
  timeout "$LONGEST_SECONDS" "${QEMU[@]}" </dev/null || status=$?
  ((status % 2 == 1)) && exit "$((status / 2))"
  printf 'kernel.sh: qemu ended with status %d\n' "$status" >&2
  exit 1
}

main "$@"
