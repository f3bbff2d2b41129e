# shellcheck shell=bash
# Two hosts on one wire, with a tunnel, a tag or a signature of the Linux kernel between them.
#
#   caller tun ---- eth0 ---- wire ---- eth0 ---- tun callee
#
# tun has the party's address; what is recorded on the wire is what the kernels make of its packets. A kernel without
# these modules can have the call made in another one: kernel.sh.

# kernel_up FORM: one of those below.
kernel_up() {
  outer_segment_up
  kernel_end "$1" "$CALLER" 1 "$CALLER_V4" "$CALLER_V6" "$CALLEE_V4" \
    "$CALLER_OUTER" "$CALLER_OUTER6" "$CALLEE_OUTER" "$CALLEE_OUTER6"
  kernel_end "$1" "$CALLEE" 2 "$CALLEE_V4" "$CALLEE_V6" "$CALLER_V4" \
    "$CALLEE_OUTER" "$CALLEE_OUTER6" "$CALLER_OUTER" "$CALLER_OUTER6"
}

# kernel_end FORM NAMESPACE NUMBER ADDRESS ADDRESS6 PEER_ADDRESS OUTER OUTER6 PEER PEER6: the forms see these names.
kernel_end() {
  local namespace=$2 number=$3 address=$4 address6=$5 peer_address=$6 outer=$7 outer6=$8 peer=$9 peer6=${10}
  "kernel_${1//-/_}"
}

# kernel_tunnel ARGUMENT...: of `ip link add`, behind the name.
kernel_tunnel() {
  ip -netns "$namespace" link add tun "$@"
  segment_address "$namespace" tun "$address/24" "$address6/64"
}

kernel_4in4() { kernel_tunnel type ipip local "$outer" remote "$peer"; }
kernel_6in4() { kernel_tunnel type sit local "$outer" remote "$peer" ttl 64; }
# With an option of IPv6 that says how many tunnels more there may be.
kernel_4in6() { kernel_tunnel type ip6tnl mode ipip6 local "$outer6" remote "$peer6"; }
kernel_6in6() { kernel_tunnel type ip6tnl mode ip6ip6 local "$outer6" remote "$peer6"; }
kernel_gre_ipv6() { kernel_tunnel type ip6gre local "$outer6" remote "$peer6" key 5 seq csum; }
kernel_erspan_0() { kernel_tunnel type erspan local "$outer" remote "$peer" erspan_ver 0; }
kernel_vxlan_in_vxlan() {
  ip -netns "$namespace" link add middle type vxlan id 5 local "$outer" remote "$peer" dstport 4789 dev eth0
  ip -netns "$namespace" address add "10.9.0.$number/24" dev middle
  ip -netns "$namespace" link set middle up
  kernel_tunnel type vxlan id 6 local "10.9.0.$number" remote "10.9.0.$((3 - number))" dstport 4789 dev middle
}
# IP itself in VXLAN, without Ethernet between them.
kernel_vxlan_gpe() {
  ip -netns "$namespace" link add tun type vxlan external gpe dstport 4790
  ip -netns "$namespace" address add "$address/32" dev tun
  ip -netns "$namespace" link set tun up
  ip -netns "$namespace" route add "$peer_address" encap ip id 5 dst "$peer" dev tun
}
kernel_qinq_8100() {
  ip -netns "$namespace" link add outer link eth0 type vlan id 7
  ip -netns "$namespace" link set outer up
  kernel_tunnel link outer type vlan id 8
}

readonly XFRM_NULL=(enc 'ecb(cipher_null)' '')
readonly XFRM_KEY=0x000102030405060708090a0b0c0d0e0f10111213

kernel_esp_null() { kernel_xfrm transport esp "${XFRM_NULL[@]}" auth 'hmac(sha1)' "$XFRM_KEY"; }
kernel_esp_null_tunnel() {
  kernel_xfrm tunnel esp "${XFRM_NULL[@]}" auth-trunc 'hmac(sha256)' "${XFRM_KEY}141516171819202122232425" 128
}
kernel_ah() { kernel_xfrm tunnel ah auth 'hmac(sha1)' "$XFRM_KEY"; }
kernel_esp_encrypted() {
  kernel_xfrm transport esp enc 'cbc(aes)' "${XFRM_KEY:0:34}" auth 'hmac(sha1)' "$XFRM_KEY"
}

# kernel_xfrm MODE PROTOCOL ALGORITHM...: signs what goes to the peer, or also encrypts it.
kernel_xfrm() {
  local mode=$1 protocol=$2 from=$outer to=$peer
  shift 2
  segment_address "$namespace" eth0 "$address/24"
  if [[ $mode == transport ]]; then from=$address to=$peer_address; fi
  kernel_xfrm_way out "$number" "$from" "$to" "$address" "$peer_address" "$@"
  kernel_xfrm_way in "$((3 - number))" "$to" "$from" "$peer_address" "$address" "$@"
}

# kernel_xfrm_way DIRECTION NUMBER FROM TO ADDRESS PEER_ADDRESS ALGORITHM...
kernel_xfrm_way() {
  local way=(src "$3" dst "$4" proto "$protocol" spi "0x10$2" mode "$mode")
  ip -netns "$namespace" xfrm state add "${way[@]}" "${@:7}"
  ip -netns "$namespace" xfrm policy add src "$5" dst "$6" dir "$1" tmpl "${way[@]}"
}

# Messages over SCTP on the bare wire: whole, in pieces that fit a short link, in UDP.
kernel_sctp() { segment_address "$namespace" eth0 "$address/24"; }
kernel_sctp_pieces() {
  kernel_sctp
  ip -netns "$namespace" link set eth0 mtu 576
}
kernel_sctp_in_udp() {
  modprobe sctp
  kernel_sctp
  ip netns exec "$namespace" sysctl -qw net.sctp.udp_port=9899 net.sctp.encap_port=9899
}
