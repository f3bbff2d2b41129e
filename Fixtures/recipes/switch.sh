# shellcheck shell=bash
# Two Open vSwitch switches in user space, which need no module of the kernel: one in front of each party, with a tunnel
# or a tag between them.
#
#   caller int ---- switch phy ---- wire ---- phy switch ---- int callee
#
# What it does not make is recorded by kernel_links.sh, mobile.sh, serial.sh and wireless.sh.
#
# int has the party's address; what is recorded on the wire is what the switches make of its packets.

readonly SWITCH_SCHEMA=/usr/share/openvswitch/vswitch.ovsschema

# switch_up FORM: one of those below.
switch_up() {
  wire_up
  switch_start "$CALLER"
  switch_start "$CALLEE"
  switch_join "$1" "$CALLER" "$CALLER_OUTER" "$CALLEE_OUTER" "$CALLER_V4" "$CALLER_MAC" "$CALLEE_V4" "$CALLEE_MAC"
  switch_join "$1" "$CALLEE" "$CALLEE_OUTER" "$CALLER_OUTER" "$CALLEE_V4" "$CALLEE_MAC" "$CALLER_V4" "$CALLER_MAC"
}

# switch_start NAMESPACE
switch_start() {
  local folder="$SCRATCH/$1"
  mkdir "$folder"
  ovsdb-tool create "$folder/conf.db" "$SWITCH_SCHEMA"
  OVS_RUNDIR=$folder start "$folder.db.log" ip netns exec "$1" ovsdb-server "$folder/conf.db" \
    --remote="punix:$folder/db.sock" --unixctl="$folder/db.ctl"
  await "the database of the switch" test -S "$folder/db.sock"
  OVS_RUNDIR=$folder start "$folder.log" ip netns exec "$1" ovs-vswitchd "unix:$folder/db.sock" --disable-system \
    --unixctl="$folder/switch.ctl"
}

# configure NAMESPACE ARGUMENT...
configure() {
  local namespace=$1
  shift
  ovs-vsctl --timeout=10 --db="unix:$SCRATCH/$namespace/db.sock" "$@"
}

# flow NAMESPACE BRIDGE FLOW
flow() {
  OVS_RUNDIR="$SCRATCH/$1" ovs-ofctl add-flow "$2" "$3"
}

# switch_join FORM NAMESPACE OUTER PEER_OUTER ADDRESS MAC PEER_ADDRESS PEER_MAC
switch_join() {
  local form=$1 namespace=$2 outer=$3 peer_outer=$4 address=$5 mac=$6 peer=$7 peer_mac=$8
  local port="to-${namespace:8:6}"
  ip link add phy netns "$namespace" type veth peer name "$port" netns "$WIRE"
  ip -netns "$WIRE" link set "$port" master br0 up
  ip -netns "$namespace" link set phy up
  configure "$namespace" add-br int -- set bridge int datapath_type=netdev "other_config:hwaddr=$mac"
  "switch_${form//-/_}" "$namespace" "$outer" "$peer_outer" "$mac"
  ip -netns "$namespace" address add "$address/24" dev int
  ip -netns "$namespace" link set int up
  ip -netns "$namespace" route add default dev int
  ip -netns "$namespace" neighbour replace "$peer" lladdr "$peer_mac" dev int nud permanent
}

# tunnel NAMESPACE OUTER PEER_OUTER TYPE [OPTION...]
tunnel() {
  local namespace=$1 outer=$2 peer_outer=$3 type=$4
  shift 4
  configure "$namespace" add-br phys -- set bridge phys datapath_type=netdev -- add-port phys phy
  ip -netns "$namespace" address add "$outer/24" dev phys
  ip -netns "$namespace" link set phys up
  configure "$namespace" add-port int tun -- set interface tun "type=$type" "options:remote_ip=$peer_outer" "$@"
}

switch_vxlan() { tunnel "${@:1:3}" vxlan options:key=5; }
switch_geneve() { tunnel "${@:1:3}" geneve options:key=5; }
switch_gre_ethernet() { tunnel "${@:1:3}" gre options:key=5 options:csum=true; }
switch_erspan_1() { tunnel "${@:1:3}" erspan options:key=5 options:erspan_ver=1 options:erspan_idx=3; }
switch_erspan_2() {
  tunnel "${@:1:3}" erspan options:key=5 options:erspan_ver=2 options:erspan_dir=1 options:erspan_hwid=4
}

# Bare IP in GRE; who it is for is filled in behind the tunnel.
switch_gre() {
  tunnel "${@:1:3}" gre options:packet_type=legacy_l3
  flow "$1" int "priority=10,in_port=tun,actions=mod_dl_dst:$4,LOCAL"
  flow "$1" int "priority=10,in_port=LOCAL,ip,actions=tun"
}

switch_vlan() {
  configure "$1" add-port int phy -- set port int tag=7
}

# The inner tag by a switch behind the one that puts on the outer.
switch_qinq() {
  configure "$1" set open_vswitch . other_config:vlan-limit=2 -- set port int tag=8 \
    -- add-br outer -- set bridge outer datapath_type=netdev -- add-port outer phy \
    -- add-port int up -- set interface up type=patch options:peer=down \
    -- add-port outer down -- set interface down type=patch options:peer=up \
    -- set port down vlan_mode=dot1q-tunnel tag=7 other_config:qinq-ethtype=802.1ad
}

switch_mpls() {
  configure "$1" add-port int phy
  flow "$1" int 'priority=10,in_port=LOCAL,ip,actions=push_mpls:0x8847,set_field:101->mpls_label,push_mpls:0x8847,set_field:100->mpls_label,output:phy'
  flow "$1" int 'priority=10,in_port=phy,dl_type=0x8847,mpls_bos=0,actions=pop_mpls:0x8847,resubmit(,1)'
  flow "$1" int 'table=1,dl_type=0x8847,actions=pop_mpls:0x0800,LOCAL'
}
