package import SecretBase

/// Who judges the evidence of a node that registers, and seals the network's seeds for it: the
/// enclave, as the ledger asks it.
///
/// The same evidence at the same time gets the same answer on every machine. Source: attestation
/// §1.5, §1.7.
package protocol NodeAuthenticator: Sendable {
    /// The public keys of this network's enclaves.
    var masterKeys: MasterKeys { get }

    /// `certificate` is the combined attestation, at most `RegistrationCertificate.bytesMax` long;
    /// `time` the block's.
    func authenticate(
        _ certificate: Bytes, at time: Timestamp
    ) throws(AuthenticationRefusal) -> AuthenticatedNode
}

/// The public keys of a network's enclaves, X25519, 32 bytes each.
package struct MasterKeys: Hashable, Sendable {
    /// Nodes that register ask with it.
    package let nodeExchange: Bytes
    /// Clients seal messages to it.
    package let ioExchange: Bytes

    package init(nodeExchange: Bytes, ioExchange: Bytes) {
        self.nodeExchange = nodeExchange
        self.ioExchange = ioExchange
    }
}

/// A node whose evidence is good.
package struct AuthenticatedNode: Hashable, Sendable {
    /// Its registration key, 32 bytes: what the evidence vouches for.
    package let nodeKey: Bytes
    /// The validator key that it belongs to, 32 bytes; zeros for none.
    package let owner: Bytes
    /// The machine it runs on, 20 bytes; nil where the evidence does not tell.
    package let machine: Bytes?
    /// The network's seeds, sealed for the node key.
    package let encryptedSeeds: Bytes

    package init(nodeKey: Bytes, owner: Bytes, machine: Bytes?, encryptedSeeds: Bytes) {
        self.nodeKey = nodeKey
        self.owner = owner
        self.machine = machine
        self.encryptedSeeds = encryptedSeeds
    }
}

/// Why a node gets no seeds, in the words of the network's enclave.
///
/// Source: SecretNetwork `cosmwasm/enclaves/ffi-types/src/types.rs`, `NodeAuthResult`.
package enum AuthenticationRefusal: Error, Hashable, Sendable {
    /// The evidence is not genuine, not in time, or not of this machine.
    case invalidCertificate
    /// Genuine evidence of an enclave with another measurement.
    case otherEnclave
    /// The node key is none that seeds could be sealed for.
    case seedEncryptionFailed

    package var text: String {
        switch self {
        case .invalidCertificate: "The provided certificate was invalid"
        case .otherEnclave:
            "Enclave version mismatch. Registering enclave had different code signature"
        case .seedEncryptionFailed: "Encrypting the seed failed"
        }
    }
}
