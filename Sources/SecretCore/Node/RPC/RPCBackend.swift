/// What the RPC server speaks for.
package struct RPCBackend: Sendable {
    let node: EmbeddedNode
    let identity: NodeIdentity
    let queries: any ABCIQueryPort
    let search: TransactionSearch

    /// `queries` answers `abci_query`.
    package init(
        node: EmbeddedNode, identity: NodeIdentity, queries: any ABCIQueryPort,
        search: TransactionSearch
    ) {
        self.node = node
        self.identity = identity
        self.queries = queries
        self.search = search
    }
}
