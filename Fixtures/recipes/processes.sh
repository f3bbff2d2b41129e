# shellcheck shell=bash
# Background processes: each ends by itself after a while, and is ended by its own pid.

readonly LONGEST_SECONDS=30
readonly POLL_SECONDS=0.05
readonly POLLS=200

# start LOG COMMAND...: runs it in the background; its pid is in STARTED_PID.
start() {
  local log=$1
  shift
  timeout "$LONGEST_SECONDS" "$@" >"$log" 2>&1 </dev/null &
  STARTED_PID=$!
}

# stop PID [SIGNAL]: `timeout` hands the signal on to the command it guards. The number of a
# process that is gone may belong to a stranger by now, so only our running jobs are signalled.
stop() {
  if jobs -rp | grep -qx "$1"; then kill -"${2:-TERM}" "$1" 2>/dev/null || true; fi
  wait "$1" 2>/dev/null || true
}

stop_all() {
  local pid
  for pid in $(jobs -rp); do stop "$pid"; done
}

# await WHAT COMMAND...: polls until the command succeeds; a bounded number of times.
await() {
  local what=$1 poll
  shift
  for ((poll = 0; poll < POLLS; poll++)); do
    if "$@"; then return 0; fi
    sleep "$POLL_SECONDS"
  done
  fail "no sign of $what"
}

await_text() {
  await "'$2' in $1" grep -qs -- "$2" "$1"
}

# await_port NAMESPACE udp|tcp PORT
await_port() {
  await "$2 port $3" port_is_bound "$@"
}

port_is_bound() {
  local sockets
  sockets=$(ip netns exec "$1" ss --no-header --numeric --listening "--$2" "sport = :$3")
  [[ -n $sockets ]]
}
