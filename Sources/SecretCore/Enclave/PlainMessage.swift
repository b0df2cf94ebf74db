package import SecretBase
package import SecretChain

/// What a sealed message holds: the hash of the code that it is for, as 64 hex digits, and the
/// text for the contract, mostly JSON.
///
/// Source: enclave protocol §2.4.
package struct PlainMessage: Equatable, Sendable {
    package let codeHash: CodeHash
    package let text: Bytes

    package init(for codeHash: CodeHash, _ text: Bytes) {
        self.codeHash = codeHash
        self.text = text
    }

    init(decoding bytes: Bytes) throws(EnclaveError) {
        guard bytes.count >= 64,
            let codeHash = try? CodeHash(String(decoding: bytes[..<64], as: UTF8.self))
        else { throw .malformed("opened message", "does not begin with a code hash") }
        self.codeHash = codeHash
        text = Bytes(bytes[64...])
    }

    /// As it is sealed: the hash in hex, and the text.
    package var bytes: Bytes { Bytes(codeHash.description.utf8) + text }
}
