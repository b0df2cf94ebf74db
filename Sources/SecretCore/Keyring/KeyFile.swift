import SecretBase
import SecretChain
import SecretCrypto

/// One key as it lies on disk: header, then the private key sealed under a passphrase, in base64.
///
/// Checksums without a key name what an accident or a careless hand did, before any passphrase is
/// asked for; the seal, with the whole header as associated data, names what malice did.
struct KeyFile: Equatable {
    /// A multisig of a hundred members fits.
    static let bytesMax = 64 * 1024

    let header: KeyHeader
    /// Empty where there is no private key.
    let body: Bytes

    var record: KeyRecord { header.record }

    /// A key that cannot sign.
    init(publicly record: KeyRecord) {
        header = KeyHeader(record: record, sealing: nil)
        body = []
    }

    /// Seals the private key. Throws `CryptoError.cost` where the memory is not to be had.
    init(
        sealing key: borrowing Secp256k1PrivateKey, as record: KeyRecord, cost: Argon2id,
        passphrase: borrowing SecretBytes
    ) throws(CryptoError) {
        let salt = RandomBytes.make(16)
        let nonce = RandomBytes.make(XChaCha20Poly1305.nonceCount)
        let derived = try DerivedKey(cost: cost, salt: salt, passphrase: passphrase)
        let plain = key.withBytes { SecretBytes(copying: $0) }
        let cipher = try XChaCha20Poly1305(key: derived.key())
        // The body's digest is in the header, which the body authenticates: so the header is
        // authenticated with that field empty of meaning, and the field is checked by itself.
        let draft = KeyHeader(
            record: record,
            sealing: .init(
                cost: cost, salt: salt, nonce: nonce, check: derived.check,
                bodyCount: plain.count + XChaCha20Poly1305.tagCount,
                bodyDigest: Bytes(repeating: 0, count: 32)))
        body = try cipher.seal(plain, nonce: nonce, with: draft.bytes)
        header = draft.withBodyDigest(Hash.sha256(body))
    }

    /// The private key. Throws `KeyringError.wrongPassphrase`, `.forged`, `.noPrivateKey`.
    func open(passphrase: borrowing SecretBytes) throws -> Secp256k1PrivateKey {
        let name = record.name.text
        guard let sealing = header.sealing else {
            throw KeyringError.noPrivateKey(name, kind: record.kind.word)
        }
        let derived = try DerivedKey(
            cost: sealing.cost, salt: sealing.salt, passphrase: passphrase)
        guard ConstantTime.equal(derived.check, sealing.check) else {
            throw KeyringError.wrongPassphrase(name)
        }
        let cipher = try XChaCha20Poly1305(key: derived.key())
        let draft = header.withBodyDigest(Bytes(repeating: 0, count: 32))
        do {
            let plain = try cipher.open(body, nonce: sealing.nonce, with: draft.bytes)
            let key = try Secp256k1PrivateKey(plain)
            guard record.publicKey == .secp256k1(key.publicKey.bytes) else {
                throw KeyringError.forged(name)
            }
            return key
        } catch is CryptoError {
            throw KeyringError.forged(name)
        }
    }
}

extension KeyFile {
    /// The whole file.
    var bytes: Bytes {
        header.bytes + (body.isEmpty ? [] : Bytes((Base64.encode(body) + "\n").utf8))
    }

    /// Reads what lies under `name`. Throws the `KeyringError` that names the damage, and
    /// `CryptoError.cost` for parameters that nobody should spend.
    init(decoding bytes: Bytes, name: String) throws {
        guard bytes.count <= Self.bytesMax else { throw KeyringError.overlong(name) }
        let headerBytes = try Self.checkedHeader(of: bytes, name: name)
        do {
            header = try KeyHeader(decoding: headerBytes, name: name)
        } catch let error as CryptoError {
            guard case .cost = error else { throw KeyringError.headerChanged(name) }
            throw error
        } catch {
            throw KeyringError.headerChanged(name)
        }
        guard header.record.name.text == name else {
            throw KeyringError.misnamed(name, inside: header.record.name.text)
        }
        body = try Self.checkedBody(of: bytes[headerBytes.count...], header.sealing, name: name)
    }

    /// The bytes up to and with the empty line, whose last line is the checksum of those above.
    private static func checkedHeader(of bytes: Bytes, name: String) throws -> Bytes {
        let newline = UInt8(ascii: "\n")
        let mark = Bytes("\nheader-sha256 ".utf8)
        let end = bytes.indices.dropFirst().first {
            bytes[$0] == newline && bytes[$0 - 1] == newline
        }
        // "\nheader-sha256 " and 64 digits, then two line ends.
        let closing = mark.count + 64 + 2
        guard let end else {
            // Cut short, unless the closing line is there and something else follows it.
            let start = bytes.indices.first { bytes[$0...].starts(with: mark) }
            guard let start, bytes.count >= start + closing else {
                throw KeyringError.truncated(name)
            }
            throw KeyringError.headerChanged(name)
        }
        let header = Bytes(bytes[...end])
        guard header.count > closing else { throw KeyringError.headerChanged(name) }
        let start = header.count - closing
        let digest = Hash.sha256(header[...start])
        guard header[start...].starts(with: mark),
            header[(start + mark.count)...].starts(with: Hex.encode(digest).utf8)
        else { throw KeyringError.headerChanged(name) }
        guard header.starts(with: (KeyHeader.firstLine + "\n").utf8) else {
            let line = header.prefix { $0 != newline }.prefix(64)
            throw KeyringError.unknownVersion(name, String(decoding: line, as: UTF8.self))
        }
        return header
    }

    private static func checkedBody(
        of text: ArraySlice<UInt8>, _ sealing: KeyHeader.Sealing?, name: String
    ) throws -> Bytes {
        guard let sealing else {
            guard text.isEmpty else { throw KeyringError.overlong(name) }
            return []
        }
        let count = (sealing.bodyCount + 2) / 3 * 4 + 1
        guard text.count >= count else { throw KeyringError.truncated(name) }
        guard text.count == count else { throw KeyringError.overlong(name) }
        let line = String(decoding: text.dropLast(), as: UTF8.self)
        guard text.last == UInt8(ascii: "\n"), let body = try? Base64.decode(line),
            Base64.encode(body) == line, Hash.sha256(body) == sealing.bodyDigest
        else { throw KeyringError.bodyChanged(name) }
        return body
    }
}

extension KeyHeader {
    fileprivate func withBodyDigest(_ digest: Bytes) -> KeyHeader {
        guard let sealing else { return self }
        return KeyHeader(
            record: record,
            sealing: Sealing(
                cost: sealing.cost, salt: sealing.salt, nonce: sealing.nonce,
                check: sealing.check, bodyCount: sealing.bodyCount, bodyDigest: digest))
    }
}

/// 64 bytes of Argon2id: the first half seals, a digest of the second is written beside it.
private struct DerivedKey: ~Copyable {
    private let bytes: SecretBytes
    let check: Bytes

    init(
        cost: Argon2id, salt: Bytes, passphrase: borrowing SecretBytes
    ) throws(CryptoError) {
        bytes = try cost.derive(from: passphrase, salt: salt, count: 64)
        check = bytes.withBytes { Hash.sha256($0[32...]) }
    }

    borrowing func key() -> SecretBytes {
        bytes.withBytes { SecretBytes(copying: .init(rebasing: $0[..<32])) }
    }
}
