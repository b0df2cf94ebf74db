#!/usr/bin/env bash
# Installs what the build needs from Debian, and checks the Swift toolchain. Does nothing, needs no
# network and no root, where all of it is there already.
set -euo pipefail

packages=(
    ca-certificates git make pkg-config python3 python3-venv
    libargon2-dev libcrypt-dev libcurl4-openssl-dev libsecp256k1-dev libsodium-dev libsqlite3-dev libssl-dev zlib1g-dev
)
libraries=(libargon2 libcrypt libcurl libsecp256k1 libsodium sqlite3 libcrypto zlib)
swift_wanted=6.3

say() { echo "setup: $*" >&2; }

# Elsewhere than on Debian the names differ; there the libraries themselves are looked for.
if ! command -v dpkg-query >/dev/null; then
    for library in "${libraries[@]}"; do
        pkg-config --exists "$library" 2>/dev/null || {
            say "no $library (with headers), and no dpkg to install it: install it by hand"
            exit 1
        }
    done
else
    missing=()
    for package in "${packages[@]}"; do
        state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
        [[ $state == installed ]] || missing+=("$package")
    done
    if ((${#missing[@]} > 0)); then
        say "installing ${missing[*]}"
        as_root=()
        if ((EUID != 0)); then
            if ! command -v sudo >/dev/null; then
                say "not root, and there is no sudo. Have somebody with root run:"
                say "    apt-get install ${missing[*]}"
                exit 1
            fi
            as_root=(sudo)
            # A closed stdin cannot type sudo's password: say so instead of waiting for it.
            [[ -t 0 ]] || as_root=(sudo -n)
        fi
        # env: sudo drops the variable otherwise, and a package's question would wait for ever.
        quiet=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive)
        if ! { "${quiet[@]}" apt-get update -q && "${quiet[@]}" apt-get install -q -y \
            --no-install-recommends "${missing[@]}"; } >&2; then
            say "apt could not install them. As root, with a network, run:"
            say "    apt-get update && apt-get install ${missing[*]}"
            exit 1
        fi
    fi
fi

swift=${SWIFT:-swift}
if ! command -v "$swift" >/dev/null; then
    say "no Swift toolchain: install Swift $swift_wanted or newer from https://www.swift.org/install"
    exit 1
fi
found=$("$swift" --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1)
if [[ -z $found || $(printf '%s\n' "$swift_wanted" "$found" | sort -V | head -n 1) != "$swift_wanted" ]]; then
    say "Swift ${found:-of unknown version} is too old: $swift_wanted or newer is needed"
    say "see https://www.swift.org/install"
    exit 1
fi

"$(dirname "$0")/wasmtime.sh"
