# shellcheck shell=bash
# Where a case is recorded: which network it needs and what is done to the raw capture.

# Long enough for two messages to cross on their way.
readonly SLOW_MS=40

# place_open PLACE: brings the network up and starts the capture.
place_open() {
  case $1 in
    # Without RTP, to stay small.
    signalling) segment_up && capture_start "$WIRE" br0 "portrange 5060-5061 or port 8080" ;;
    wire | cut-end | cut-start | swapped-answer | swapped-segments) segment_up && capture_start "$WIRE" br0 ;;
    # What a proxy and its collector see: the call as it is, and as it is reported. Without RTP, to stay small.
    collector) segment_up && capture_start "$WIRE" any -y LINUX_SLL2 -B 16384 'port 5060 or port 9060' ;;
    wire-twice) segment_up && capture_start "$WIRE" any -y LINUX_SLL ;;
    any-sll) segment_up && capture_start "$CALLER" any -y LINUX_SLL ;;
    any-sll2) segment_up && capture_start "$CALLER" any -y LINUX_SLL2 ;;
    nflog) segment_up && nflog_up && capture_start "$CALLER" nflog:5 ;;
    switch-*) switch_up "${1#switch-}" && capture_start "$WIRE" br0 ;;
    kernel-*) kernel_up "${1#kernel-}" && capture_start "$WIRE" br0 ;;
    pppoe) subscriber_up && capture_start "$WIRE" br0 ;;
    ppp) serial_up && capture_start "$CALLER" ppp0 ;;
    # Without what an access point sends ten times a second.
    wireless-*) wireless_up "${1#wireless-}" && capture_start "$WIRE" wlan0 'not subtype beacon' ;;
    mobile) mobile_up && capture_start "$WIRE" br0 ;;
    erf | cisco-hdlc) segment_up && capture_start "$WIRE" br0 ;;
    tunnel | bsd-null) tunnel_up 0 && capture_start "$CALLER" tun-fixture ;;
    # Raw IP whole, and Ethernet of which the headers are kept.
    two-interfaces) tunnel_up 0 && capture_both "$CALLER" tun-fixture 2048 lo 96 ;;
    slow-tunnel) tunnel_up "$SLOW_MS" && capture_start "$CALLER" tun-fixture ;;
    loopback | null) loopback_up && capture_start "$CALLER" lo ;;
    *) fail "unknown place '$1' in cases.txt" ;;
  esac
}

# place_close PLACE FILE: stops the capture, leaves it as FILE in the form its name tells.
place_close() {
  local pcap="$SCRATCH/raw.pcap" done="$SCRATCH/done.pcap"
  if [[ $1 == nflog ]]; then capture_begins; fi
  capture_stop
  if [[ $(type -t "change_${1//-/_}") == function ]]; then
    "change_${1//-/_}" "$pcap" "$done"
    pcap=$done
  fi
  if [[ $2 == *.pcapng ]]; then
    editcap -F pcapng "$pcap" "$2"
  else
    cp "$pcap" "$2"
  fi
  stop_all
  network_down
}

change_null() {
  python3 "$RECIPES/convert/ethernet_to_null.py" "$1" "$2"
}

# As a BSD's loopback has it, by tcprewrite.
change_bsd_null() {
  tcprewrite --dlt=user --user-dlt=0 --user-dlink=02,00,00,00 --infile="$1" --outfile="$2"
}

# A serial line's, by tcprewrite; whoever speaks IPv6 or ARP beside the call can't be told in it.
change_cisco_hdlc() {
  tcprewrite --dlt=hdlc --hdlc-address=0x0f --hdlc-control=0 --infile="$1" --outfile="$2"
}

# The records of a capture card, by mergecap, which writes them with one extension header.
change_erf() {
  mergecap -F erf -w "$2.erf" "$1"
  editcap -F pcap "$2.erf" "$2"
}

# What pppd kept instead of what tcpdump saw, which had no PPP in it any more.
change_ppp() {
  editcap -F pcap "$SCRATCH/line.pppd" "$2"
}

# Ends within the call, a little before the BYE.
change_cut_end() {
  editcap -F pcap -r "$1" "$2" "1-$(($(frame_of "$1" 1 'sip.Method == BYE') - 10))"
}

# Begins after the answer.
change_cut_start() {
  editcap -F pcap "$1" "$2" "1-$(frame_of "$1" 1 'sip.Status-Code == 200')"
}

# The answer and its ACK, and two RTP packets, change places in the file and keep their times.
change_swapped_answer() {
  local swap="$RECIPES/convert/swap_packets.py"
  python3 "$swap" with-times "$1" "$SCRATCH/swapped.pcap" \
    "$(frame_of "$1" 1 'sip.Status-Code == 200')" "$(frame_of "$1" 1 'sip.Method == ACK')"
  python3 "$swap" with-times "$SCRATCH/swapped.pcap" "$2" "$(frame_of "$1" 20 rtp)" "$(frame_of "$1" 23 rtp)"
}

# The second TCP segment of the INVITE comes before the first.
change_swapped_segments() {
  python3 "$RECIPES/convert/swap_packets.py" without-times "$1" "$2" \
    "$(frame_of "$1" 1 'tcp.len > 0')" "$(frame_of "$1" 2 'tcp.len > 0')"
}

# frame_of FILE N FILTER: the number of the N-th frame that fits.
frame_of() {
  tshark -r "$1" -Y "$3" -T fields -e frame.number 2>/dev/null | sed -n "$2p"
}
