# shellcheck shell=bash
# The SIPp calls of cases.txt; softphone.sh and proxy.sh hold the others.

# call_sipp SCENARIO TRANSPORT v4|v6
call_sipp() {
  local caller=$CALLER_V4 callee=$CALLEE_V4
  if [[ $3 == v6 ]]; then caller=$CALLER_V6 callee=$CALLEE_V6; fi
  sipp_pair "$1" "$2" "$CALLER" "$caller" "$CALLER_PORT" "$CALLEE" "$callee" "$CALLEE_PORT"
}

# call_sipp_loopback SCENARIO TRANSPORT: both parties share one address.
call_sipp_loopback() {
  sipp_pair "$1" "$2" "$CALLER" 127.0.0.1 5061 "$CALLER" 127.0.0.1 5062
}

# call_ladder LADDER TRANSPORT v4|v6 [CALLER_ARGUMENT...]: the scenarios are made of ladders/LADDER.txt.
call_ladder() {
  local ladder=$1 transport=$2 caller=$CALLER_V4 callee=$CALLEE_V4
  if [[ $3 == v6 ]]; then caller=$CALLER_V6 callee=$CALLEE_V6; fi
  shift 3
  python3 "$RECIPES/ladder/to_sipp.py" "$RECIPES/ladders/$ladder.txt" "$SCRATCH"
  sipp_call "$transport" "$CALLER" "$caller" "$CALLER_PORT" "$CALLEE" "$callee" "$CALLEE_PORT" "$@"
}

# call_ladders TRANSPORT v4|v6 LADDER...: one after the other.
call_ladders() {
  local transport=$1 family=$2 ladder
  shift 2
  for ladder in "$@"; do call_ladder "$ladder" "$transport" "$family"; done
}

# call_beside_others SCENARIO TRANSPORT v4|v6: with five datagrams that the caller sends to itself.
call_beside_others() {
  ip netns exec "$CALLER" python3 -c 'import socket
for _ in range(5): socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(bytes(200), ("127.0.0.1", 9))'
  call_sipp "$@"
  # dumpcap gets packets in batches.
  await "the end of the call" capture_holds_end
}

capture_holds_end() {
  (($(count "$SCRATCH/raw.pcap" 'sip.Method == ACK') == 1))
}

# call_trunk LADDER TRANSPORT v4|v6: three calls of one shape, each with a line of ladders/LADDER.csv.
call_trunk() {
  call_ladder "$@" -m 3 -r 2 -inf "$RECIPES/ladders/$1.csv"
}
