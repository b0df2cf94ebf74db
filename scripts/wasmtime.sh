#!/usr/bin/env bash
# Puts Wasmtime's shared library, which runs the contracts, into .lib: from the wheel on the Python
# package index, known by its SHA-256. Does nothing where it is there already.
set -euo pipefail
cd "$(dirname "$0")/.."

version=50.0.1
sum=3127ca42fe7cdd3f0a43a358e79177dcfedd46c1746329826403b9d854de6178
library=.lib/libwasmtime.so
inside=wasmtime/linux-x86_64/_libwasmtime.so

say() { echo "setup: $*" >&2; }
is_right() { echo "$sum  $1" | sha256sum --check --status 2>/dev/null; }

if [[ $(uname -s)-$(uname -m) != Linux-x86_64 ]]; then
    say "contracts run on x86_64 Linux only; here the rest works, without them"
    exit 0
fi
if [[ -f $library ]] && is_right "$library"; then
    exit 0
fi

# Debian's Python may come without pip; one with venv always has it.
pip=(python3 -m pip)
if ! "${pip[@]}" --version >/dev/null 2>&1; then
    [[ -x .build/venvs/pip/bin/pip ]] || python3 -m venv .build/venvs/pip
    pip=(.build/venvs/pip/bin/python -m pip)
fi

mkdir -p .lib
work=$(mktemp -d .lib/download.XXXXXX)
trap 'rm -rf "$work"' EXIT
say "fetching wasmtime $version from the Python package index"
if ! "${pip[@]}" download --disable-pip-version-check --quiet --retries 3 --no-deps \
    --only-binary=:all: --platform manylinux1_x86_64 --dest "$work" "wasmtime==$version" >&2; then
    say "could not fetch wasmtime $version: is the Python package index within reach?"
    exit 1
fi
python3 -m zipfile -e "$work"/wasmtime-*.whl "$work"
if ! is_right "$work/$inside"; then
    say "the library in the wheel of wasmtime $version is not the one that secretctl knows"
    say "    wanted SHA-256 $sum"
    say "    found          $(sha256sum "$work/$inside" | cut -d' ' -f1)"
    exit 1
fi
cp "$work"/wasmtime-*.dist-info/licenses/LICENSE .lib/libwasmtime.LICENSE
chmod 0644 "$work/$inside" .lib/libwasmtime.LICENSE
# Whole or not at all: a run that was stopped leaves nothing that looks right.
mv "$work/$inside" "$library"
