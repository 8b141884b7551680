#!/usr/bin/env bash
# run_fuzzer.sh <fuzzer> <seed program> <directory> <largest input>
# Fuzzes for NEARSHELF_FUZZ_SECONDS. The corpus in <directory> is kept, so that the next run goes on where this one ended.
set -euo pipefail
fuzzer=$1
seeds=$2
directory=$3
max_len=$4

mkdir -p "$directory/corpus" "$directory/findings"
"$seeds" "$directory/corpus"
exec "$fuzzer" -max_total_time="${NEARSHELF_FUZZ_SECONDS:-10}" -max_len="$max_len" -timeout=5 -rss_limit_mb=1024 \
  -malloc_limit_mb=64 -artifact_prefix="$directory/findings/" -print_final_stats=1 "$directory/corpus"
