/// An account's address as text, `secret1…`.
public struct Address: Hashable, Sendable, JSONReadable {
    public let text: Text

    public init(_ text: Text) { self.text = text }

    /// The text as it stands; `canonical()` is what checks it.
    public init(json: JSON) throws(ContractError) { text = try Text(json: json) }

    /// The address of twenty bytes.
    public init(_ canonical: CanonicalAddress) throws(ContractError) {
        let result = Region(capacity: 90)
        let failure = hostHumanize(Region(canonical.bytes).address, result.address)
        if let reason = Region.bytes(at: failure) {
            throw .generic("addr_humanize errored: \(Text(reason))")
        }
        text = Text(result.bytes)
    }

    /// The twenty bytes. Throws when the text is no address of this chain.
    public func canonical() throws(ContractError) -> CanonicalAddress {
        let result = Region(capacity: 64)
        let failure = hostCanonicalize(Region(text.bytes).address, result.address)
        if let reason = Region.bytes(at: failure) {
            throw .generic("addr_canonicalize errored: \(Text(reason))")
        }
        return CanonicalAddress(result.bytes)
    }
}

/// An account's address as bytes: twenty of them, the hash of its key. What state is kept under.
public struct CanonicalAddress: Hashable, Sendable {
    public let bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The address of a compressed secp256k1 key (33 bytes).
    public init(publicKey: [UInt8]) { bytes = RIPEMD160.hash(SHA256.hash(publicKey)) }
}
