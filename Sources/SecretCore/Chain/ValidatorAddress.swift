public import SecretBase

/// The operator address of a validator: `secretvaloper1…`, the bytes of its account.
///
/// Source: chain specification §1.3.
public struct ValidatorAddress: Hashable, Sendable, CustomStringConvertible {
    /// The human-readable part of the bech32 form.
    public static let prefix = "secretvaloper"

    /// 20 bytes, or 32 for accounts that the chain derives.
    public let bytes: Bytes

    /// Throws when `bytes` are neither 20 nor 32.
    public init(bytes: Bytes) throws(AddressError) {
        self.bytes = try AddressText.check(bytes)
    }

    /// Reads `secretvaloper` bech32; upper case is accepted, mixed case and other prefixes throw.
    public init(_ text: String) throws(AddressError) {
        bytes = try AddressText.decode(text, prefix: Self.prefix)
    }

    init(known bytes: Bytes) { self.bytes = bytes }

    /// Lower-case bech32.
    public var description: String { Bech32.encode(prefix: Self.prefix, bytes) }
}

extension ValidatorAddress: Comparable {
    /// By bytes, as the chain's stores order them.
    public static func < (one: Self, other: Self) -> Bool {
        one.bytes.lexicographicallyPrecedes(other.bytes)
    }
}

extension ValidatorAddress {
    /// The operator role of an account: the same bytes.
    public init(_ account: Address) { self.init(known: account.bytes) }
}
