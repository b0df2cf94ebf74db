import COpenSSL

/// A SHA-256 over bytes that come piece by piece.
package struct DigestStream {
    private var context = SHA256_CTX()

    package init() { secret_sha256_start(&context) }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        secret_sha256_add(&context, bytes.baseAddress, bytes.count)
    }

    package mutating func update(_ bytes: some Collection<UInt8>) {
        let direct: Void? = bytes.withContiguousStorageIfAvailable {
            secret_sha256_add(&context, $0.baseAddress, $0.count)
        }
        if direct == nil { Array(bytes).withUnsafeBytes { update($0) } }
    }

    /// The digest of all bytes so far; more may follow.
    package func digest() -> Digest {
        var context = context
        return Digest { secret_sha256_end(&context, $0.baseAddress) }
    }
}
