#!/usr/bin/env bash
# Writes the two files table.inc: which files of Rules/ and Templates/ the program carries inside, and which of
# Sources/CPages/{ladder,pages} the control server does.
# Run it (or `make builtins`) when a file was added, renamed or removed; an edited one is noticed by the compiler.
set -euo pipefail
cd "$(dirname "$0")/../.."

# write_table TARGET FOLDER_OF_THE_NAMES: the paths of its files are read from standard input.
write_table() {
  local target=Sources/$1 names=$2 files i
  mapfile -t files
  {
    echo "// Written by generate.sh; do not edit."
    for i in "${!files[@]}"; do
      printf '\nstatic const unsigned char file_%d[] = {\n#embed "%s/%s"\n};\n' "$i" \
        "$(realpath --relative-to="$target" "$names")" "${files[$i]}"
    done
    printf '\nstatic const embedded_file files[] = {\n'
    for i in "${!files[@]}"; do
      printf '    {"%s", file_%d, sizeof file_%d},\n' "${files[$i]}" "$i" "$i"
    done
    echo "};"
  } >"$target/table.inc"
}

find Rules Templates -type f \( -name '*.yaml' -o -name '*.mustache' \) | LC_ALL=C sort | write_table CBuiltins .
(cd Sources/CPages && find ladder pages -type f) | LC_ALL=C sort | write_table CPages Sources/CPages
