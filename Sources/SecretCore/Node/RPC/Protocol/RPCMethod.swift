/// The methods of CometBFT's RPC, with their parameters in order. Source: chain.md §5.3.
enum RPCMethod: String, CaseIterable, Hashable, Sendable {
    case abciInfo = "abci_info"
    case abciQuery = "abci_query"
    case block
    case blockByHash = "block_by_hash"
    case blockResults = "block_results"
    case blockSearch = "block_search"
    case blockchain
    case broadcastEvidence = "broadcast_evidence"
    case broadcastTxAsync = "broadcast_tx_async"
    case broadcastTxCommit = "broadcast_tx_commit"
    case broadcastTxSync = "broadcast_tx_sync"
    case checkTx = "check_tx"
    case commit
    case consensusParams = "consensus_params"
    case consensusState = "consensus_state"
    case dumpConsensusState = "dump_consensus_state"
    case genesis
    case genesisChunked = "genesis_chunked"
    case header
    case headerByHash = "header_by_hash"
    case health
    case netInfo = "net_info"
    case numUnconfirmedTxs = "num_unconfirmed_txs"
    case status
    case subscribe
    case tx
    case txSearch = "tx_search"
    case unconfirmedTxs = "unconfirmed_txs"
    case unsubscribe
    case unsubscribeAll = "unsubscribe_all"
    case validators

    /// One parameter, and how its value is written.
    struct Parameter: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            case text
            /// Base64 in JSON; `0x…` or a quoted text in a URI.
            case bytes
            /// Hex in JSON; as `bytes` in a URI.
            case hex
            case flag
            /// Of 64 bits, as a text or a number.
            case integer
            case json
        }
        let name: String
        let kind: Kind

        init(_ name: String, _ kind: Kind) { (self.name, self.kind) = (name, kind) }
    }

    var parameters: [Parameter] {
        let height = Parameter("height", .integer)
        let query = Parameter("query", .text)
        let pages = [Parameter("page", .integer), Parameter("per_page", .integer)]
        let transaction = Parameter("tx", .bytes)
        let prove = Parameter("prove", .flag)
        switch self {
        case .abciQuery: return [.init("path", .text), .init("data", .hex), height, prove]
        case .block, .blockResults, .commit, .consensusParams, .header: return [height]
        case .blockByHash: return [.init("hash", .bytes)]
        case .headerByHash: return [.init("hash", .hex)]
        case .blockSearch: return [query] + pages + [.init("order_by", .text)]
        case .blockchain: return [.init("minHeight", .integer), .init("maxHeight", .integer)]
        case .broadcastEvidence: return [.init("evidence", .json)]
        case .broadcastTxAsync, .broadcastTxCommit, .broadcastTxSync, .checkTx:
            return [transaction]
        case .genesisChunked: return [.init("chunk", .integer)]
        case .subscribe, .unsubscribe: return [query]
        case .tx: return [.init("hash", .bytes), prove]
        case .txSearch: return [query, prove] + pages + [.init("order_by", .text)]
        case .unconfirmedTxs: return [.init("limit", .integer)]
        case .validators: return [height] + pages
        case .abciInfo, .consensusState, .dumpConsensusState, .genesis, .health, .netInfo,
            .numUnconfirmedTxs, .status, .unsubscribeAll:
            return []
        }
    }

    /// Only a websocket can be told of what happens later.
    var isForSocketsOnly: Bool {
        self == .subscribe || self == .unsubscribe || self == .unsubscribeAll
    }

    /// Whether a good answer stays true for ever, so that it may be kept outside.
    ///
    /// The engine also says so of `abci_info` and of a `blockchain` without heights, which change
    /// with each block; here they are not kept.
    func isLasting(_ arguments: RPCArguments) -> Bool {
        switch self {
        case .block, .blockResults, .commit, .consensusParams, .header, .validators:
            arguments.integer("height") != nil
        case .blockchain:
            arguments.integer("minHeight") ?? 0 > 0 && arguments.integer("maxHeight") ?? 0 > 0
        case .blockByHash, .headerByHash, .tx, .genesis, .genesisChunked: true
        default: false
        }
    }
}
