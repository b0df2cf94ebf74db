#!/usr/bin/env bash
# format.sh lint|write: every Swift file that a person wrote.
set -euo pipefail
cd "$(dirname "$0")/.."

case ${1:-} in
    lint) how=(lint --strict) ;;
    write) how=(format --in-place) ;;
    *)
        echo "usage: format.sh lint|write" >&2
        exit 2
        ;;
esac
mapfile -d '' files < <(
    find Package.swift Sources Tests Benchmarks contracts -name '*.swift' -not -path '*/Generated/*' \
        -print0 2>/dev/null | sort -z
)
"${SWIFT:-swift}" format "${how[@]}" --parallel "${files[@]}"
echo "format: ${#files[@]} files (${1})"
