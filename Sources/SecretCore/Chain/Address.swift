public import SecretBase
import SecretCrypto

/// The address of an account or contract: `secret1…`.
///
/// Source: chain specification §1.3.
public struct Address: Hashable, Sendable, CustomStringConvertible {
    /// The human-readable part of the bech32 form.
    public static let prefix = "secret"

    /// 20 bytes, or 32 for accounts that the chain derives.
    public let bytes: Bytes

    /// Throws when `bytes` are neither 20 nor 32.
    public init(bytes: Bytes) throws(AddressError) {
        self.bytes = try AddressText.check(bytes)
    }

    /// Reads `secret` bech32; upper case is accepted, mixed case and other prefixes throw.
    public init(_ text: String) throws(AddressError) {
        bytes = try AddressText.decode(text, prefix: Self.prefix)
    }

    init(known bytes: Bytes) { self.bytes = bytes }

    /// Lower-case bech32.
    public var description: String { Bech32.encode(prefix: Self.prefix, bytes) }
}

extension Address: Comparable {
    /// By bytes, as the chain's stores order them.
    public static func < (one: Self, other: Self) -> Bool {
        one.bytes.lexicographicallyPrecedes(other.bytes)
    }
}

extension Address {
    /// The account of a validator's operator.
    public init(operator validator: ValidatorAddress) { self.init(known: validator.bytes) }

    /// The account that `publicKey` controls.
    public init(publicKey: PublicKey) { self.init(known: publicKey.addressBytes) }

    /// The account of the module called `name`: SHA-256 of the name, cut to 20 bytes.
    ///
    /// Source: chain specification §1.4.
    package init(module name: String) {
        self.init(known: Bytes(Hash.sha256(Bytes(name.utf8)).prefix(20)))
    }
}
