# shellcheck shell=bash
# Kamailio on the wire, at its own address.

proxy_start() {
  # Kamailio takes the largest memory it may use at once; a call needs little.
  start "$SCRATCH/kamailio.log" ip netns exec "$WIRE" kamailio -DD -E -m 16 -M 4 \
    -f "$RECIPES/proxy/kamailio.cfg" -P "$SCRATCH/kamailio.pid" -Y "$SCRATCH"
  PROXY_PID=$STARTED_PID
  await_port "$WIRE" udp 5060
}

proxy_stop() {
  stop "$PROXY_PID"
}

# A call through the proxy; both legs are in the capture.
call_proxy() {
  local callee_pid caller_pid
  proxy_start
  voices
  sipp_run "$CALLEE" through-proxy callee udp "$CALLEE_V4" "$CALLEE_PORT" "$CALLEE_MEDIA_PORT"
  callee_pid=$STARTED_PID
  await_port "$CALLEE" udp "$CALLEE_PORT"
  sipp_run "$CALLER" through-proxy caller udp "$CALLER_V4" "$CALLER_PORT" "$CALLER_MEDIA_PORT" "$PROXY_V4:5060"
  caller_pid=$STARTED_PID
  sipp_succeeds "$caller_pid" caller
  sipp_succeeds "$callee_pid" callee
  proxy_stop
}

call_register() {
  proxy_start
  sipp_run "$CALLER" register caller udp "$CALLER_V4" "$CALLER_PORT" "$CALLER_MEDIA_PORT" \
    -auth_uri example.com "$PROXY_V4:5060"
  sipp_succeeds "$STARTED_PID" caller
  proxy_stop
}
