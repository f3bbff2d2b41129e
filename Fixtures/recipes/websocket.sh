# shellcheck shell=bash
# Calls over WebSockets, and what is hidden by TLS.

readonly WEBSOCKET_PORT=8080

# call_websocket [pieces] [compressed]: between two phones.
call_websocket() {
  local callee_pid
  start "$SCRATCH/callee.log" ip netns exec "$CALLEE" python3 "$RECIPES/websocket/phone.py" answer "$CALLEE_V4" \
    "$WEBSOCKET_PORT" "$@"
  callee_pid=$STARTED_PID
  await_text "$SCRATCH/callee.log" ready
  websocket_caller "$CALLEE_V4" "$@"
  wait "$callee_pid" || fail "the callee failed: $(tail -n 3 "$SCRATCH/callee.log")"
}

# Through Kamailio, which hands the call on over UDP.
call_websocket_proxy() {
  local callee_pid
  proxy_start -A WITH_TCP -A WITH_WS
  through_proxy_start
  callee_pid=$STARTED_PID
  websocket_caller "$PROXY_V4"
  sipp_succeeds "$callee_pid" callee
  proxy_stop
}

# websocket_caller ADDRESS [pieces] [compressed]
websocket_caller() {
  local address=$1
  shift
  start "$SCRATCH/caller.log" ip netns exec "$CALLER" python3 "$RECIPES/websocket/phone.py" call \
    "ws://$address:$WEBSOCKET_PORT" "$CALLER_V4" "$@"
  wait "$STARTED_PID" || fail "the caller failed: $(tail -n 3 "$SCRATCH/caller.log")"
}

# A request in TLS, to a server that sends each line back.
call_tls() {
  local server_pid
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=example.com \
    -keyout "$SCRATCH/key.pem" -out "$SCRATCH/certificate.pem" 2>/dev/null
  start "$SCRATCH/callee.log" ip netns exec "$CALLEE" openssl s_server -accept "$CALLEE_V4:5061" -naccept 1 -rev \
    -key "$SCRATCH/key.pem" -cert "$SCRATCH/certificate.pem"
  server_pid=$STARTED_PID
  await_port "$CALLEE" tcp 5061
  # A closed standard input would end the client before the answer.
  start "$SCRATCH/caller.log" ip netns exec "$CALLER" bash -c "(printf 'OPTIONS sip:bob@example.com SIP/2.0\r\n\
Via: SIP/2.0/TLS $CALLER_V4:5061;branch=z9hG4bKtls\r\nCall-ID: tls@example.com\r\nCSeq: 1 OPTIONS\r\n\r\n'; sleep 0.5) |
    openssl s_client -quiet -no_ign_eof -connect '$CALLEE_V4:5061'"
  wait "$STARTED_PID" || fail "the client failed: $(tail -n 3 "$SCRATCH/caller.log")"
  wait "$server_pid" || fail "the server failed: $(tail -n 3 "$SCRATCH/callee.log")"
}
