# shellcheck shell=bash
# Kamailio on the wire, at its own address.

# proxy_start [KAMAILIO_ARGUMENT...]
proxy_start() {
  # Kamailio takes the largest memory it may use at once; a call needs little.
  start "$SCRATCH/kamailio.log" ip netns exec "$WIRE" kamailio -DD -E -m 16 -M 4 \
    -f "$RECIPES/proxy/kamailio.cfg" -P "$SCRATCH/kamailio.pid" -Y "$SCRATCH" "$@"
  PROXY_PID=$STARTED_PID
  await_port "$WIRE" udp 5060
}

proxy_stop() {
  stop "$PROXY_PID"
}

# A call through the proxy; both legs are in the capture.
call_proxy() {
  local callee_pid
  proxy_start
  through_proxy_start
  callee_pid=$STARTED_PID
  through_proxy_finish "$callee_pid"
}

# The callee has two phones: one answers, the other one is told to stop ringing.
call_two_phones() {
  local callee_pid other_pid
  proxy_start -A TWO_PHONES
  python3 "$RECIPES/ladder/to_sipp.py" "$RECIPES/ladders/answered-elsewhere.txt" "$SCRATCH"
  mv "$SCRATCH/callee.xml" "$SCRATCH/other.xml"
  sipp_run "$CALLEE" other udp "$CALLEE_V4" 5070 41000
  other_pid=$STARTED_PID
  await_port "$CALLEE" udp 5070
  through_proxy_start
  callee_pid=$STARTED_PID
  through_proxy_finish "$callee_pid"
  sipp_succeeds "$other_pid" other
}

through_proxy_start() {
  cp "$RECIPES/scenarios/through-proxy/"*.xml "$SCRATCH"
  voices
  sipp_run "$CALLEE" callee udp "$CALLEE_V4" "$CALLEE_PORT" "$CALLEE_MEDIA_PORT"
  await_port "$CALLEE" udp "$CALLEE_PORT"
}

# through_proxy_finish CALLEE_PID
through_proxy_finish() {
  sipp_run "$CALLER" caller udp "$CALLER_V4" "$CALLER_PORT" "$CALLER_MEDIA_PORT" "$PROXY_V4:5060"
  sipp_succeeds "$STARTED_PID" caller
  sipp_succeeds "$1" callee
  proxy_stop
}

# The proxy as registrar; nobody is called.
call_register() {
  cp "$RECIPES/scenarios/register/caller.xml" "$SCRATCH"
  register
}

# call_ladder_register LADDER
call_ladder_register() {
  python3 "$RECIPES/ladder/to_sipp.py" "$RECIPES/ladders/$1.txt" "$SCRATCH"
  register
}

register() {
  proxy_start
  sipp_run "$CALLER" caller udp "$CALLER_V4" "$CALLER_PORT" "$CALLER_MEDIA_PORT" \
    -auth_uri example.com "$PROXY_V4:5060"
  sipp_succeeds "$STARTED_PID" caller
  proxy_stop
}
