internal import Logging

/// What all connections of one RPC server share.
struct RPCContext: Sendable {
    let limits: RPCLimits
    let methods: any RPCCaller
    let gateway: RPCGateway
    let feed: EventFeed
    let budget: ByteBudget
    let connections = OpenConnections()
    let log: Logger

    init(methods: any RPCCaller, feed: EventFeed, limits: RPCLimits, log: Logger) {
        self.limits = limits
        self.methods = methods
        self.feed = feed
        self.log = log
        gateway = RPCGateway(methods: methods, limits: limits)
        budget = ByteBudget(limits.pendingBytes)
    }
}
