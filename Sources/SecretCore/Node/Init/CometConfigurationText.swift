internal import SecretBase

/// Writes `config/config.toml`: what CometBFT 0.38 is to do, for a node whose peers are known and
/// near. What is not in it has CometBFT's own value.
///
/// Source: CometBFT notes §2, §8; chain.md §7.2.
struct CometConfigurationText {
    /// The longest transaction: a contract's code, packed, and what is around it.
    static let transactionBytesMax = 3 << 20
    /// That transaction in base64, and some more.
    static let requestBytesMax = 5 << 20

    /// What the node calls itself before its peers.
    let moniker: String
    let ports: NodePorts
    let blockMilliseconds: Int
    /// `ID@HOST:PORT` of every node to stay connected with, with commas between.
    let peers: String
    /// Whether peers are asked for more peers.
    let asksForPeers: Bool
    /// Two RPC addresses that tell a new node the headers, with a comma between; CometBFT wants two,
    /// and takes one twice.
    let witnesses: String
    /// The RPC address of a node that this one may take its trust from.
    let trusted: String
    /// Room for as many peers.
    let peersMax: Int

    /// How long news may wait to be passed on: short where blocks are.
    private var gossip: String { blockMilliseconds < 1000 ? "10ms" : "100ms" }

    var text: String { [base, doors, pools, consensus].joined(separator: "\n") }

    private var base: String {
        """
        # How CometBFT runs this node; app.toml beside it says how the application does.
        # Paths are below the node's home.

        # The application waits here; `secretctl node run` reads it too.
        proxy_app = "tcp://\(ports.abci)"
        abci = "socket"

        # What the node calls itself before its peers.
        moniker = "\(moniker)"

        db_backend = "goleveldb"
        db_dir = "data"
        log_level = "info"
        log_format = "plain"

        genesis_file = "config/genesis.json"
        node_key_file = "config/node_key.json"
        # The validator's key, and what it has signed last. One key in two nodes signs twice, and
        # is punished: never copy these.
        priv_validator_key_file = "config/priv_validator_key.json"
        priv_validator_state_file = "data/priv_validator_state.json"
        # An address here waits for a remote signer instead.
        priv_validator_laddr = ""
        # Whether the application is asked which peers may connect.
        filter_peers = false

        """
    }

    private var doors: String {
        """
        [rpc]
        # Who can reach it can ask for much work: keep it on this machine, or behind a proxy.
        laddr = "tcp://\(ports.rpc)"
        cors_allowed_origins = []
        # Methods that change the node itself.
        unsafe = false
        max_open_connections = 900
        max_subscription_clients = 100
        max_subscriptions_per_client = 5
        timeout_broadcast_tx_commit = "10s"
        max_request_batch_size = 10
        # Room for a contract's code in base64.
        max_body_bytes = \(Self.requestBytesMax)
        max_header_bytes = 1048576
        pprof_laddr = ""

        [p2p]
        laddr = "tcp://\(ports.p2p)"
        external_address = ""
        seeds = ""
        # Nodes to stay connected with: ID@HOST:PORT, with commas between.
        persistent_peers = "\(peers)"
        # Whether peers are asked for more peers. Several may share this machine's address.
        pex = \(asksForPeers)
        addr_book_strict = false
        allow_duplicate_ip = true
        addr_book_file = "config/addrbook.json"
        max_num_inbound_peers = \(peersMax)
        max_num_outbound_peers = \(peersMax)
        flush_throttle_timeout = "\(gossip)"
        send_rate = 5120000
        recv_rate = 5120000
        handshake_timeout = "20s"
        dial_timeout = "3s"

        """
    }

    private var pools: String {
        """
        [mempool]
        type = "flood"
        # After a block, what still waits is checked again.
        recheck = true
        broadcast = true
        size = 10000
        max_txs_bytes = 1073741824
        cache_size = 10000
        keep-invalid-txs-in-cache = false
        # Room for a contract's code.
        max_tx_bytes = \(Self.transactionBytesMax)

        [statesync]
        # To join by a snapshot: set enable, and trust_height and trust_hash from the answer of a
        # node that you trust, \(trusted)/commit
        enable = false
        rpc_servers = "\(witnesses)"
        trust_height = 0
        trust_hash = ""
        trust_period = "168h0m0s"
        discovery_time = "5s"
        chunk_request_timeout = "10s"
        chunk_fetchers = "4"

        [blocksync]
        version = "v0"

        """
    }

    private var consensus: String {
        """
        [consensus]
        wal_file = "data/cs.wal/wal"
        # How long the others are waited for; each round adds its delta.
        timeout_propose = "3s"
        timeout_propose_delta = "500ms"
        timeout_prevote = "1s"
        timeout_prevote_delta = "500ms"
        timeout_precommit = "1s"
        timeout_precommit_delta = "500ms"
        # From a block to the next: the block time, as long as all is well.
        timeout_commit = "\(blockMilliseconds)ms"
        skip_timeout_commit = false
        # Time-outs of the chain fall due in empty blocks too.
        create_empty_blocks = true
        create_empty_blocks_interval = "0s"
        peer_gossip_sleep_duration = "\(gossip)"
        # More than 0: before signing, looks for its own votes in so many blocks.
        double_sign_check_height = 0

        [storage]
        # Kept, so that block_results answers.
        discard_abci_responses = false

        [tx_index]
        indexer = "kv"

        [instrumentation]
        prometheus = false
        prometheus_listen_addr = "\(ports.figures)"

        """
    }
}

extension CometConfigurationText {
    /// For a node of a network whose nodes are all laid out here: none is looked for.
    ///
    /// - Parameter nodeIDs: all nodes' ids, by their index.
    init(
        node: NetworkPlan.Node, blockMilliseconds: Int, nodeIDs: [String],
        nodes: [NetworkPlan.Node]
    ) {
        let others = nodes.filter { $0.index != node.index }
        let near = others.prefix(2).map { "http://\($0.ports.rpc)" }
        self.init(
            moniker: node.moniker, ports: node.ports, blockMilliseconds: blockMilliseconds,
            peers: others.map { "\(nodeIDs[$0.index])@\($0.ports.p2p)" }.joined(separator: ","),
            asksForPeers: false,
            witnesses: near.isEmpty ? "" : [near[0], near[near.count - 1]].joined(separator: ","),
            trusted: "http://\(nodes[0].ports.rpc)",
            // 40 are CometBFT's own; every node of this network must find room.
            peersMax: max(40, 2 * nodes.count))
    }
}
