#!/usr/bin/env bash
# contracts.sh BINARY: builds the repository's contracts into .build/contracts, those that changed.
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$1
out=.build/contracts
mkdir -p "$out"
build() { # NAME FOLDER INTERFACE
    local module=$out/$1.wasm
    if [[ ! -e $module || -n $(find "contracts/$2" contracts/SecretContract -newer "$module" -type f) ]]; then
        "$binary" contract build "contracts/$2" --interface "$3" --out "$module"
    fi
}
build token token v1
build probe probe v1
build probe-v0.10 probe v0.10
