#!/usr/bin/env bash
# Writes table.inc, the list of the files of Rules/ and Templates/ that the binary carries inside.
# Run it (or `make builtins`) when a file was added, renamed or removed; an edited one is noticed by the compiler.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
mapfile -t files < <(find Rules Templates -type f \( -name '*.yaml' -o -name '*.mustache' \) | LC_ALL=C sort)
{
  echo "// Written by generate.sh; do not edit."
  for i in "${!files[@]}"; do
    printf '\nstatic const unsigned char file_%d[] = {\n#embed "../../%s"\n};\n' "$i" "${files[$i]}"
  done
  printf '\nstatic const builtin_file files[] = {\n'
  for i in "${!files[@]}"; do
    printf '    {"%s", file_%d, sizeof file_%d},\n' "${files[$i]}" "$i" "$i"
  done
  echo "};"
} > "$here/table.inc"
