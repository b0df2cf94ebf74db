import SecretBase
package import SecretCrypto

/// Private keys as other tools of the network write and read them.
package enum KeyExport {
    private static let block = "TENDERMINT PRIVATE KEY"
    /// Amino prefix of a secp256k1 private key and its length byte. Source: chain §1.2.
    private static let aminoPrefix: Bytes = [0xE1, 0xB0, 0xF7, 0x9B, 0x20]

    /// The armor that `secretcli keys export` writes: Argon2id and ChaCha20-Poly1305.
    /// Source: chain specification §1.7.
    package static func armor(
        _ key: borrowing Secp256k1PrivateKey, passphrase: borrowing SecretBytes
    ) throws -> String {
        let salt = RandomBytes.make(16)
        let sealer = try ChaCha20Poly1305(key: argonKey(passphrase, salt: salt))
        // The nonce is zero: each salt makes a key that seals once.
        let sealed = try sealer.seal(amino(key), nonce: zeroNonce, with: [])
        let headers = [
            (name: "kdf", value: "argon2"), (name: "salt", value: Hex.encodeUpper(salt)),
            (name: "type", value: "secp256k1"),
        ]
        return Armor(block: block, headers: headers, body: sealed).text
    }

    /// The key in an armor of today (argon2) or of older tools (bcrypt).
    ///
    /// Throws `KeyringError.badImport` and `.wrongImportPassphrase`.
    package static func key(
        fromArmor text: borrowing SecretBytes, passphrase: borrowing SecretBytes
    ) throws -> Secp256k1PrivateKey {
        let armor = try Armor(parsing: text.withBytes { String(decoding: $0, as: UTF8.self) })
        guard armor.block == block else {
            throw KeyringError.badImport("it holds a '\(armor.block)', wanted '\(block)'")
        }
        let type = armor.header("type") ?? "secp256k1"
        guard type == "secp256k1" else {
            throw KeyringError.badImport("it holds a key of type '\(type)', wanted secp256k1")
        }
        guard let salt = armor.header("salt") else {
            throw KeyringError.badImport("missing salt bytes")
        }
        guard let salt = try? Hex.decode(salt, bytesMax: 16), salt.count == 16 else {
            throw KeyringError.badImport("its salt is not 16 bytes of hex")
        }
        do {
            switch armor.header("kdf") ?? "" {
            case "argon2":
                let opener = try ChaCha20Poly1305(key: argonKey(passphrase, salt: salt))
                return try key(fromAmino: opener.open(armor.body, nonce: zeroNonce, with: []))
            case "bcrypt":
                let opener = try XSalsa20Poly1305(key: bcryptKey(passphrase, salt: salt))
                let (nonce, box) = (armor.body.prefix(24), armor.body.dropFirst(24))
                guard nonce.count == 24 else { throw KeyringError.badImport("it is cut short") }
                return try key(fromAmino: opener.open(Bytes(box), nonce: Bytes(nonce)))
            case let other: throw KeyringError.badImport("unrecognized KDF type: \(other)")
            }
        } catch CryptoError.notAuthentic {
            throw KeyringError.wrongImportPassphrase
        }
    }

    /// 64 hex digits, as `secretcli keys export --unarmored-hex --unsafe` prints them.
    package static func hex(_ key: borrowing Secp256k1PrivateKey) -> String {
        key.withBytes { Hex.encode($0) }
    }

    /// The key of 64 hex digits; `0x` before them and white space around them do not count.
    /// Throws `KeyringError.badImport`, and `CryptoError.notAKey`.
    package static func key(fromHex text: borrowing SecretBytes) throws -> Secp256k1PrivateKey {
        let bytes = try text.withBytes { text throws(KeyringError) in
            var digits = text[...]
            let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0d).contains($0) }
            while let first = digits.first, isSpace(first) { digits.removeFirst() }
            while let last = digits.last, isSpace(last) { digits.removeLast() }
            if digits.starts(with: Bytes("0x".utf8)) { digits.removeFirst(2) }
            guard digits.count == 64 else {
                throw .badImport("wanted 64 hex digits, got \(digits.count) characters")
            }
            // Digit by digit into wiped memory: no array or String ever holds the key.
            return try SecretBytes(count: 32) { out throws(KeyringError) in
                for (place, digit) in digits.enumerated() {
                    guard let value = nibble(digit) else {
                        throw .badImport("character \(place + 1) is no hex digit")
                    }
                    out[place / 2] = out[place / 2] << 4 | value
                }
            }
        }
        return try Secp256k1PrivateKey(bytes)
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x41 + 10
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }

    private static let zeroNonce = Bytes(repeating: 0, count: 12)

    private static func argonKey(
        _ passphrase: borrowing SecretBytes, salt: Bytes
    ) throws(CryptoError) -> SecretBytes {
        try Argon2id(passes: 1, memoryKiB: 65536, lanes: 4)
            .derive(from: passphrase, salt: salt, count: 32)
    }

    /// The hash's text, hashed once more to 32 bytes.
    private static func bcryptKey(
        _ passphrase: borrowing SecretBytes, salt: Bytes
    ) throws(CryptoError) -> SecretBytes {
        let text = try Bcrypt.hash(passphrase, salt: salt, cost: 12)
        var digest = text.withBytes { Hash.sha256($0) }
        return SecretBytes(wiping: &digest)
    }

    private static func amino(_ key: borrowing Secp256k1PrivateKey) -> SecretBytes {
        key.withBytes { key in
            SecretBytes(count: aminoPrefix.count + key.count) { out in
                out.copyBytes(from: aminoPrefix)
                UnsafeMutableRawBufferPointer(rebasing: out[aminoPrefix.count...])
                    .copyMemory(from: key)
            }
        }
    }

    private static func key(
        fromAmino bytes: borrowing SecretBytes
    ) throws -> Secp256k1PrivateKey {
        let scalar = try bytes.withBytes { bytes throws(KeyringError) in
            guard bytes.count == 37, bytes.starts(with: aminoPrefix) else {
                throw .badImport("it opens, but holds no secp256k1 private key")
            }
            return SecretBytes(copying: .init(rebasing: bytes[5...]))
        }
        return try Secp256k1PrivateKey(scalar)
    }
}
