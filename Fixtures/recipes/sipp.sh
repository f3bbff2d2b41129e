# shellcheck shell=bash
# Runs one side of a call with SIPp.

readonly CALLER_PORT=5060 CALLEE_PORT=5060
readonly CALLER_MEDIA_PORT=30000 CALLEE_MEDIA_PORT=40000
readonly CALLER_USER=+15551230001 CALLEE_USER=+15551230002

# voices: what both sides play. Pitch, SSRC and numbering differ; the caller's sequence
# numbers wrap around within the call.
voices() {
  local pcap="$RECIPES/media/rtp_pcap.py"
  python3 "$pcap" "$SCRATCH/caller.pcap" caller 300 900 60 65500 4000000000 2b7e1516
  python3 "$pcap" "$SCRATCH/callee.pcap" callee 2400 1200 60 12000 160000 9d3a07c4
}

# sipp_transport udp|tcp: SIPp's name for it.
sipp_transport() {
  case $1 in
    udp) echo u1 ;;
    tcp) echo t1 ;;
  esac
}

# sipp_run NAMESPACE SCENARIO SIDE TRANSPORT ADDRESS PORT MEDIA_PORT [SIPP_ARGUMENT...]
sipp_run() {
  local namespace=$1 scenario=$2 side=$3 transport=$4 address=$5 port=$6 media_port=$7
  shift 7
  # SIPp looks for the voices next to the scenario.
  cp "$RECIPES/scenarios/$scenario/$side.xml" "$SCRATCH/$side.xml"
  start "$SCRATCH/$side.log" ip netns exec "$namespace" sipp -sf "$SCRATCH/$side.xml" \
    -t "$(sipp_transport "$transport")" -i "$address" -p "$port" -mp "$media_port" -m 1 \
    -nostdin -trace_err -error_file "$SCRATCH/$side.errors" "$@"
}

# sipp_succeeds PID SIDE: its exit status, and no line in its error file.
sipp_succeeds() {
  local status=0
  wait "$1" || status=$?
  if ((status != 0)) || [[ -s $SCRATCH/$2.errors ]]; then
    cat "$SCRATCH/$2.log" "$SCRATCH/$2.errors" >&2 2>/dev/null || true
    fail "the $2 failed with status $status"
  fi
}

# sipp_pair SCENARIO TRANSPORT CALLER_NAMESPACE CALLER_ADDRESS CALLER_PORT
#           CALLEE_NAMESPACE CALLEE_ADDRESS CALLEE_PORT
sipp_pair() {
  local scenario=$1 transport=$2 callee_pid caller_pid
  voices
  sipp_run "$6" "$scenario" callee "$transport" "$7" "$8" "$CALLEE_MEDIA_PORT"
  callee_pid=$STARTED_PID
  await_port "$6" "$transport" "$8"
  sipp_run "$3" "$scenario" caller "$transport" "$4" "$5" "$CALLER_MEDIA_PORT" \
    -cid_str '%u-%p-5c1e77@%s' -auth_uri "$CALLEE_USER@$(uri_host "$7"):$8" "$(uri_host "$7"):$8"
  caller_pid=$STARTED_PID
  sipp_succeeds "$caller_pid" caller
  sipp_succeeds "$callee_pid" callee
}

uri_host() {
  if [[ $1 == *:* ]]; then echo "[$1]"; else echo "$1"; fi
}
