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
