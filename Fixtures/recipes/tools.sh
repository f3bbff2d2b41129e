# shellcheck shell=bash
# What a recording needs before it can start.

require_tools() {
  local tool
  local -a missing=()
  for tool in ip ss sysctl tcpdump tshark capinfos editcap sipp baresip kamailio python3 timeout; do
    command -v "$tool" >/dev/null || missing+=("$tool")
  done
  if ((${#missing[@]} > 0)); then
    fail "missing: ${missing[*]} (Debian: apt-get install iproute2 procps tcpdump tshark sip-tester baresip kamailio python3)"
  fi
}

# Namespaces, raw sockets and captures all need it.
require_root() {
  [[ $EUID -eq 0 ]] || fail "must run as root (network namespaces, raw sockets)"
}

fail() {
  printf 'record.sh: %s\n' "$1" >&2
  exit 1
}
