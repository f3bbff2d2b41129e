# shellcheck shell=bash
# Where a case is recorded: which network it needs and what is done to the raw capture.

# place_open PLACE: brings the network up and starts the capture.
place_open() {
  case $1 in
    wire) segment_up && capture_start "$WIRE" br0 ;;
    any-sll) segment_up && capture_start "$CALLER" any -y LINUX_SLL ;;
    any-sll2) segment_up && capture_start "$CALLER" any -y LINUX_SLL2 ;;
    tunnel) tunnel_up && capture_start "$CALLER" tun-fixture ;;
    loopback | null) loopback_up && capture_start "$CALLER" lo ;;
    *) fail "unknown place '$1' in cases.txt" ;;
  esac
}

# place_close PLACE FILE: stops the capture, leaves it as FILE in the form its name tells.
place_close() {
  local pcap="$SCRATCH/raw.pcap"
  capture_stop
  if [[ $1 == null ]]; then
    python3 "$RECIPES/convert/ethernet_to_null.py" "$pcap" "$SCRATCH/null.pcap"
    pcap="$SCRATCH/null.pcap"
  fi
  if [[ $2 == *.pcapng ]]; then
    editcap -F pcapng "$pcap" "$2"
  else
    cp "$pcap" "$2"
  fi
  stop_all
  network_down
}
