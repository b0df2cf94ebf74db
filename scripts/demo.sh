#!/usr/bin/env bash
# demo.sh BINARY: one true path through everything, first with secretctl, then with the Python client
# that Secret's developers use, against the same node. Leaves nothing behind.
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$PWD/${1:?usage: demo.sh BINARY}
[[ -x $binary ]] || {
    echo "demo: no $1: run 'make build'" >&2
    exit 1
}

# shellcheck source=scripts/node.sh
source scripts/node.sh
python=$(scripts/venv.sh Tests/Interoperability/secret_sdk)
folder=$(mktemp -d)
step="the beginning"
finish() {
    local status=$?
    trap - EXIT INT TERM
    node_stop
    if ((status != 0)); then
        echo "demo: FAILED at: $step" >&2
        [[ ! -s $folder/errors ]] || tail -n 5 "$folder/errors" >&2
        [[ ! -s $folder/node.log ]] || tail -n 10 "$folder/node.log" >&2
    fi
    rm -rf "$folder"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() {
    step=$*
    printf '\n\033[1m%s\033[0m\n' "$*"
}

# Runs a command as a reader would type it, and shows it.
show() {
    local shown="secretctl $*"
    shown=${shown//"$folder/"/}
    printf '  $ %s\n' "$shown"
    "$binary" "$@" --home "$folder/home" --no-input 2>"$folder/errors" </dev/null |
        tee "$folder/answer" | sed 's/^/    /'
}

# The same, but keeps one field of the JSON answer: ask FIELD COMMAND…
ask() {
    local field=$1
    shift
    "$binary" "$@" --home "$folder/home" --no-input --json 2>"$folder/errors" </dev/null |
        "$python" -c '
import json, sys
value = json.load(sys.stdin)
for name in sys.argv[1].split("."):
    value = value[int(name)] if name.isdigit() else value[name]
print(value)' "$field"
}

# check WHAT GOT WANTED
check() {
    if [[ $2 != "$3" ]]; then
        echo "demo: $1: wanted $3, got $2" >&2
        exit 1
    fi
    printf '  ok: %s is %s\n' "$1" "$2"
}

began=$SECONDS
say "1. A node: embedded, in a temporary home, on free ports"
node_start "$binary" "$folder"
echo "  $CHAIN_ID is ready: REST $REST, faucet $FAUCET"
node=(--node "$REST")

say "2. A key, in a file that is sealed under a passphrase"
(umask 077 && echo "a passphrase for a demonstration" >"$folder/passphrase")
unlock=(--passphrase-file "$folder/passphrase")
address=$(ask address keys add operator "${unlock[@]}")
other=$(ask address keys add friend "${unlock[@]}")
show keys list

say "3. Money from the faucet"
"$python" -c 'import sys, urllib.request as r; print("  " + r.urlopen(sys.argv[1]).read().decode())' \
    "$FAUCET/faucet?address=$address"
show query balance "$address" "${node[@]}"
check "the balance" "$(ask balances.0.amount query balance "$address" "${node[@]}")" 1000000000

say "4. A payment"
show send 25scrt --to "$other" --from operator "${unlock[@]}" "${node[@]}" --yes
check "the friend's balance" "$(ask balances.0.amount query balance "$other" "${node[@]}")" 25000000

say "5. Collateral"
validator=$(ask validators.0.address query validators "${node[@]}")
hash=$(ask tx_hash stake delegate 100scrt --to "$validator" --from operator "${unlock[@]}" \
    "${node[@]}" --yes)
show query delegations "$address" "${node[@]}"
show stake status "$address" "${node[@]}"

say "6. The transaction by its hash"
show query tx "$hash" "${node[@]}"
check "its code" "$(ask code query tx "$hash" "${node[@]}")" 0

say "7. A message for a contract, encrypted for the network and opened again"
key=$(curl --silent --fail "$REST/registration/v1beta1/tx-key" 2>/dev/null |
    sed -nE 's/.*"key" *: *"([^"]*)".*/\1/p') || true
[[ -n $key ]] || key=$("$python" -c 'import json, sys, urllib.request as r
print(json.load(r.urlopen(sys.argv[1] + "/registration/v1beta1/tx-key"))["key"])' "$REST")
(umask 077 && head -c 32 /dev/urandom | od -An -vtx1 | tr -d ' \n' >"$folder/seed")
echo '{"transfer":{"recipient":"'"$other"'","amount":"1"}}' >"$folder/message.json"
code_hash=$(printf 'ab%.0s' {1..32})
sealed=$(ask encrypted_hex tx encrypt --msg-file "$folder/message.json" --code-hash "$code_hash" \
    --io-pubkey "$key" --seed-file "$folder/seed")
echo "  sealed: ${sealed:0:60}… ($((${#sealed} / 2)) bytes)"
opened=$(ask plaintext tx decrypt --input-hex "$sealed" --io-pubkey "$key" \
    --seed-file "$folder/seed" --what message)
echo "  opened: $opened"
[[ $opened == *"$other"* ]] || {
    echo "demo: the message did not come back" >&2
    exit 1
}

say "8. A contract: a SNIP-20 token written in Swift, built, stored, made, used"
show contract build contracts/token --out "$folder/token.wasm"
id=$(ask code_id contract store "$folder/token.wasm" --from operator "${unlock[@]}" "${node[@]}" --yes)
echo '{"name":"Demo","symbol":"DEMO","decimals":6,"prng_seed":"ZGVtbw==","initial_balances":
    [{"address":"'"$address"'","amount":"1000"}]}' >"$folder/init.json"
token=$(ask address contract instantiate "$id" "@$folder/init.json" --label demo \
    --from operator "${unlock[@]}" "${node[@]}" --yes)
show contract execute "$token" '{"transfer":{"recipient":"'"$other"'","amount":"42"}}' \
    --from operator "${unlock[@]}" "${node[@]}" --yes
ask code contract execute "$token" '{"set_viewing_key":{"key":"open sesame"}}' \
    --from operator "${unlock[@]}" "${node[@]}" --yes >/dev/null
show contract query "$token" '{"balance":{"address":"'"$address"'","key":"open sesame"}}' "${node[@]}"
grep -q '"958"' "$folder/answer" || {
    echo "demo: the balance is not 958" >&2
    exit 1
}

say "9. The Python client secret-sdk 1.8.3, unmodified, does the same against the same node"
SECRETCTL=$binary "$python" -W ignore Tests/Interoperability/secret_sdk/demo.py

height=$(ask height node status "${node[@]}")
say "Done in $((SECONDS - began)) s: $height blocks, two clients, one node. Nothing is left behind."
