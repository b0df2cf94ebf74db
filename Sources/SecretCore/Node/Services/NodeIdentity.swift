package import SecretBase

/// What a node says of itself.
package struct NodeIdentity: Hashable, Sendable {
    package var chainID: String
    package var moniker: String
    /// Version of this program.
    package var version: String
    /// Consensus address of the local validator, 20 bytes; names the node as well.
    package var nodeID: Bytes

    package init(
        chainID: String, moniker: String, version: String, nodeID: Bytes
    ) {
        self.chainID = chainID
        self.moniker = moniker
        self.version = version
        self.nodeID = nodeID
    }
}
