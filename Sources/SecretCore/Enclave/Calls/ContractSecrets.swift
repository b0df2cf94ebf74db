import SecretBase
import SecretCrypto

/// The keys of one contract's state.
///
/// Names and values go under one key, since the seed of names and the newest seed are the same
/// here; what they are sealed with beside (nothing, or name and salt) tells them apart.
/// Source: enclave protocol §4.
final class ContractSecrets: Sendable {
    /// 64 bytes, the contract's first key.
    let contractKey: Bytes
    private let cipher: AESSIV

    init(contractKey: Bytes, cipher: consuming AESSIV) {
        self.contractKey = contractKey
        self.cipher = cipher
    }

    /// How the network named the field before its second seed: SHA-256 of name and contract key.
    func legacyName(of name: Bytes) -> Bytes { Hash.sha256(name + contractKey) }

    /// The sealed name: tag (16 bytes) ‖ ciphertext.
    func seal(name: Bytes) -> Bytes { cipher.seal(name, with: []) }

    /// `sealedName` and the 24 bytes of `salt` bind the value to its place and call.
    func seal(value: Bytes, sealedName: Bytes, salt: Bytes) -> Bytes {
        cipher.seal(value, with: [sealedName, salt])
    }

    /// Throws `.decryption`.
    func open(value: Bytes, sealedName: Bytes, salt: Bytes) throws(CallFault) -> Bytes {
        do { return try cipher.open(value, with: [sealedName, salt]) } catch {
            throw .decryption
        }
    }
}

/// Names and values as they lie in the chain's store; all counts are u64, little-endian.
enum StateLayout {
    private static let magic = Bytes("secret".utf8)
    private static let seedVersion: UInt16 = 2
    private static let encryptionVersion: UInt32 = 3

    /// count 6 ‖ `secret` ‖ u16 2 ‖ u32 3 ‖ count ‖ sealed name.
    static func name(_ sealed: Bytes) -> Bytes {
        var writer = ByteWriter(capacity: 28 + sealed.count)
        writer.putLittleEndian(UInt64(magic.count))
        writer.put(magic)
        writer.putLittleEndian(seedVersion)
        writer.putLittleEndian(encryptionVersion)
        writer.putLittleEndian(UInt64(sealed.count))
        writer.put(sealed)
        return writer.bytes
    }

    /// count 24 ‖ salt ‖ count ‖ sealed value.
    static func value(_ sealed: Bytes, salt: Bytes) -> Bytes {
        var writer = ByteWriter(capacity: 16 + salt.count + sealed.count)
        writer.putLittleEndian(UInt64(salt.count))
        writer.put(salt)
        writer.putLittleEndian(UInt64(sealed.count))
        writer.put(sealed)
        return writer.bytes
    }

    /// Throws `.decryption` for anything else than a salt and a sealed value.
    static func parts(of value: Bytes) throws(CallFault) -> (salt: Bytes, sealed: Bytes) {
        var rest = value[...]
        let salt = try takeCounted(&rest)
        let sealed = try takeCounted(&rest)
        guard rest.isEmpty else { throw .decryption }
        return (salt, sealed)
    }

    private static func takeCounted(_ rest: inout ArraySlice<UInt8>) throws(CallFault) -> Bytes {
        guard rest.count >= 8 else { throw .decryption }
        let count = rest.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        rest = rest.dropFirst(8)
        guard count <= UInt64(rest.count) else { throw .decryption }
        let taken = Bytes(rest.prefix(Int(count)))
        rest = rest.dropFirst(Int(count))
        return taken
    }
}
