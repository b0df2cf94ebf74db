internal import Foundation
internal import SecretBase
package import SecretCrypto
internal import SecretWire

/// The key with which the local validator signs blocks, in CometBFT's own file.
///
/// Source: chain.md §1.6.
package enum ValidatorKey {
    /// Reads the key, or makes one at the first start (mode 0600, written whole or not at all).
    package static func load(
        from home: NodeHome, index: Int = 0
    ) throws -> Ed25519PrivateKey {
        let path = home.validatorKeyFile(index)
        guard let bytes = try read(path) else { return try make(at: path) }
        let document = try? JSONValue(parsing: bytes)
        guard let text = document?["priv_key"]?["value"]?.string,
            var pair = try? Base64.decode(text), pair.count == 64
        else { throw NodeError.file(path, reason: "no ed25519 key in priv_key.value") }
        var seed = Bytes(pair.prefix(32))
        for index in pair.indices { pair[index] = 0 }
        return try Ed25519PrivateKey(seed: SecretBytes(wiping: &seed))
    }

    /// nil when there is no such file; throws when others may read it.
    static func read(_ path: String) throws -> Bytes? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw NodeHome.failure(path)
        }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw NodeHome.failure(path) }
        guard facts.st_mode & 0o077 == 0 else {
            throw NodeError.file(path, reason: "others can read it; wanted mode 0600")
        }
        var bytes = Bytes(repeating: 0, count: 4096)
        let count = pread(file, &bytes, bytes.count, 0)
        guard count >= 0 else { throw NodeHome.failure(path) }
        return Bytes(bytes.prefix(count))
    }

    private static func make(at path: String) throws -> Ed25519PrivateKey {
        let seed = RandomBytes.secret(32)
        let key = try Ed25519PrivateKey(seed: seed.copy())
        try write(Bytes(document(of: seed, publicKey: key.publicKey).utf8), to: path)
        return key
    }

    /// The text of the file.
    static func document(of seed: borrowing SecretBytes, publicKey: Ed25519PublicKey) -> String {
        let pair = seed.withBytes { Base64.encode(Bytes($0) + publicKey.bytes) }
        return """
            {
              "address": "\(Hex.encodeUpper(address(of: publicKey)))",
              "pub_key": {
                "type": "tendermint/PubKeyEd25519",
                "value": "\(Base64.encode(publicKey.bytes))"
              },
              "priv_key": {
                "type": "tendermint/PrivKeyEd25519",
                "value": "\(pair)"
              }
            }

            """
    }

    /// The text of `node_key.json`, by which peers know a node.
    static func nodeDocument(
        of seed: borrowing SecretBytes, publicKey: Ed25519PublicKey
    ) -> String {
        let pair = seed.withBytes { Base64.encode(Bytes($0) + publicKey.bytes) }
        return """
            {
              "priv_key": {
                "type": "tendermint/PrivKeyEd25519",
                "value": "\(pair)"
              }
            }

            """
    }

    /// 20 bytes, of a validator and of a node alike.
    static func address(of publicKey: Ed25519PublicKey) -> Bytes {
        Bytes(Hash.sha256(publicKey.bytes).prefix(20))
    }

    /// A file of its owner alone, written whole or not at all.
    static func write(_ bytes: Bytes, to path: String) throws {
        let draft = path + ".new"
        unlink(draft)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw NodeHome.failure(draft) }
        defer { close(file) }
        guard Foundation.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0,
            rename(draft, path) == 0
        else { throw NodeHome.failure(draft) }
    }
}
