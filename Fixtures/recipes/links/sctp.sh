#!/usr/bin/env bash
# Puts the messages of a call over UDP into chunks of SCTP, by text2pcap: without an association.
#
# usage: sctp.sh CALL.pcap TO.pcap
set -euo pipefail

SCRATCH=$(mktemp -d)
trap 'rm -rf "$SCRATCH"' EXIT
number=0
while IFS=$'\t' read -r time from to payload; do
  number=$((number + 1))
  # The form that text2pcap reads: a time, and bytes behind an offset.
  printf '%s\n000000 %s\n' "$(date -u -d "@$time" '+%F %T.%N')" "$(sed 's/../& /g' <<<"$payload")" |
    TZ=UTC text2pcap -q -F pcap -t '%F %T.%f' -4 "$from,$to" -S 5060,5060,0 - "$SCRATCH/$number.pcap"
done < <(tshark -r "$1" -Y sip -T fields -e frame.time_epoch -e ip.src -e ip.dst -e udp.payload)
mergecap -F pcap -w "$2" "$SCRATCH"/*.pcap
