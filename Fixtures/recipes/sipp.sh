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

# sipp_transport udp|tcp|sctp: SIPp's name for it.
sipp_transport() {
  case $1 in
    udp) echo u1 ;;
    tcp) echo t1 ;;
    sctp) echo s1 ;;
  esac
}

# sipp_run NAMESPACE SIDE TRANSPORT ADDRESS PORT MEDIA_PORT [SIPP_ARGUMENT...]: $SCRATCH/SIDE.xml, once.
# SIPp looks for what it plays next to the scenario.
sipp_run() {
  local namespace=$1 side=$2 transport=$3 address=$4 port=$5 media_port=$6
  shift 6
  start "$SCRATCH/$side.log" ip netns exec "$namespace" sipp -sf "$SCRATCH/$side.xml" \
    -t "$(sipp_transport "$transport")" -i "$address" -p "$port" -mp "$media_port" -m 1 \
    -nostdin -trace_err -error_file "$SCRATCH/$side.errors" "$@"
}

# What SIPp writes above its errors, and one that it makes at the end of each call over SCTP.
readonly NO_ERROR='^The following events occurred:$|Failed to shutdown socket [0-9]+, errno = 95'

# sipp_succeeds PID SIDE: its exit status, and no line in its error file.
sipp_succeeds() {
  local status=0
  wait "$1" || status=$?
  if ((status != 0)) || grep -Eqsv "$NO_ERROR" "$SCRATCH/$2.errors"; then
    cat "$SCRATCH/$2.log" "$SCRATCH/$2.errors" >&2 2>/dev/null || true
    fail "the $2 failed with status $status"
  fi
}

# sipp_pair SCENARIO ARGUMENT_OF_SIPP_CALL...: a call by hand-written scenarios, with the voices.
sipp_pair() {
  cp "$RECIPES/scenarios/$1/"*.xml "$SCRATCH"
  voices
  shift
  sipp_call "$@"
}

# sipp_call TRANSPORT CALLER_NAMESPACE CALLER_ADDRESS CALLER_PORT
#           CALLEE_NAMESPACE CALLEE_ADDRESS CALLEE_PORT [SIPP_ARGUMENT...]
sipp_call() {
  local transport=$1 caller=("${@:2:3}") callee=("${@:5:3}") target callee_pid
  shift 7
  target="$(uri_host "${callee[1]}"):${callee[2]}"
  sipp_run "${callee[0]}" callee "$transport" "${callee[@]:1}" "$CALLEE_MEDIA_PORT" "$@"
  callee_pid=$STARTED_PID
  await_port "${callee[0]}" "$transport" "${callee[2]}"
  sipp_run "${caller[0]}" caller "$transport" "${caller[@]:1}" "$CALLER_MEDIA_PORT" \
    -cid_str '%u-%p-5c1e77@%s' -auth_uri "$CALLEE_USER@$target" "$@" "$target"
  sipp_succeeds "$STARTED_PID" caller
  sipp_succeeds "$callee_pid" callee
}

uri_host() {
  if [[ $1 == *:* ]]; then echo "[$1]"; else echo "$1"; fi
}
