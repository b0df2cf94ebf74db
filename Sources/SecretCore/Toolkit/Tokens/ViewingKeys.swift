internal import SecretBase
internal import SecretChain
internal import SecretCrypto

/// Viewing keys kept beside an account's key, sealed by it.
enum ViewingKeys {
    private static let prefix = "viewing key for "

    static func label(_ token: Address, on chainID: String) -> String {
        "\(prefix)\(token) on \(chainID)"
    }

    /// The tokens of this chain for which a key is kept.
    static func tokens(of signer: KeyringSigner, on chainID: String) throws -> [String] {
        try signer.noteLabels().compactMap { label in
            guard label.hasPrefix(prefix), label.hasSuffix(" on \(chainID)") else { return nil }
            return String(label.dropFirst(prefix.count).dropLast(" on \(chainID)".count))
        }
    }

    /// The key as text, for the question that carries it. What is sent cannot be wiped.
    static func text(_ key: borrowing SecretBytes) throws(TokenError) -> String {
        let text = key.withBytes { String(validating: $0, as: UTF8.self) }
        guard let text else { throw .badViewingKey("wanted text in UTF-8") }
        return text
    }

    /// 32 random bytes, as other wallets write their keys.
    static func fresh() -> SecretBytes {
        RandomBytes.secret(32).withBytes { bytes in
            SecretBytes(copying: Bytes(("api_key_" + Base64.encode(bytes)).utf8))
        }
    }

    /// A key from a file: one line, 1 to 256 bytes.
    static func read(_ path: String) throws -> SecretBytes {
        let content = try SecretFile.read(path)
        let line = content.withBytes { bytes in
            var bytes = bytes
            while let last = bytes.last, last.isASCIISpace {
                bytes = .init(rebasing: bytes.dropLast())
            }
            return SecretBytes(copying: bytes)
        }
        guard (1...256).contains(line.count) else {
            throw TokenError.badViewingKey("wanted 1 to 256 bytes, got \(line.count)")
        }
        _ = try text(line)
        return line
    }
}
