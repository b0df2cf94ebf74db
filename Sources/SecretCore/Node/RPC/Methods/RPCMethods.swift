internal import SecretBase
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

/// The methods of CometBFT's RPC over the embedded engine. Source: chain.md §5.3.
struct RPCMethods: RPCCaller {
    let backend: RPCBackend
    let limits: RPCLimits
    /// Who waits for a block with his transaction.
    let waiting: Slots

    init(_ backend: RPCBackend, limits: RPCLimits) {
        self.backend = backend
        self.limits = limits
        waiting = Slots(limits.commitWaiters)
    }

    func call(_ method: RPCMethod, _ arguments: RPCArguments) async throws -> JSONValue {
        switch method {
        case .abciInfo: try abciInfo()
        case .abciQuery: await abciQuery(arguments)
        case .block: try block(arguments)
        case .blockByHash: try await blockByHash(arguments)
        case .blockResults: try blockResults(arguments)
        case .blockSearch: try await blockSearch(arguments)
        case .blockchain: try blockchain(arguments)
        case .broadcastEvidence: try broadcastEvidence(arguments)
        case .broadcastTxAsync: try broadcastAsync(arguments)
        case .broadcastTxCommit: try await broadcastCommit(arguments)
        case .broadcastTxSync: try await broadcastSync(arguments)
        case .checkTx: try await checkTx(arguments)
        case .commit: try commit(arguments)
        case .consensusParams: try consensusParams(arguments)
        case .consensusState: try consensusState()
        case .dumpConsensusState: try dumpConsensusState()
        case .genesis: try genesis()
        case .genesisChunked: try genesisChunk(arguments)
        case .header: try header(arguments)
        case .headerByHash: try await headerByHash(arguments)
        case .health: [:]
        case .netInfo: netInfo()
        case .numUnconfirmedTxs: try await unconfirmed(limit: nil)
        case .status: try status()
        case .tx: try tx(arguments)
        case .txSearch: try await txSearch(arguments)
        case .unconfirmedTxs:
            try await unconfirmed(limit: Paging.perPage(arguments.integer("limit")))
        case .validators: try validators(arguments)
        case .subscribe, .unsubscribe, .unsubscribeAll:
            // The websocket keeps its subscriptions itself.
            throw RPCRefusal("only a websocket can subscribe")
        }
    }

    /// Runs `body` on one whole height.
    func read<Answer>(_ body: (Heights) throws -> Answer) throws -> Answer {
        try backend.node.database.read { snapshot in
            guard let latest = try snapshot.latestBlock() else {
                throw RPCRefusal("the chain has no block yet")
            }
            return try body(Heights(snapshot: snapshot, latest: latest))
        }
    }
}

/// What the chain has at one moment.
struct Heights {
    let snapshot: ChainSnapshot
    let latest: StoredBlock

    /// The height that a caller names, or the last. Throws in the engine's words.
    ///
    /// `isAhead`: the next height is known, too, as far as validators and parameters go.
    func height(_ named: Int64?, isAhead: Bool = false) throws -> Int64 {
        let last = latest.height + (isAhead ? 1 : 0)
        guard let named else { return last }
        guard named > 0 else {
            throw RPCRefusal("height must be greater than 0, but got \(named)")
        }
        guard named <= last else {
            throw RPCRefusal(
                "height \(named) must be less than or equal to the current blockchain height "
                    + "\(last)")
        }
        let lowest = try snapshot.earliestHeight()
        guard named >= lowest else {
            throw RPCRefusal("height \(named) is not available, lowest height is \(lowest)")
        }
        return named
    }

    /// A block that must be there.
    func block(at height: Int64) throws -> StoredBlock {
        guard let block = try snapshot.block(at: height) else {
            throw StorageError.damaged("no block at height \(height)")
        }
        return block
    }

    func assembled(at height: Int64) throws -> AssembledBlock {
        try AssembledBlock(at: height, in: snapshot)
    }

    /// Who validates a height, which may be the next.
    func validators(at height: Int64) throws -> CometValidatorSet {
        guard height == latest.height + 1 else {
            return try CometValidatorSet(serializedBytes: try block(at: height).validators)
        }
        let previous = try snapshot.block(at: latest.height - 1)
        return try ValidatorSchedule(after: latest, previous: previous).current
    }
}

/// One page of a list, as the engine cuts it.
enum Paging {
    /// How many fit a page: 30 unless said otherwise, 100 at most.
    static func perPage(_ wanted: Int64?) -> Int {
        guard let wanted, wanted >= 1 else { return 30 }
        return Int(min(wanted, 100))
    }

    /// The places of the page's elements.
    static func range(
        page: Int64?, perPage: Int64?, of total: Int
    ) throws(RPCRefusal) -> Range<Int> {
        let count = Self.perPage(perPage)
        let pages = Int64(max(1, (total + count - 1) / count))
        let page = page ?? 1
        guard (1...pages).contains(page) else {
            throw RPCRefusal("page should be within [1, \(pages)] range, given \(page)")
        }
        let start = Int(page - 1) * count
        return start..<min(start + count, total)
    }
}
