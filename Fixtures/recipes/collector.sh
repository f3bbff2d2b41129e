# shellcheck shell=bash
# Calls that are reported to a collector by HEP, on the wire's own address.

readonly COLLECTOR_PORT=9060

# Takes what comes and answers nothing.
collector_start() {
  start "$SCRATCH/collector.log" ip netns exec "$WIRE" python3 "$RECIPES/proxy/collector.py" "$PROXY_V4" \
    "$COLLECTOR_PORT" "$LONGEST_SECONDS"
  COLLECTOR_PID=$STARTED_PID
  await_port "$WIRE" tcp "$COLLECTOR_PORT"
}

# call_reported_by_proxy [KAMAILIO_ARGUMENT...]: a call through Kamailio, which reports it itself.
call_reported_by_proxy() {
  local callee_pid
  collector_start
  proxy_start "$@"
  through_proxy_start
  callee_pid=$STARTED_PID
  through_proxy_finish "$callee_pid"
  stop "$COLLECTOR_PID"
}

# call_reported_by_sngrep SCENARIO TRANSPORT v4|v6: a call that sngrep sees pass by and reports.
call_reported_by_sngrep() {
  collector_start
  start "$SCRATCH/sngrep.log" ip netns exec "$WIRE" sngrep -F -N -d br0 -H "udp:$PROXY_V4:$COLLECTOR_PORT"
  local sngrep_pid=$STARTED_PID
  await_text "$SCRATCH/sngrep.log" Dialog
  call_sipp "$@"
  await "as many reports as messages" all_are_reported
  stop "$sngrep_pid"
  stop "$COLLECTOR_PID"
}

# sngrep looks twice a second. A message is seen at each of the three interfaces of the bridge.
all_are_reported() {
  (($(count "$SCRATCH/raw.pcap" "udp.dstport == $COLLECTOR_PORT") * 3 == $(count "$SCRATCH/raw.pcap" sip)))
}
