#!/usr/bin/env bash
# All tests, in the order in which they fail fastest. Ends with a count of each kind.
set -euo pipefail
cd "$(dirname "$0")/.."

swift=${SWIFT:-swift}
log=.build/test-logs
mkdir -p "$log"
summary=()
SECONDS=0

# Lines that say only that all goes well; the whole output is kept in .build/test-logs.
chatter='^(◇|✔ Test (case |"|[A-Za-z]+\(\))|✔ Suite |\[[0-9]+/[0-9]+\] )'

# step NAME COMMAND…: runs it, keeps its output, and stops everything when it fails.
step() {
    local name=$1 began=$SECONDS
    shift
    echo "== $name: $*"
    "$@" 2>&1 | tee "$log/$name.log" | { grep -avE "$chatter" || true; }
    echo "== $name: done in $((SECONDS - began)) s"
}

# Notes the last line of a step's output that matches, for the end.
note() {
    local line
    line=$(grep -aE "$2" "$log/$1.log" | tail -n 1) || line="no count found"
    summary+=("$1: ${line#"${line%%[[:alnum:]]*}"}")
}

step lint scripts/format.sh lint
note lint '^format: '
step build "$swift" build --build-tests
# One test at a time: many of them wait for processes and sockets, and would starve each other.
step unit "$swift" test --skip-build --disable-xctest --no-parallel
note unit 'Test run with [0-9]+ tests'
step poet .build/debug/poet --quick --known S8
note poet '^poet: '
step tutorial scripts/tutorial.sh .build/debug/secretctl
note tutorial '^tutorial: '
step interop scripts/interop.sh .build/debug/secretctl
note interop '^interop: '
step fuzz scripts/fuzz.sh
note fuzz '^fuzz: '

echo
echo "All tests passed in $SECONDS s:"
printf '  %s\n' "${summary[@]}"
