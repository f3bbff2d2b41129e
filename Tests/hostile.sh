#!/usr/bin/env bash
# Shows that time and memory stay bounded whatever a capture is full of; 'make hostile' builds what is needed and runs this.
#
# MakeCapture makes a capture of each kind, and one that holds ten times as much; pcap2scenario lists the calls of both, or
# converts one or all. Fails when a run ends otherwise than it should, when the honest call that stands behind all the
# rest is not found, when a file is written anywhere but in the folder that was named, when memory passes the limit of
# the kind, or when ten times as much costs more than MOST_TIMES the CPU time. Settings, by environment:
#   KINDS=         only these, such as "syn dialogs" (default: all)
#   DIVIDE=1       so much less of everything; 10 makes a quick run
#   MOST_TIMES=16  what ten times as much may cost; 10 is what grows as the capture does, 100 what grows with its square,
#                  and tables that outgrow the caches make 13 of the 10. What takes less than 0.1 s is taken as 0.1 s
#   RUNS=3         counted runs of the smaller capture, of which the median counts; the larger one runs once
#   HOSTILE_DIR=   where captures and outputs go, 2 GB at most (default: a new temporary folder)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly RUNS=${RUNS:-3} DIVIDE=${DIVIDE:-1} MOST_TIMES=${MOST_TIMES:-16}
readonly PROGRAM=$PWD/${PROGRAM:-.build/release/pcap2scenario} MAKE_CAPTURE=$PWD/.build/release/MakeCapture
readonly ALL_KINDS='syn unfinished dribble holes reports fragments scan flows endpoints calls dialogs long-header many-headers
  media-lines media-kinds media-ports paths'
readonly LEAST=0.1

fail() {
  printf 'hostile.sh: %s\n' "$1" >&2
  exit 1
}

# What does not end the run: all that is wrong is told at once.
complain() {
  printf '  FAILED: %s\n' "$1"
  failures=$((failures + 1))
}

# count_of KIND: how many of it the larger capture holds.
count_of() {
  case $1 in
    dialogs) echo 100000 ;;
    reports | long-header | many-headers | media-lines | media-kinds | media-ports | paths) echo 10000 ;;
    *) echo 1000000 ;;
  esac
}

# limit_of KIND COMMAND COUNT: how many megabytes it may take, where COUNT of it are in the capture.
#
# 192 MB is what all limits in Sources/README.md come to that such a capture can meet. Beyond that only calls may leave
# something behind: 1 KB each in the list, half more with an endpoint that was announced and packets there; 25 KB each
# that is converted together with others. A call of 16 MiB, which is all that is kept of one, takes 40 times that.
limit_of() {
  case $1-$2 in
    unfinished-* | holes-* | calls-*) echo $((192 + $3 / 1000)) ;;
    endpoints-*) echo $((192 + $3 * 3 / 2000)) ;;
    *-all) echo $((192 + $3 / 40)) ;;
    *-convert) echo 800 ;;
    *) echo 192 ;;
  esac
}

# commands_of KIND: what is run on its captures.
commands_of() {
  case $1 in
    dialogs | long-header | many-headers | media-lines | media-kinds | media-ports) echo calls convert ;;
    paths) echo calls all ;;
    *) echo calls ;;
  esac
}

# command_of COMMAND KIND FILE: what it runs, into the array 'command'.
command_of() {
  case $1 in
    calls) command=("$PROGRAM" calls "$3") ;;
    convert) command=("$PROGRAM" "$3" --out "$outputs/in/out") ;;
    all) command=("$PROGRAM" "$3" --all --out "$outputs/in/out") ;;
  esac
}

# measure COMMAND KIND FILE: appends 'wall cpu kilobytes' to the measurements, and looks at what came out.
measure() {
  local -a command
  local status=0
  command_of "$@"
  rm -rf "$outputs"
  mkdir -p "$outputs/in"
  (cd "$outputs/in" && exec /usr/bin/time -q -a -o "$scratch/measured" -f '%e %U %S %M' "${command[@]}") \
    >"$scratch/printed" 2>"$scratch/told" || status=$?
  if ((status != 0)); then
    tail -n 3 "$scratch/told" >&2
    complain "exit status $status of ${command[*]}"
  fi
  if [[ $1 == calls && $2 != dialogs ]] && ! grep -q honest@ "$scratch/printed"; then
    complain "the honest call is not listed by ${command[*]}"
  fi
  if find "$outputs" -mindepth 1 -not -path "$outputs/in" -not -path "$outputs/in/out" -not -path "$outputs/in/out/*" |
    grep .; then
    complain "written outside of the folder by ${command[*]}"
  fi
}

# median COLUMN-EXPRESSION: the median of an awk expression over the measurements.
median() {
  awk "{ print $1 }" "$scratch/measured" | sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'
}

# row KIND COMMAND COUNT CPU-OF-THE-SMALLER: a line of the table.
row() {
  local wall cpu memory limit times codes
  wall=$(median '$1')
  cpu=$(median '$2 + $3')
  memory=$(awk '$4 > most { most = $4 } END { printf "%.0f", most * 1.024 / 1000 }' "$scratch/measured")
  limit=$(limit_of "$1" "$2" "$3")
  times=-
  if [[ -n $4 ]]; then
    times=$(awk -v small="$4" -v big="$cpu" -v least="$LEAST" 'BEGIN {
      if (small < least) small = least
      if (big < least) big = least
      printf "%.1f", big / small
    }')
  fi
  codes=$(sed -n 's/.*\(warning\|error\|note\): \[\([a-z-]*\)\].*/\2/p' "$scratch/told" | sort -u | paste -sd ' ')
  printf '  %-13s %-8s %9d %8.2f %8.2f %8d %8d %6s  %s\n' "$1" "$2" "$3" "$wall" "$cpu" "$memory" "$limit" "$times" "$codes"
  if ((memory > limit)); then complain "$1, $2: $memory MB, more than $limit"; fi
  if [[ $times != - ]] && awk -v times="$times" -v most="$MOST_TIMES" 'BEGIN { exit !(times > most) }'; then
    complain "$1, $2: ten times as much costs $times times as much, more than $MOST_TIMES"
  fi
}

# show KIND: makes its captures, runs what has to be run, and takes them away again.
show() {
  local kind=$1 count small=$scratch/small.pcap big=$scratch/big.pcap name run cpu
  count=$(($(count_of "$kind") / DIVIDE))
  "$MAKE_CAPTURE" hostile "$kind" "$small" --count $((count / 10)) >/dev/null
  "$MAKE_CAPTURE" hostile "$kind" "$big" --count "$count" >/dev/null
  for name in $(commands_of "$kind"); do
    rm -f "$scratch/measured"
    for ((run = 0; run < RUNS; run++)); do measure "$name" "$kind" "$small"; done
    row "$kind" "$name" $((count / 10)) ''
    cpu=$(median '$2 + $3')
    rm "$scratch/measured"
    measure "$name" "$kind" "$big"
    row "$kind" "$name" "$count" "$cpu"
  done
  rm "$small" "$big"
}

for setting in RUNS DIVIDE MOST_TIMES; do
  [[ ${!setting} =~ ^[1-9][0-9]*$ ]] || fail "$setting must be a number from 1 on, not '${!setting}'"
done
((DIVIDE <= 100)) || fail 'DIVIDE must be 100 at most'
for tool in "$PROGRAM" "$MAKE_CAPTURE"; do
  [[ -x $tool ]] || fail "no $tool: run 'make hostile', which builds it"
done
[[ -x /usr/bin/time ]] || fail "no /usr/bin/time: run 'apt-get install time'"
scratch=$(mktemp -d "${HOSTILE_DIR:-${TMPDIR:-/tmp}}/hostile.XXXXXX")
outputs=$scratch/outputs
trap 'rm -rf "$scratch"' EXIT
failures=0
printf '  %-13s %-8s %9s %8s %8s %8s %8s %6s  %s\n' kind command count 'wall s' 'CPU s' 'peak MB' 'limit MB' times told
for kind in ${KINDS:-$ALL_KINDS}; do
  [[ " ${ALL_KINDS//$'\n'/ } " == *" $kind "* ]] || fail "no kind '$kind' (there are: ${ALL_KINDS//$'\n'/ })"
  show "$kind"
done
if ((failures > 0)); then fail "$failures failed"; fi
