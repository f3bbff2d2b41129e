#!/usr/bin/env bash
# Measures pcap2scenario against tcpdump on large captures; 'make bench' builds what is needed and runs this.
#
# The programs take turns, so that a busy moment of the machine hits all of them, and each has read the file once before
# its first counted run, so that all find it in the page cache. Settings, by environment:
#   RUNS=5         counted runs of each program
#   CALLS=1000     calls with media, 60 seconds each (1000: 1.4 GB)
#   DIALOGS=200000 calls without media (200000: 0.7 GB)
#   BENCH_DIR=     where the captures are; those that it already holds are taken (default: a new temporary folder)
#   KEEP=1         leave there what was made
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly RUNS=${RUNS:-5} CALLS=${CALLS:-1000} DIALOGS=${DIALOGS:-200000} KEEP=${KEEP:-0}
readonly PROGRAM=.build/release/pcap2scenario MAKE_CAPTURE=.build/release/MakeCapture
readonly NAMES=(calls convert tcpdump)

fail() {
  printf 'bench.sh: %s\n' "$1" >&2
  exit 1
}

check_tools() {
  local tool
  for tool in "$PROGRAM" "$MAKE_CAPTURE"; do
    [[ -x $tool ]] || fail "no $tool: run 'make bench', which builds it"
  done
  [[ -x /usr/bin/time ]] || fail "no /usr/bin/time: run 'apt-get install time'"
  command -v tcpdump >/dev/null || fail "no tcpdump: run 'apt-get install tcpdump'"
}

# check_room FOLDER MEGABYTES
check_room() {
  local free
  free=$(df -Pk "$1" | awk 'NR == 2 { print int($4 * 1.024 / 1000) }')
  ((free >= $2)) || fail "$1 has $free MB free, $2 are needed: set BENCH_DIR, or fewer CALLS and DIALOGS"
}

clean_up() {
  rm -rf "$scratch"
  if [[ $KEEP == 1 ]]; then return; fi
  rm -f "${made[@]}"
  if [[ -z ${BENCH_DIR:-} ]]; then rmdir "$folder"; fi
}

# make_capture FILE KIND CALLS KILOBYTES_OF_A_CALL
make_capture() {
  local file=$1
  if [[ -s $file ]]; then return; fi
  check_room "$folder" $(($3 * $4 / 1000 + 50))
  made+=("$file")
  # In the scratch folder until it is whole: what an interrupted run left behind is never measured.
  "$MAKE_CAPTURE" "$2" "$scratch/capture" --calls "$3" >/dev/null
  mv "$scratch/capture" "$file"
}

# measure NAME FILE: appends 'wall user system kilobytes' to the measurements of NAME.
measure() {
  local name=$1 file=$2
  local -a command
  case $name in
    calls) command=("$PROGRAM" calls "$file") ;;
    convert) command=("$PROGRAM" "$file" --out "$scratch/converted") ;;
    tcpdump) command=(tcpdump -r "$file" -w /dev/null) ;;
  esac
  rm -rf "$scratch/converted"
  /usr/bin/time -a -o "$scratch/$name" -f '%e %U %S %M' "${command[@]}" >/dev/null 2>"$scratch/errors" || {
    cat "$scratch/errors" >&2
    fail "failed: ${command[*]}"
  }
}

# median COLUMN-EXPRESSION FILE: the median of an awk expression over the lines.
median() {
  awk "{ print $1 }" "$2" | sort -n |
    awk '{ all[NR] = $1 } END { print (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }'
}

# compare TITLE FILE: all programs on one capture, and a table of it.
compare() {
  local title=$1 file=$2 name run base
  for ((run = 0; run <= RUNS; run++)); do
    for name in "${NAMES[@]}"; do measure "$name" "$file"; done
    # The first round only warms the page cache.
    if ((run == 0)); then for name in "${NAMES[@]}"; do rm "$scratch/$name"; done; fi
  done
  printf '\n%s, %d MB, median of %d (memory: the most)\n' "$title" $(($(stat -c %s "$file") / 1000000)) "$RUNS"
  printf '  %-9s %8s %10s %10s %13s\n' '' 'wall s' 'user+sys s' 'peak MB' 'wall/tcpdump'
  base=$(median '$1' "$scratch/tcpdump")
  for name in "${NAMES[@]}"; do
    awk -v name="$name" -v wall="$(median '$1' "$scratch/$name")" -v cpu="$(median '$2 + $3' "$scratch/$name")" \
      -v memory="$(awk '$4 > most { most = $4 } END { print most }' "$scratch/$name")" -v base="$base" 'BEGIN {
        ratio = base > 0 ? sprintf("%.2f", wall / base) : "-"
        printf "  %-9s %8.2f %10.2f %10.1f %13s\n", name, wall, cpu, memory * 1.024 / 1000, ratio
      }'
    rm "$scratch/$name"
  done
}

for setting in RUNS CALLS DIALOGS; do
  [[ ${!setting} =~ ^[1-9][0-9]*$ ]] || fail "$setting must be a number from 1 on, not '${!setting}'"
done
if [[ -n ${BENCH_DIR:-} ]]; then mkdir -p "$BENCH_DIR"; fi
folder=${BENCH_DIR:-$(mktemp -d)}
# On the same disk, so that nothing has to be copied.
scratch=$(mktemp -d "$folder/run.XXXXXX")
made=()
trap clean_up EXIT
check_tools
make_capture "$folder/media-$CALLS.pcap" media "$CALLS" 1384
make_capture "$folder/signalling-$DIALOGS.pcap" signalling "$DIALOGS" 4
compare "$CALLS calls with RTP" "$folder/media-$CALLS.pcap"
compare "$DIALOGS calls without RTP" "$folder/signalling-$DIALOGS.pcap"
if [[ $KEEP == 1 ]]; then printf '\nThe captures are in %s\n' "$folder"; fi
