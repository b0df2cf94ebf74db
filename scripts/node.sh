# Sourced: starts and stops an embedded node for a script.
#   node_start BINARY FOLDER [ARGUMENT…]   sets NODE_PID REST RPC GRPC FAUCET CHAIN_ID; free ports, home in FOLDER
#   node_stop                              asks it to stop, then insists

NODE_PID=""

# node_field NAME FILE: a string of the one JSON object in FILE.
node_field() {
    sed -nE "s/.*\"$1\" *: *\"([^\"]*)\".*/\1/p" "$2" | head -n 1
}

# An address as the node prints it: host:port, or a URL already.
node_url() {
    case $1 in http://* | https://*) echo "${1%/}" ;; *) echo "http://$1" ;; esac
}

node_start() {
    local binary=$1 folder=$2
    shift 2
    "$binary" node run --json --no-input --home "$folder/home" \
        --rest-address 127.0.0.1:0 --rpc-address 127.0.0.1:0 --grpc-address 127.0.0.1:0 \
        --faucet-address 127.0.0.1:0 "$@" \
        >"$folder/ready.json" 2>"$folder/node.log" </dev/null &
    NODE_PID=$!
    local _
    for _ in $(seq 1 300); do
        grep -q '"ready"' "$folder/ready.json" && break
        if ! kill -0 "$NODE_PID" 2>/dev/null; then
            echo "node: stopped before it was ready" >&2
            cat "$folder/node.log" >&2
            NODE_PID=""
            return 1
        fi
        sleep 0.1
    done
    grep -q '"ready"' "$folder/ready.json" || {
        echo "node: not ready after 30 s" >&2
        cat "$folder/node.log" >&2
        return 1
    }
    REST=$(node_url "$(node_field rest "$folder/ready.json")")
    RPC=$(node_url "$(node_field rpc "$folder/ready.json")")
    GRPC=$(node_url "$(node_field grpc "$folder/ready.json")")
    FAUCET=$(node_url "$(node_field faucet "$folder/ready.json")")
    CHAIN_ID=$(node_field chain_id "$folder/ready.json")
    export REST RPC GRPC FAUCET CHAIN_ID
}

node_stop() {
    [[ -n $NODE_PID ]] || return 0
    kill -TERM "$NODE_PID" 2>/dev/null || true
    local _
    for _ in $(seq 1 100); do
        kill -0 "$NODE_PID" 2>/dev/null || break
        sleep 0.1
    done
    kill -KILL "$NODE_PID" 2>/dev/null || true
    wait "$NODE_PID" 2>/dev/null || true
    NODE_PID=""
}
