# shellcheck shell=bash
# What a finished capture holds, in one line, and the limits it must keep.

readonly MOST_BYTES=120000

# count FILE FILTER: ESP that only signs is looked into.
count() {
  tshark -r "$1" -o esp.enable_null_encryption_decode_heuristic:TRUE -Y "$2" -T fields -e frame.number 2>/dev/null | wc -l
}

# summary CASE FILE
summary() {
  local file=$2 link
  link=$(capinfos -E "$file" | sed -n 's/^File encapsulation: *//p')
  # tshark knows RTP from the SDP, so a packet counts only if the call announced its port; it
  # also finds the RTP that an ICMP error quotes, and takes UDPTL for RTP of version 0.
  printf '%-28s %3d SIP  RTP %3d / %3d  %s\n' "$1" "$(count "$file" sip)" \
    "$(count "$file" "rtp.version == 2 && !icmp && !icmpv6 && udp.dstport#[-1] >= $CALLEE_MEDIA_PORT")" \
    "$(count "$file" "rtp.version == 2 && !icmp && !icmpv6 && udp.dstport#[-1] < $CALLEE_MEDIA_PORT")" "$link"
  (($(stat -c %s "$file") <= MOST_BYTES)) || fail "$file is larger than $MOST_BYTES bytes"
  # It does not put the pieces of a message on a WebSocket together, and what is encrypted holds what nobody sees.
  (($(count "$file" 'sip || websocket || tls || esp || wlan.fc.protected == 1') > 0)) || fail "$file holds no SIP"
}
