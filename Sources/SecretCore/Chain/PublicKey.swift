public import SecretBase
import SecretCrypto

/// A public key of an account or of a consensus node.
///
/// The bytes of a key are taken as they come: whether 33 bytes are a point of the curve is found
/// out by the one who verifies with them.
/// Source: chain specification §1.2, §1.5, §1.6.
public enum PublicKey: Hashable, Sendable {
    /// 33 bytes, compressed.
    case secp256k1(Bytes)
    /// 32 bytes; a consensus key.
    case ed25519(Bytes)
    /// As many signatures as the threshold says, by these keys; their order is significant.
    indirect case multisig(threshold: UInt32, keys: [PublicKey])

    /// The key of an account. Throws when `bytes` are not 33 that begin with 2 or 3.
    public init(secp256k1 bytes: Bytes) throws(ChainError) {
        guard bytes.count == 33, bytes[0] == 2 || bytes[0] == 3 else {
            throw .malformed("secp256k1 public key", "wanted 33 bytes, compressed")
        }
        self = .secp256k1(bytes)
    }

    /// A consensus key. Throws when `bytes` are not 32.
    public init(ed25519 bytes: Bytes) throws(ChainError) {
        guard bytes.count == 32 else {
            throw .malformed("ed25519 public key", "wanted 32 bytes, got \(bytes.count)")
        }
        self = .ed25519(bytes)
    }

    /// A multisig key; `sorted` puts the keys in the order of their addresses, as the usual tools
    /// do unless told otherwise. Throws when the threshold is zero or more than the keys.
    public init(
        threshold: UInt32, of keys: [PublicKey], sorted: Bool = true
    ) throws(ChainError) {
        guard threshold > 0, Int(threshold) <= keys.count else {
            throw .malformed(
                "multisig threshold", "wanted 1 to \(keys.count), got \(threshold)")
        }
        let ordered =
            sorted
            ? keys.map { (key: $0, address: $0.addressBytes) }
                .sorted { $0.address.lexicographicallyPrecedes($1.address) }.map(\.key)
            : keys
        self = .multisig(threshold: threshold, keys: ordered)
    }

    /// 20 bytes: RIPEMD-160 of SHA-256 for secp256k1, SHA-256 cut short for the others.
    public var addressBytes: Bytes {
        switch self {
        case .secp256k1(let bytes): Hash.ripemd160(Hash.sha256(bytes))
        case .ed25519(let bytes): Bytes(Hash.sha256(bytes).prefix(20))
        case .multisig: Bytes(Hash.sha256(amino).prefix(20))
        }
    }
}
