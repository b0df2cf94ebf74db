#!/usr/bin/env bash
# usage: generate-docs.sh BINARY    writes completions/ and man/ again, as the commands say them
set -euo pipefail
cd "$(dirname "$0")/.."
binary=${1:?the built secretctl}
rm -rf completions man
mkdir -p completions man
"$binary" documentation | while read -r file; do
    "$binary" documentation "$file" >"$file"
done
