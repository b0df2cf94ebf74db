internal import SecretBase
internal import SecretClient
internal import SecretNode

extension NodeService {
    /// What `join` makes a home for.
    public struct JoinOptions: Sendable {
        /// The home itself.
        public var directory: String
        /// The RPC address of a node of the network; nil where file and peers are given.
        public var rpc: String?
        public var genesisFile: String?
        /// `ID@HOST:PORT`; beside those that the node tells.
        public var peers: [String] = []
        /// What the network must be; nil for any.
        public var chainID: String?
        public var basePort: Int?
        public var blockMilliseconds = 1000
        /// For one answer of the node.
        public var timeoutSeconds = 30

        public init(directory: String) {
            self.directory = directory
        }
    }

    /// Writes the home of one full node that joins a network, or nothing.
    ///
    /// Throws `ClientError` for a node that does not answer or is of another chain, `HomeError` for
    /// a genesis or peers that are none, for a home that is there, and for what cannot be written.
    public func join(_ options: JoinOptions, by consent: Consent) async throws -> NodeJoin {
        var peers = try options.peers.map { text throws(HomeError) in
            guard let peer = PeerAddress(text) else {
                throw .plan("'\(text)' is no peer; wanted ID@HOST:PORT, the id 40 hex digits")
            }
            return peer
        }
        let genesis: Bytes
        let source: String
        var witness: String?
        if let rpc = options.rpc {
            let url = try NodeURL(rpc)
            tools.notices.progress("asking \(url) for its genesis")
            let network = try await JoinedNetwork(
                asking: url, timeoutSeconds: Double(options.timeoutSeconds),
                wanted: options.chainID)
            genesis = network.genesis
            source = "the genesis of \(url)"
            witness = "\(url)"
            if !peers.contains(network.peer) { peers.append(network.peer) }
        } else {
            source = options.genesisFile ?? ""
            genesis = try CometGenesis.file(source)
        }
        let plan = try JoiningPlan(
            directory: options.directory, genesis: genesis, from: source, peers: peers,
            rpc: witness, basePort: options.basePort, blockMilliseconds: options.blockMilliseconds)
        if let wanted = options.chainID, wanted != plan.chainID {
            throw ClientError.wrongChain(wanted: wanted, got: plan.chainID)
        }
        let writer = JoiningWriter(plan)
        guard !consent.isRehearsal else {
            try writer.check()
            return NodeJoin(plan: plan, made: nil, registrationKey: nil)
        }
        let (made, key) = try writer.write()
        return NodeJoin(plan: plan, made: made, registrationKey: key)
    }
}
