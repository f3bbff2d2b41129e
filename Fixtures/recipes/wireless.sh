# shellcheck shell=bash
# A wireless LAN of the kernel's simulated radios: the caller is a station, the callee behind the access point, and a
# third radio listens.
#
#   caller wlan0 ~~~~~~ radio ~~~~~~ wlan0 callee
#                         |
#                       wlan0 wire

readonly WIRELESS_NAME=fixture WIRELESS_MHZ=2412
# The key itself: to make it of a password takes an emulated processor seconds.
WIRELESS_KEY=$(printf %064d 1)
readonly WIRELESS_KEY

# wireless_up FORM: one of those below, which sets what the access point and the station are told, and where the callee
# is: behind the access point when the station sends on for others.
wireless_up() {
  local -a point=() station=() radios
  local callee_link=wlan0
  "wireless_${1//-/_}"
  namespace_add "$CALLER"
  namespace_add "$CALLEE"
  namespace_add "$WIRE"
  modprobe -r mac80211_hwsim
  modprobe mac80211_hwsim radios=3
  # Their numbers go up each time.
  radios=(/sys/class/ieee80211/*)
  wireless_radio "${radios[0]}" "$CALLER"
  wireless_radio "${radios[1]}" "$CALLEE"
  wireless_radio "${radios[2]}" "$WIRE"
  ip netns exec "$WIRE" iw dev wlan0 set type monitor
  ip -netns "$WIRE" link set wlan0 up
  ip netns exec "$WIRE" iw dev wlan0 set freq "$WIRELESS_MHZ"
  point_start
  station_start
  segment_address "$CALLER" wlan0 "$CALLER_V4/24"
  segment_address "$CALLEE" "$callee_link" "$CALLEE_V4/24"
}

# wireless_radio RADIO NAMESPACE: its interface is wlan0 there.
wireless_radio() {
  local interface
  interface=$(basename "$1/device/net/"*)
  iw phy "$(basename "$1")" set netns name "$2"
  ip -netns "$2" link set "$interface" down name wlan0
}

# Frames with and without the field for quality of service; with encryption; of a station that sends on for others.
wireless_qos() { point=(wmm_enabled=1); }
wireless_plain() { point=(wmm_enabled=0); }
wireless_protected() {
  point=(wmm_enabled=1 wpa=2 wpa_key_mgmt=WPA-PSK rsn_pairwise=CCMP "wpa_psk=$WIRELESS_KEY")
  station=("psk=$WIRELESS_KEY")
}
wireless_four_addresses() {
  point=(wmm_enabled=1 wds_sta=1 bridge=br0)
  callee_link=br0
}

point_start() {
  if [[ $callee_link == br0 ]]; then
    ip -netns "$CALLEE" link add br0 type bridge
    ip -netns "$CALLEE" link set br0 up
  fi
  printf '%s\n' interface=wlan0 driver=nl80211 "ssid=$WIRELESS_NAME" hw_mode=g channel=1 ieee80211n=1 "${point[@]}" \
    >"$SCRATCH/point.conf"
  start "$SCRATCH/point.log" ip netns exec "$CALLEE" hostapd "$SCRATCH/point.conf"
  await_text "$SCRATCH/point.log" AP-ENABLED
}

station_start() {
  if [[ $callee_link == br0 ]]; then ip netns exec "$CALLER" iw dev wlan0 set 4addr on; fi
  printf '%s\n' 'network={' "ssid=\"$WIRELESS_NAME\"" "${station[@]:-key_mgmt=NONE}" "scan_freq=$WIRELESS_MHZ" '}' \
    >"$SCRATCH/station.conf"
  start "$SCRATCH/station.log" ip netns exec "$CALLER" wpa_supplicant -D nl80211 -i wlan0 -c "$SCRATCH/station.conf"
  await_text "$SCRATCH/station.log" CTRL-EVENT-CONNECTED
}
