#!/usr/bin/env bash
# Measures pcap2scenario against other programs on large captures; 'make bench' builds what is needed and runs this.
#
# The programs take turns, so that a busy moment of the machine hits all of them, and each has read the file once before
# its first counted run, so that all find it in the page cache; tshark, which takes minutes, runs once. Every figure is
# told as a ratio to tcpdump in the same run. Settings, by environment:
#   RUNS=5         counted runs of each program
#   CALLS=1000     calls with media, 60 seconds each (1000: 1.4 GB); a capture of a tenth of them shows what grows how
#   DIALOGS=200000 calls without media (200000: 0.7 GB), the same
#   BENCH_DIR=     where the captures are; those that it already holds are taken (default: a new temporary folder)
#   OUT_DIR=       where conversions go (default: BENCH_DIR); on /dev/shm the disk does not count
#   KEEP=1         leave there what was made
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly RUNS=${RUNS:-5} CALLS=${CALLS:-1000} DIALOGS=${DIALOGS:-200000} KEEP=${KEEP:-0}
readonly PROGRAM=.build/release/pcap2scenario MAKE_CAPTURE=.build/release/MakeCapture

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
  for tool in tcpdump tshark clang; do
    command -v "$tool" >/dev/null || fail "no $tool: 'make bench' installs it, clang comes with the Swift toolchain"
  done
}

# check_room FOLDER MEGABYTES
check_room() {
  local free
  free=$(df -Pk "$1" | awk 'NR == 2 { print int($4 * 1.024 / 1000) }')
  ((free >= $2)) || fail "$1 has $free MB free, $2 are needed: set BENCH_DIR, or fewer CALLS and DIALOGS"
}

clean_up() {
  rm -rf "$scratch" "$outputs"
  if [[ $KEEP == 1 ]]; then return; fi
  if ((${#made[@]} > 0)); then rm -f "${made[@]}"; fi
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

# command_of NAME FILE: what NAME runs, into the array 'command'.
command_of() {
  case $1 in
    calls) command=("$PROGRAM" calls "$2") ;;
    convert) command=("$PROGRAM" "$2" --out "$outputs/converted") ;;
    all) command=("$PROGRAM" "$2" --all --out "$outputs/converted") ;;
    find) command=("$PROGRAM" "$2" --call "$call_id" --out "$outputs/converted") ;;
    tcpdump) command=(tcpdump -r "$2" -w /dev/null) ;;
    libpcap) command=("$scratch/loop" "$2") ;;
    tshark) command=(tshark -r "$2" -Y sip) ;;
  esac
}

title_of() {
  case $1 in
    calls) echo 'calls FILE' ;;
    convert) echo 'FILE (one call)' ;;
    all) echo 'FILE --all' ;;
    find) echo 'FILE --call ID' ;;
    tcpdump) echo 'tcpdump -w /dev/null' ;;
    libpcap) echo 'a loop of libpcap' ;;
    tshark) echo 'tshark -Y sip' ;;
  esac
}

# measure NAME FILE: appends 'wall user system kilobytes' to the measurements of NAME.
measure() {
  local name=$1
  local -a command
  command_of "$name" "$2"
  rm -rf "$outputs/converted"
  /usr/bin/time -a -o "$scratch/$name" -f '%e %U %S %M' "${command[@]}" >/dev/null 2>"$scratch/errors" || {
    cat "$scratch/errors" >&2
    fail "failed: ${command[*]}"
  }
  rm -rf "$outputs/converted"
}

# median COLUMN-EXPRESSION FILE: the median of an awk expression over the lines.
median() {
  awk "{ print $1 }" "$2" | sort -n |
    awk '{ all[NR] = $1 } END { print (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }'
}

# limit_of KIND NAME: the most times tcpdump that it may take, and the most megabytes; '-' where there is none.
limit_of() {
  case $1-$2 in
    media-calls | media-convert) echo 1.0 64 ;;
    media-all) echo 6.0 - ;;
    signalling-calls) echo 2.5 $((DIALOGS * 15 / 10000)) ;;
    signalling-find) echo 2.5 64 ;;
    *) echo - - ;;
  esac
}

# compare KIND TITLE FILE NAME...: programs on one capture, and a table of it.
compare() {
  local kind=$1 title=$2 file=$3 name run base limit room
  shift 3
  for ((run = 0; run <= RUNS; run++)); do
    for name in "$@"; do
      if [[ $name == tshark && $run != 1 ]]; then continue; fi
      measure "$name" "$file"
      # The first round only warms the page cache.
      if ((run == 0)); then rm "$scratch/$name"; fi
    done
  done
  printf '\n%s, %d MB, median of %d (memory: the most)\n' "$title" $(($(stat -c %s "$file") / 1000000)) "$RUNS"
  printf '  %-22s %8s %10s %9s %13s %7s %9s\n' '' 'wall s' 'user+sys s' 'peak MB' 'wall/tcpdump' 'limit' 'limit MB'
  base=$(median '$1' "$scratch/tcpdump")
  for name in "$@"; do
    read -r limit room < <(limit_of "$kind" "$name")
    awk -v name="$(title_of "$name")" -v wall="$(median '$1' "$scratch/$name")" \
      -v cpu="$(median '$2 + $3' "$scratch/$name")" -v base="$base" -v limit="$limit" -v room="$room" \
      -v memory="$(awk '$4 > most { most = $4 } END { print most }' "$scratch/$name")" 'BEGIN {
        ratio = base > 0 ? sprintf("%.2f", wall / base) : "-"
        printf "  %-22s %8.2f %10.2f %9.1f %13s %7s %9s\n", name, wall, cpu, memory * 1.024 / 1000, ratio, limit, room
      }'
    mv "$scratch/$name" "$scratch/$kind-$name"
  done
}

# growth KIND SMALL BIG CALLS NAME...: what a capture of ten times the calls costs.
growth() {
  local kind=$1 small=$2 big=$3 calls=$4 name run
  shift 4
  printf '\nTen times as many calls (%s)\n' "$kind"
  printf '  %-22s %14s %22s\n' '' 'user+sys times' 'KB a call, both sizes'
  for name in "$@"; do
    for ((run = 0; run <= RUNS; run++)); do
      measure "$name" "$small"
      if ((run == 0)); then rm "$scratch/$name"; fi
    done
    awk -v name="$(title_of "$name")" -v small="$(median '$2 + $3' "$scratch/$name")" \
      -v big="$(median '$2 + $3' "$scratch/$kind-$name")" -v calls="$calls" \
      -v less="$(median '$4' "$scratch/$name")" -v more="$(median '$4' "$scratch/$kind-$name")" 'BEGIN {
        times = small > 0 ? sprintf("%.1f", big / small) : "-"
        printf "  %-22s %14s %11.2f %10.2f\n", name, times, less / (calls / 10), more / calls
      }'
    rm "$scratch/$name"
  done
}

for setting in RUNS CALLS DIALOGS; do
  [[ ${!setting} =~ ^[1-9][0-9]*$ ]] || fail "$setting must be a number from 1 on, not '${!setting}'"
done
((CALLS >= 10 && DIALOGS >= 10)) || fail 'CALLS and DIALOGS must be 10 at least'
if [[ -n ${BENCH_DIR:-} ]]; then mkdir -p "$BENCH_DIR"; fi
folder=${BENCH_DIR:-$(mktemp -d)}
# On the same disk, so that nothing has to be copied.
scratch=$(mktemp -d "$folder/run.XXXXXX")
outputs=$(mktemp -d "${OUT_DIR:-$folder}/out.XXXXXX")
made=()
trap clean_up EXIT
check_tools
clang -O2 -o "$scratch/loop" Tests/bench_loop.c -lpcap || fail "can't build Tests/bench_loop.c: libpcap-dev is missing"

media=$folder/media-$CALLS.pcap
make_capture "$media" media "$CALLS" 1384
check_room "$outputs" $((CALLS * 1384 / 1000 + 50))
compare media "$CALLS calls with RTP" "$media" calls convert all tcpdump libpcap tshark
make_capture "$folder/media-$((CALLS / 10)).pcap" media $((CALLS / 10)) 1384
growth media "$folder/media-$((CALLS / 10)).pcap" "$media" "$CALLS" calls all

signalling=$folder/signalling-$DIALOGS.pcap
make_capture "$signalling" signalling "$DIALOGS" 4
# A call of the second half.
call_id=$("$PROGRAM" calls "$signalling" | awk -v row=$((DIALOGS * 3 / 4)) 'NR == row { print $NF }')
compare signalling "$DIALOGS calls without RTP" "$signalling" calls find tcpdump libpcap tshark
make_capture "$folder/signalling-$((DIALOGS / 10)).pcap" signalling $((DIALOGS / 10)) 4
growth signalling "$folder/signalling-$((DIALOGS / 10)).pcap" "$signalling" "$DIALOGS" calls
if [[ $KEEP == 1 ]]; then printf '\nThe captures are in %s\n' "$folder"; fi
