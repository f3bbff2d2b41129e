#!/usr/bin/env bash
# Brings recordings of this folder into the other formats of capture files, each by a tool that writes it.
#
# usage: Fixtures/recipes/formats/make.sh    writes Fixtures/formats anew; takes seconds, needs no root
#
# Needs, from Debian 12: apt-get install tshark zstd python3; and scapy (python3 -m pip install scapy)
set -euo pipefail

RECIPES=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly FIXTURES=$RECIPES/..
readonly OUT=$FIXTURES/formats
# Seven messages, and 20 packets of RTP either way.
readonly CALL=$FIXTURES/late-offer-udp/call.pcap
readonly SMALL=$FIXTURES/rejected-486-udp/call.pcap
readonly FRAMES_OF_A_FILE=12 LONGEST_SECONDS=20

SCRATCH=$(mktemp -d)
trap 'rm -rf "$SCRATCH"' EXIT
export PYTHONDONTWRITEBYTECODE=1

fail() {
  printf 'make.sh: %s\n' "$1" >&2
  exit 1
}

packed() {
  gzip -9nc "$CALL" >"$OUT/gzip.pcap.gz"
  zstd -19 -q -c "$CALL" >"$OUT/zstd.pcap.zst"
  # Several packed pieces in a row are one file, as `cat a.gz b.gz` leaves them.
  split -b 5000 "$CALL" "$SCRATCH/piece."
  gzip -9n "$SCRATCH"/piece.*
  cat "$SCRATCH"/piece.*.gz >"$OUT/gzip-members.pcap.gz"
  # Small enough to be cut off at each byte: five messages.
  gzip -9nc "$SMALL" >"$OUT/small.pcap.gz"
  zstd -19 -q -c "$SMALL" >"$OUT/small.pcap.zst"
  editcap -F pcapng "$SMALL" "$OUT/small.pcapng"
}

hostile() {
  # What --long looks back for takes a gigabyte of memory to unpack.
  zstd --long=30 -q -c <"$CALL" >"$OUT/window.pcap.zst"
  # A block of a gigabyte, all zero, of a kind that nobody knows; behind it the call.
  {
    editcap -F pcapng -r "$CALL" - 1
    printf '\x99\x0b\x00\x00\x0c\x00\x00\x40'
    head -c 1G /dev/zero
    printf '\x0c\x00\x00\x40'
    cat "$OUT/one-interface.pcapng"
  } | zstd -19 -q -c >"$OUT/bomb.pcapng.zst"
}

classic() {
  editcap -F nsecpcap "$CALL" "$OUT/nanoseconds.pcap"
  # With 24 bytes in front of each frame, as a patched libpcap of the nineties wrote it.
  editcap -F modpcap "$CALL" "$OUT/modified.pcap"
  # Only a machine of that order writes these by itself; scapy does it anywhere.
  python3 "$RECIPES/formats/big_endian.py" "$CALL" "$OUT"
}

pcapng() {
  editcap -F pcapng "$CALL" "$OUT/one-interface.pcapng"
  # if_tsresol says nanoseconds.
  editcap -F pcapng "$OUT/nanoseconds.pcap" "$OUT/nanoseconds.pcapng"
  python3 "$RECIPES/formats/pcapng_big_endian.py" "$OUT/one-interface.pcapng" "$OUT/big-endian.pcapng"
  # Ethernet, cooked and raw IP, an interface each: three calls.
  mergecap -I none -w "$OUT/several-interfaces.pcapng" "$FIXTURES"/{plain-udp,any-sll,raw-ip}/call.pcap
  # A section for each of the files that somebody put behind one another, the second of the other byte order.
  editcap -F pcapng -r "$CALL" "$SCRATCH/first.pcapng" 1-20
  editcap -F pcapng "$CALL" "$SCRATCH/rest.pcapng" 1-20
  python3 "$RECIPES/formats/pcapng_big_endian.py" "$SCRATCH/rest.pcapng" "$SCRATCH/rest-big.pcapng"
  cat "$SCRATCH/first.pcapng" "$SCRATCH/rest-big.pcapng" >"$OUT/sections.pcapng"
}

several_files() {
  # A call that spans two files.
  editcap -F pcap -c "$(($(capinfos -rcMT "$CALL" | cut -f 2) / 2 + 1))" "$CALL" "$SCRATCH/half.pcap"
  mv "$SCRATCH"/half_00000_*.pcap "$OUT/half-1.pcap"
  mv "$SCRATCH"/half_00001_*.pcap "$OUT/half-2.pcap"
  # The ring buffer of dumpcap, which reads from a pipe what comes from an interface otherwise.
  timeout "$LONGEST_SECONDS" dumpcap -q -i - -b "packets:$FRAMES_OF_A_FILE" -w "$SCRATCH/ring.pcapng" <"$CALL" \
    2>"$SCRATCH/dumpcap.log" || fail "dumpcap: $(<"$SCRATCH/dumpcap.log")"
  # Without the time of their making in the names.
  local file name
  for file in "$SCRATCH"/ring_*.pcapng; do
    name=${file##*/}
    cp "$file" "$OUT/${name%_*}.pcapng"
  done
  chmod 644 "$OUT"/ring_*.pcapng
}

rm -rf "$OUT"
mkdir "$OUT"
packed
classic
pcapng
several_files
capinfos -TmEc "$OUT"/*
hostile
