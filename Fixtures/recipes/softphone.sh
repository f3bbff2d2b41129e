# shellcheck shell=bash
# A call between two baresip softphones with sound from files.

# softphone_start NAMESPACE SIDE ADDRESS USER RTP_PORT START_HZ END_HZ [BARESIP_ARGUMENT...]
softphone_start() {
  local namespace=$1 side=$2 address=$3 user=$4 rtp_port=$5 start_hz=$6 end_hz=$7 home="$SCRATCH/$2"
  shift 7
  mkdir -p "$home"
  python3 "$RECIPES/media/sweep_wav.py" "$home/voice.wav" "$start_hz" "$end_hz" 5
  sed -e "s|@ADDRESS@|$address|" -e "s|@HOME@|$home|" \
    -e "s|@RTP_PORTS@|$rtp_port-$((rtp_port + 10))|" "$RECIPES/softphone/config" >"$home/config"
  sed -e "s|@ADDRESS@|$address|" -e "s|@USER@|$user|g" \
    -e 's|@PASSWORD@|sesame|' "$RECIPES/softphone/accounts" >"$home/accounts"
  : >"$home/contacts"
  start "$SCRATCH/$side.log" ip netns exec "$namespace" baresip -4 -f "$home" "$@"
}

call_softphone() {
  softphones "$CALLEE_V4" 2
}

# call_softphone_proxy DEFINE: through the proxy, with this of kamailio.cfg switched on.
call_softphone_proxy() {
  proxy_start -A "$1"
  softphones "$PROXY_V4" 1
  proxy_stop
}

# softphones ADDRESS SECONDS: alice dials bob there and hangs up after this time.
softphones() {
  local callee_pid
  softphone_start "$CALLEE" callee "$CALLEE_V4" bob "$CALLEE_MEDIA_PORT" 2400 1200
  callee_pid=$STARTED_PID
  await_port "$CALLEE" udp 5060
  # At the end of its time the caller hangs up and leaves by itself.
  softphone_start "$CALLER" caller "$CALLER_V4" alice "$CALLER_MEDIA_PORT" 300 900 \
    -e "/dial sip:bob@$1" -t "$2"
  wait "$STARTED_PID" || fail "the calling softphone failed: $(tail -n 3 "$SCRATCH/caller.log")"
  stop "$callee_pid"
}
