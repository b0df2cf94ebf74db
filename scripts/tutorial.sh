#!/usr/bin/env bash
# tutorial.sh BINARY: does what docs/tutorial.md says, in an empty folder, against a node of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
binary=$PWD/${1:?usage: tutorial.sh BINARY}

# shellcheck source=scripts/node.sh
source scripts/node.sh
folder=$(mktemp -d)
trap 'node_stop; rm -rf "$folder"' EXIT
mkdir "$folder/node" "$folder/work" "$folder/bin"
ln -s "$binary" "$folder/bin/secretctl"

# Files first: a Swift block goes where the words before it say, `FOLDER/NAME.swift`.
awk -v folder="$folder/work" '
    match($0, /`[a-z]+\/[A-Za-z]+\.swift`/) { name = substr($0, RSTART + 1, RLENGTH - 2) }
    /^```swift$/ { file = folder "/" name; system("mkdir -p $(dirname " file ")"); next }
    /^```$/ { file = ""; next }
    file != "" { print > file }
' docs/tutorial.md
# Then the commands, all in one shell. Only where the node listens is different from the page.
awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0; next } on' docs/tutorial.md >"$folder/commands"

node_start "$binary" "$folder/node"
sed -i "s|http://127.0.0.1:5000|$FAUCET|" "$folder/commands"
echo "tutorial: $(wc -l <"$folder/commands") lines of commands against $REST"
cd "$folder/work"
if ! PATH="$folder/bin:$PATH" HOME="$folder/work" SECRETCTL_HOME="$folder/work/home" \
    SECRETCTL_NODE="$REST" bash -euo pipefail "$folder/commands" </dev/null; then
    echo "tutorial: FAILED; the node's last words:" >&2
    tail -n 10 "$folder/node/node.log" >&2
    exit 1
fi
cd "$root"
node_stop
echo "tutorial: done"
