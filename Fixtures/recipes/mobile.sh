# shellcheck shell=bash
# A phone in a mobile network: Osmocom's SGSN emulator asks its GGSN for a session, and the call goes in GTP-U between
# the two. Both run in user space.
#
#   caller phone ---- SGSN eth0 ---- wire ---- eth0 GGSN ---- core callee
#
# Of its phones' addresses the GGSN keeps the first for itself, and gives the next one to the caller.

readonly PHONES=192.0.2.8/29 GGSN_V4=192.0.2.9

mobile_up() {
  outer_segment_up
  cat >"$SCRATCH/ggsn.cfg" <<END
log stderr
 logging filter all 1
 logging level ggsn info
ggsn fixture
 gtp state-dir $SCRATCH
 gtp bind-ip $CALLEE_OUTER
 apn internet
  gtpu-mode tun
  tun-device core
  type-support v4
  ip prefix dynamic $PHONES
  ip ifconfig $GGSN_V4/29
  no shutdown
 no shutdown ggsn
END
  start "$SCRATCH/ggsn.log" ip netns exec "$CALLEE" osmo-ggsn -c "$SCRATCH/ggsn.cfg"
  await_port "$CALLEE" udp 2152
  ip -netns "$CALLEE" address add "$CALLEE_V4/32" dev core
  start "$SCRATCH/sgsn.log" ip netns exec "$CALLER" sgsnemu --listen "$CALLER_OUTER" --remote "$CALLEE_OUTER" \
    --statedir "$SCRATCH" --pidfile "$SCRATCH/sgsn.pid" --createif --tun-device phone --defaultroute
  await "the address of the phone" phone_has_address
}

phone_has_address() {
  ip -netns "$CALLER" -o address show dev phone 2>/dev/null | grep -q "$CALLER_V4"
}
