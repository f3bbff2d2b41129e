# shellcheck shell=bash
# The network of a recording: one Ethernet segment, or one point-to-point link, in namespaces
# of our own. Nothing is created outside of them.
#
#   caller eth0 ---+
#                  +--- wire (bridge br0, also the proxy's own interface)
#   callee eth0 ---+
#
# A bridge instead of a router, so that one capture on br0 sees every packet exactly once.

readonly CALLER_V4=192.0.2.10 CALLER_V6=2001:db8:a::10
readonly CALLEE_V4=198.51.100.20 CALLEE_V6=2001:db8:b::20
readonly PROXY_V4=203.0.113.5
# What stands outside, where the parties' addresses are inside a tunnel.
readonly CALLER_OUTER=203.0.113.1 CALLEE_OUTER=203.0.113.2
readonly CALLER_OUTER6=2001:db8:ffff::1 CALLEE_OUTER6=2001:db8:ffff::2
# The address the callee believes it has, in the case where it sits behind a NAT.
readonly CALLEE_PRIVATE_V4=10.0.0.5

readonly CALLER="fixture-caller-$$" CALLEE="fixture-callee-$$" WIRE="fixture-wire-$$"

# Fixed, so that a new recording differs from the last one only where it must.
readonly CALLER_MAC=02:00:00:00:00:10 CALLEE_MAC=02:00:00:00:00:20 WIRE_MAC=02:00:00:00:00:05

declare -a NAMESPACES=()

namespace_add() {
  ip netns add "$1"
  NAMESPACES+=("$1")
  # Silences the chatter of IPv6 address configuration, all but the neighbour discovery.
  ip netns exec "$1" sysctl -qw net.ipv6.conf.default.accept_dad=0 \
    net.ipv6.conf.default.accept_ra=0 net.ipv6.conf.default.router_solicitations=0 \
    net.ipv6.conf.default.addr_gen_mode=1
  ip -netns "$1" link set lo up
}

network_down() {
  local namespace
  for namespace in ${NAMESPACES[@]+"${NAMESPACES[@]}"}; do ip netns del "$namespace" || true; done
  NAMESPACES=()
}

segment_up() {
  wire_up
  segment_join "$CALLER" "$CALLER_MAC"
  segment_join "$CALLEE" "$CALLEE_MAC"
  segment_address "$CALLER" eth0 "$CALLER_V4/24" "$CALLER_V6/64"
  segment_address "$CALLEE" eth0 "$CALLEE_V4/24" "$CALLEE_V6/64"
  segment_address "$WIRE" br0 "$PROXY_V4/24"
  # The private address leads to the callee's side, where it gets lost like behind a real NAT.
  ip -netns "$CALLER" neighbour add "$CALLEE_PRIVATE_V4" lladdr "$CALLEE_MAC" dev eth0 nud permanent
}

# The same for two hosts between which a tunnel will be.
outer_segment_up() {
  wire_up
  outer_join "$CALLER" "$CALLER_MAC" "$CALLER_OUTER/24" "$CALLER_OUTER6/64"
  outer_join "$CALLEE" "$CALLEE_MAC" "$CALLEE_OUTER/24" "$CALLEE_OUTER6/64"
}

# outer_join NAMESPACE MAC IPV4 IPV6: what is elsewhere is behind the tunnel, not on this wire.
outer_join() {
  segment_join "$1" "$2"
  ip -netns "$1" address add "$3" dev eth0
  ip -netns "$1" address add "$4" dev eth0 nodad
  ip -netns "$1" link set eth0 up
}

wire_up() {
  namespace_add "$CALLER"
  namespace_add "$CALLEE"
  namespace_add "$WIRE"
  ip -netns "$WIRE" link add br0 address "$WIRE_MAC" type bridge mcast_snooping 0
  ip -netns "$WIRE" link set br0 up
}

# segment_join NAMESPACE MAC
segment_join() {
  local port="to-${1:8:6}"
  ip link add eth0 netns "$1" address "$2" type veth peer name "$port" netns "$WIRE"
  ip -netns "$WIRE" link set "$port" master br0 up
  # Without this the kernel hands out TCP segments far larger than the MTU.
  ip -netns "$1" link set eth0 gso_max_segs 1
}

# segment_address NAMESPACE INTERFACE ADDRESS...: all other subnets are on the same wire.
segment_address() {
  local namespace=$1 interface=$2 address
  shift 2
  for address in "$@"; do
    if [[ $address == *:* ]]; then
      ip -netns "$namespace" address add "$address" dev "$interface" nodad
    else
      ip -netns "$namespace" address add "$address" dev "$interface"
    fi
  done
  ip -netns "$namespace" link set "$interface" up
  ip -netns "$namespace" route add default dev "$interface"
  ip -netns "$namespace" -6 route add default dev "$interface"
}

# tunnel_up DELAY_MS: two tun interfaces joined by a process; packets start with the IP header.
tunnel_up() {
  namespace_add "$CALLER"
  namespace_add "$CALLEE"
  start "$SCRATCH/tunnel.log" python3 "$RECIPES/tun_bridge.py" tun-fixture "$CALLER" "$CALLEE" "$LONGEST_SECONDS" "$1"
  await_text "$SCRATCH/tunnel.log" ready
  segment_address "$CALLER" tun-fixture "$CALLER_V4/24" "$CALLER_V6/64"
  segment_address "$CALLEE" tun-fixture "$CALLEE_V4/24" "$CALLEE_V6/64"
}

loopback_up() {
  namespace_add "$CALLER"
}

# The firewall of the caller logs its SIP to where tcpdump can listen.
nflog_up() {
  ip netns exec "$CALLER" nft -f - <<'END'
    table inet fixture {
      chain sent { type filter hook output priority 0; udp dport 5060 log prefix "sip" group 5; }
      chain received { type filter hook input priority 0; udp dport 5060 log prefix "sip" group 5; }
    }
END
}
