package import SecretBase
import SecretCrypto
package import SecretWire

/// How a transaction is signed.
public enum SignMode: String, Sendable, CaseIterable {
    /// The protobuf sign document.
    case direct
    /// Canonical JSON, for hardware wallets and multisig.
    case amino

    package var wire: WireSignMode {
        switch self {
        case .direct: .direct
        case .amino: .legacyAminoJson
        }
    }
}

/// What a key is asked to sign. Whoever holds the key sees what it is before signing.
package struct SignBytes: Sendable {
    package let mode: SignMode
    package let bytes: Bytes

    package init(mode: SignMode, bytes: Bytes) {
        self.mode = mode
        self.bytes = bytes
    }

    /// SHA-256, 32 bytes: what the signature is made over.
    package var digest: Bytes { Hash.sha256(bytes) }
}
