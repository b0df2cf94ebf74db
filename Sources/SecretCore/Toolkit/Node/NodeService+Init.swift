internal import SecretBase
internal import SecretNode

extension NodeService {
    /// What `initialize` lays out.
    public struct InitOptions: Sendable {
        public var directory: String
        /// The development network's unless set.
        public var chainID: String?
        public var validators = 1
        public var fullNodes = 0
        /// The first node's first port; the customary ones unless set.
        public var basePort: Int?
        public var blockMilliseconds = 1000

        public init(directory: String) {
            self.directory = directory
        }
    }

    /// Writes the homes of a network of CometBFT nodes, all of them or none.
    ///
    /// Throws `HomeError` for what makes no network, for homes that are there already, and for a
    /// directory that cannot be written.
    public func initialize(_ options: InitOptions, by consent: Consent) throws -> NodeInit {
        let plan = try NetworkPlan(
            directory: options.directory,
            chainID: options.chainID ?? NetworkProfile.development.chainID,
            validators: options.validators, fullNodes: options.fullNodes,
            basePort: options.basePort, blockMilliseconds: options.blockMilliseconds)
        let writer = NetworkWriter(plan)
        guard !consent.isRehearsal else {
            try writer.check()
            return NodeInit(plan: plan, made: nil)
        }
        tools.notices.progress("writing \(plan.nodes.count) homes")
        // Whole seconds: the first block has this time, and people read it.
        let time = Timestamp(seconds: SystemTime().now().seconds)
        return NodeInit(plan: plan, made: try writer.write(time: time))
    }
}
