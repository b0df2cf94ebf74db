import COpenSSL
package import SecretBase

/// The 32 bytes of a SHA-256, without a place of their own on the heap: trees hold millions.
package struct Digest: Hashable, Sendable {
    // As they lie in memory: the first word holds the first eight bytes.
    @usableFromInline var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// All zero: no hash yet.
    @inlinable package init() {}

    /// Takes 32 bytes over; nil for any other count.
    @inlinable package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.count else { return nil }
        Swift.withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    }

    /// Filled in by `write`, which gets 32 bytes of room.
    init(_ write: (UnsafeMutableRawBufferPointer) -> Void) {
        Swift.withUnsafeMutableBytes(of: &words) { write($0) }
    }

    /// The SHA-256 of `message`.
    package init(hashing message: UnsafeRawBufferPointer) {
        self.init { secret_sha256(message.baseAddress, message.count, $0.baseAddress) }
    }

    /// The SHA-256 of `message`.
    package init(hashing message: Bytes) {
        self = message.withUnsafeBytes { Digest(hashing: $0) }
    }

    /// The digest of no bytes at all.
    package static let ofNothing = Digest(hashing: [])
    /// How many bytes a digest has.
    @inlinable package static var count: Int { 32 }

    package var bytes: Bytes { withBytes { Bytes($0) } }

    /// The 32 bytes where they lie.
    @inlinable package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result
    {
        Swift.withUnsafeBytes(of: words) { body($0) }
    }

    @inlinable package static func == (left: Digest, right: Digest) -> Bool {
        left.words == right.words
    }

    @inlinable package func hash(into hasher: inout Hasher) {
        // One word of a hash is as good as all four.
        hasher.combine(words.0)
    }
}
