#!/usr/bin/env bash
# interop.sh BINARY: the real Python clients, unmodified, against one embedded node.
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$PWD/${1:?usage: interop.sh BINARY}

# shellcheck source=scripts/node.sh
source scripts/node.sh
folder=$(mktemp -d)
trap 'node_stop; rm -rf "$folder"' EXIT

clients=(secret_sdk cosmpy comet_rpc)
pythons=()
for client in "${clients[@]}"; do
    status=0
    python=$(scripts/venv.sh "Tests/Interoperability/$client") || status=$?
    if ((status == 75)) && [[ -z ${CI:-} ]]; then
        # Only somebody's own machine may be without a network; continuous integration may not.
        echo "interop: SKIPPED: PyPI is out of reach and .build/venvs/$client is not there yet"
        exit 0
    fi
    ((status == 0)) || exit "$status"
    pythons+=("$python")
done

scripts/contracts.sh "$binary" >/dev/null
export CONTRACTS=$PWD/.build/contracts
node_start "$binary" "$folder"
export SECRETCTL=$binary
total=0
for index in "${!clients[@]}"; do
    log=$folder/${clients[index]}.log
    echo "interop: ${clients[index]} against $REST"
    if ! "${pythons[index]}" -W ignore -m unittest discover --verbose \
        --start-directory "Tests/Interoperability/${clients[index]}" 2>&1 | tee "$log"; then
        echo "interop: FAILED; the node's last words:" >&2
        tail -n 20 "$folder/node.log" >&2
        exit 1
    fi
    count=$(sed -nE 's/^Ran ([0-9]+) tests?.*/\1/p' "$log")
    total=$((total + ${count:-0}))
done
((total > 0)) || {
    echo "interop: no test ran" >&2
    exit 1
}
node_stop
echo "interop: $total tests passed (secret-sdk 1.8.3, cosmpy 0.12.2, websocket-client 1.8.0)"
