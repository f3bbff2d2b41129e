# shellcheck shell=bash
# A subscriber's line: pppd calls a concentrator, over Ethernet (PPPoE) or over a serial line, here a pseudo-terminal. PPP
# itself is the kernel's.
#
#   caller ppp0 ==== PPP over eth0 ---- wire ---- eth0, or over a pseudo-terminal ==== ppp0 callee

readonly PPP_COMMON=(nodetach noauth nodefaultroute noccp novj)

# subscriber_up: PPP over Ethernet.
subscriber_up() {
  modprobe ppp_generic
  outer_segment_up
  printf '%s\n' "${PPP_COMMON[@]}" >"$SCRATCH/pppoe.options"
  start "$SCRATCH/concentrator.log" ip netns exec "$CALLEE" pppoe-server -F -I eth0 -N 1 -L "$CALLEE_V4" \
    -R "$CALLER_V4" -O "$SCRATCH/pppoe.options"
  start "$SCRATCH/subscriber.log" ip netns exec "$CALLER" pppd plugin rp-pppoe.so nic-eth0 "${PPP_COMMON[@]}" \
    "$CALLER_V4:$CALLEE_V4"
  ppp_await
}

# serial_up: what goes over the line is kept by pppd itself, in $SCRATCH/line.pppd.
serial_up() {
  modprobe ppp_generic
  namespace_add "$CALLER"
  namespace_add "$CALLEE"
  start "$SCRATCH/subscriber.log" ip netns exec "$CALLER" pppd "${PPP_COMMON[@]}" "$CALLER_V4:$CALLEE_V4" \
    record "$SCRATCH/line.pppd" pty "ip netns exec $CALLEE pppd notty ${PPP_COMMON[*]} $CALLEE_V4:$CALLER_V4"
  ppp_await
}

ppp_await() {
  await "the line of the caller" ppp_has_address "$CALLER" "$CALLER_V4"
  await "the line of the callee" ppp_has_address "$CALLEE" "$CALLEE_V4"
}

ppp_has_address() {
  ip -netns "$1" -o address show dev ppp0 2>/dev/null | grep -q "inet $2 peer"
}
