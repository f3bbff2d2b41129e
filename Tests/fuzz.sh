#!/usr/bin/env bash
# Fuzzes every parser in turn, guided by what each input reaches; 'make fuzz' builds what is needed and runs this.
#
# Settings, by environment:
#   SECONDS_EACH=60   how long each parser is tried ('make fuzz SECONDS=60')
#   PARSERS=          only these, separated by blanks (default: all)
#   FUZZ_DIR=.build/fuzz/inputs   what was reached so far, kept from run to run; what fails goes to FUZZ_DIR/found
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Swift keeps what it made once until its end: that is no leak.
export ASAN_OPTIONS=detect_leaks=0
# Swift's own report of a crash trips over the address sanitizer and may never end; the fuzzer tells where it was.
export SWIFT_BACKTRACE=enable=no
readonly BINARY=.build/fuzz/release/Fuzz
readonly EACH=${SECONDS_EACH:-60} FOLDER=${FUZZ_DIR:-.build/fuzz/inputs}

[[ -x $BINARY ]] || { echo "fuzz.sh: no $BINARY: run 'make fuzz', which builds it" >&2; exit 1; }
mkdir -p "$FOLDER/found"
FUZZ_SEEDS="$FOLDER/seeds" "$BINARY"

failed=()
for parser in ${PARSERS:-$("$BINARY")}; do
  mkdir -p "$FOLDER/corpus/$parser" "$FOLDER/seeds/$parser"
  log="$FOLDER/$parser.log"
  # An input that takes 10 seconds or 1 GB is a finding as well.
  if ! FUZZ=$parser "$BINARY" "$FOLDER/corpus/$parser" "$FOLDER/seeds/$parser" -max_total_time="$EACH" -timeout=10 \
    -rss_limit_mb=1024 -max_len=16384 -detect_leaks=0 -print_final_stats=1 \
    -artifact_prefix="$FOLDER/found/$parser-" >"$log" 2>&1; then
    failed+=("$parser")
  fi
  runs=$(awk '/stat::number_of_executed_units/ { print $2 }' "$log")
  reached=$(grep -oE 'cov: [0-9]+' "$log" | tail -n 1 || true)
  printf '%-10s %9s inputs  %s\n' "$parser" "${runs:-?}" "${reached:-}"
done

if ((${#failed[@]} > 0)); then
  for parser in "${failed[@]}"; do
    echo "fuzz.sh: '$parser' fails: see $FOLDER/$parser.log; again: FUZZ=$parser $BINARY $FOLDER/found/$parser-..." >&2
  done
  exit 1
fi
