# shellcheck shell=bash
# One tcpdump around one call.

# A call is far shorter; a runaway one must not fill the disk.
readonly MOST_PACKETS=2000

# capture_start NAMESPACE INTERFACE [TCPDUMP_ARGUMENT...]: writes $SCRATCH/raw.pcap
capture_start() {
  local namespace=$1 interface=$2
  shift 2
  start "$SCRATCH/tcpdump.log" ip netns exec "$namespace" tcpdump -Z root -n -i "$interface" \
    -U --immediate-mode -c "$MOST_PACKETS" -w "$SCRATCH/raw.pcap" "$@"
  CAPTURE_PID=$STARTED_PID
  await_text "$SCRATCH/tcpdump.log" 'listening on'
}

# capture_both NAMESPACE INTERFACE SNAP_LENGTH INTERFACE SNAP_LENGTH: by dumpcap, into one pcapng.
capture_both() {
  start "$SCRATCH/dumpcap.log" ip netns exec "$1" dumpcap -q -i "$2" -s "$3" -i "$4" -s "$5" -c "$MOST_PACKETS" \
    -w "$SCRATCH/raw.pcap"
  CAPTURE_PID=$STARTED_PID
  await_text "$SCRATCH/dumpcap.log" 'File:'
}

# A firewall hands its log out once a second.
capture_begins() {
  await "the first packet" capture_holds_packets
}

capture_holds_packets() {
  (($(stat -c %s "$SCRATCH/raw.pcap") > 24))
}

capture_stop() {
  SEEN_SIZE=-1
  await "the end of the traffic" capture_is_quiet
  stop "$CAPTURE_PID" INT
}

# The last packet may still be on its way from the kernel to the file.
capture_is_quiet() {
  local size before=$SEEN_SIZE
  size=$(stat -c %s "$SCRATCH/raw.pcap")
  SEEN_SIZE=$size
  ((size == before))
}
