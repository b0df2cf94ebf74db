package import SecretBase

/// What a node says of itself.
package struct NodeIdentity: Hashable, Sendable {
    package var chainID: String
    package var moniker: String
    /// Version of this program.
    package var version: String
    /// Consensus address of the local validator, 20 bytes; names the node as well.
    package var nodeID: Bytes
    /// The enclave's x25519 key for messages to contracts, 32 bytes.
    package var ioPublicKey: Bytes
    /// What nodes that register are told of the enclave's keys, JSON.
    package var registrationDocument: Bytes

    package init(
        chainID: String, moniker: String, version: String, nodeID: Bytes, ioPublicKey: Bytes,
        registrationDocument: Bytes
    ) {
        self.chainID = chainID
        self.moniker = moniker
        self.version = version
        self.nodeID = nodeID
        self.ioPublicKey = ioPublicKey
        self.registrationDocument = registrationDocument
    }
}
