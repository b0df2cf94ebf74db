import SecretBase
import SecretChain
import SecretCrypto

/// A key that everybody may know.
struct TestKey {
    let name: String
    private let scalar: Bytes
    let publicKey: PublicKey

    init(_ name: String, hex: String) throws {
        self.name = name
        scalar = try Hex.decode(hex)
        publicKey = .secp256k1(
            try Secp256k1PrivateKey(SecretBytes(copying: scalar)).publicKey.bytes)
    }

    /// A key nobody has used yet.
    init(number: UInt8) throws {
        try self.init("key \(number)", hex: String(repeating: Hex.encode([number]), count: 32))
    }

    var address: Address { Address(publicKey: publicKey) }

    func sign(_ bytes: Bytes) throws -> Bytes { try sign(digest: Hash.sha256(bytes)) }

    func sign(digest: Bytes) throws -> Bytes {
        let key = try Secp256k1PrivateKey(SecretBytes(copying: scalar))
        return try key.signature(digest: digest)
    }

    // The keys of the local network's public mnemonics.
    static let validator = known(
        "validator", "5d4c0bc5daa50219ff2daf95a52e36122c640a5a91f3d38d4b9f52b095e8db10")
    static let a = known("a", "f0a7b67eb9a719d54f8a9bfbfb187d8c296b97911a05bf5ca30494823e46beb6")
    static let b = known("b", "6eeaa297eb4b79e5bb54bbae82f39d4e690fdfeb54c250a849c3d9c5eb5e04f1")
    static let c = known("c", "505ac2766a1f47d882869e8483b904e4edf04fe8ec397c093d6c01ea449eba11")
    static let d = known("d", "30cff56526d3e51175067698eae8bf8bbc843749ae906cef5d4bfe8ceca30f41")
    static let all = [validator, a, b, c, d]

    private static func known(_ name: String, _ hex: String) -> TestKey {
        guard let key = try? TestKey(name, hex: hex) else {
            preconditionFailure("the scalars above are keys")
        }
        return key
    }
}
