#!/usr/bin/env bash
# venv.sh FOLDER: makes .build/venvs/NAME, by the folder's name, with exactly FOLDER/requirements.txt and
# prints the path of its Python. Does nothing where it is there already. Exit 75: PyPI is out of reach.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$1
name=$(basename "$folder")
wanted=$folder/requirements.txt
venv=.build/venvs/$name
stamp=$venv/installed-requirements.txt

if ! cmp -s "$wanted" "$stamp"; then
    # The clients' pinned parts have wheels for 3.11 and work up to 3.13.
    python=""
    for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 /usr/bin/python3 python3; do
        if "$candidate" -c 'import venv, ensurepip' 2>/dev/null; then
            python=$candidate
            break
        fi
    done
    [[ -n $python ]] || {
        echo "venv: no Python with venv (Debian: python3-venv)" >&2
        exit 1
    }
    rm -rf "$venv"
    mkdir -p .build/venvs
    echo "venv: $name, with $("$python" --version)" >&2
    "$python" -m venv "$venv"
    if ! "$venv/bin/pip" install --disable-pip-version-check --quiet --retries 3 \
        -r "$wanted" >&2; then
        rm -rf "$venv"
        if ! "$python" -c 'import urllib.request as r; r.urlopen("https://pypi.org/simple/pip/", timeout=20)' 2>/dev/null; then
            echo "venv: PyPI is out of reach" >&2
            exit 75
        fi
        echo "venv: $wanted does not install" >&2
        exit 1
    fi
    cp "$wanted" "$stamp"
fi
echo "$venv/bin/python"
