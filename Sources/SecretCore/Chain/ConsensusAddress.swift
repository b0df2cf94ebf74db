public import SecretBase

/// The address of a consensus key: `secretvalcons1…`, SHA-256 of the ed25519 key cut to 20 bytes.
///
/// Source: chain specification §1.3.
public struct ConsensusAddress: Hashable, Sendable, CustomStringConvertible {
    /// The human-readable part of the bech32 form.
    public static let prefix = "secretvalcons"

    /// 20 bytes, or 32 for accounts that the chain derives.
    public let bytes: Bytes

    /// Throws when `bytes` are neither 20 nor 32.
    public init(bytes: Bytes) throws(AddressError) {
        self.bytes = try AddressText.check(bytes)
    }

    /// Reads `secretvalcons` bech32; upper case is accepted, mixed case and other prefixes throw.
    public init(_ text: String) throws(AddressError) {
        bytes = try AddressText.decode(text, prefix: Self.prefix)
    }

    init(known bytes: Bytes) { self.bytes = bytes }

    /// Lower-case bech32.
    public var description: String { Bech32.encode(prefix: Self.prefix, bytes) }
}

extension ConsensusAddress: Comparable {
    /// By bytes, as the chain's stores order them.
    public static func < (one: Self, other: Self) -> Bool {
        one.bytes.lexicographicallyPrecedes(other.bytes)
    }
}

extension ConsensusAddress {
    /// The address of a consensus key, which is ed25519 on this network.
    public init(publicKey: PublicKey) { self.init(known: publicKey.addressBytes) }
}
