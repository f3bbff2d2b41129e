#!/usr/bin/env bash
# Records the fixtures anew: all of them, or the cases named as arguments.
#
# usage: sudo Fixtures/record.sh [CASE ...]
#
# Everything happens in network namespaces that are made here and removed at the end.
set -euo pipefail

FIXTURES=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly FIXTURES
readonly RECIPES=$FIXTURES/recipes
SCRATCH=$(mktemp -d)
readonly SCRATCH_ROOT=$SCRATCH
# The helpers import each other; their compiled form has no place among the fixtures.
export PYTHONDONTWRITEBYTECODE=1

for piece in tools processes network switch kernel_links mobile serial wireless capture sipp proxy collector websocket softphone calls places summary; do
  # shellcheck source=/dev/null
  source "$RECIPES/$piece.sh"
done

clean_up() {
  local status=$?
  if ((status != 0)); then tail -n 5 "$SCRATCH"/*.log >&2 2>/dev/null || true; fi
  stop_all
  network_down
  rm -rf "$SCRATCH_ROOT"
}
trap clean_up EXIT

# record CASE CALL PLACE FILE [CALL_ARGUMENT...]
record() {
  local name=$1 call=$2 place=$3 file=$4
  shift 4
  SCRATCH="$SCRATCH_ROOT/$name"
  mkdir -p "$SCRATCH"
  place_open "$place"
  "call_$call" "$@"
  place_close "$place" "$SCRATCH/$file"
  summary "$name" "$SCRATCH/$file"
  # Only a good recording replaces the old one.
  mkdir -p "$FIXTURES/$name"
  rm -f "$FIXTURES/$name"/call.pcap "$FIXTURES/$name"/call.pcapng
  cp "$SCRATCH/$file" "$FIXTURES/$name/$file"
}

main() {
  local line name
  local -a wanted=("$@") fields
  require_tools
  require_root
  for name in ${wanted[@]+"${wanted[@]}"}; do
    grep -q "^$name " "$RECIPES/cases.txt" || fail "no case '$name' in recipes/cases.txt"
  done
  while read -r line; do
    if [[ -z $line || $line == '#'* ]]; then continue; fi
    read -ra fields <<<"$line"
    if ((${#wanted[@]} == 0)) || [[ " ${wanted[*]} " == *" ${fields[0]} "* ]]; then
      record "${fields[@]}"
    fi
  done <"$RECIPES/cases.txt"
}

main "$@"
