import SecretBase
import SecretChain
import SecretCrypto

/// The readable part of a key's file: lines of `field value`, in a fixed order, closed by the
/// SHA-256 of all lines above it and an empty line.
struct KeyHeader: Equatable {
    /// How the private key is sealed. Absent where there is none.
    struct Sealing: Equatable {
        let cost: Argon2id
        /// 16 bytes.
        let salt: Bytes
        /// 24 bytes.
        let nonce: Bytes
        /// SHA-256 of the second half of the derived key: tells a wrong passphrase from a forged
        /// file, and pins the passphrase to this file.
        let check: Bytes
        /// The sealed bytes, 32 and their tag.
        let bodyCount: Int
        let bodyDigest: Bytes
    }

    static let firstLine = "secretctl key, version 1"
    let record: KeyRecord
    let sealing: Sealing?

    /// The bytes as they lie in the file and are authenticated with the body.
    var bytes: Bytes {
        var text = Self.firstLine + "\n"
        for (field, value) in fields { text += "\(field) \(value)\n" }
        text += "header-sha256 \(Hex.encode(Hash.sha256(text.utf8)))\n\n"
        return Bytes(text.utf8)
    }

    private var fields: [(String, String)] {
        var fields = [
            ("name", record.name.text), ("kind", record.kind.word),
            ("address", record.address.description),
        ]
        if let path = record.path { fields.append(("path", path)) }
        switch record.publicKey {
        case .secp256k1(let bytes)?: fields.append(("public-key", Hex.encode(bytes)))
        case .ed25519(let bytes)?: fields.append(("ed25519-key", Hex.encode(bytes)))
        case .multisig(let threshold, let keys)?:
            fields.append(("threshold", "\(threshold)"))
            for case .secp256k1(let bytes) in keys { fields.append(("member", Hex.encode(bytes))) }
        case nil: break
        }
        fields.append(("created", record.created.text(.none)))
        if let sealing { fields += Self.fields(of: sealing) }
        return fields
    }

    private static func fields(of sealing: Sealing) -> [(String, String)] {
        [
            ("kdf", "argon2id"), ("passes", "\(sealing.cost.passes)"),
            ("memory-kib", "\(sealing.cost.memoryKiB)"), ("lanes", "\(sealing.cost.lanes)"),
            ("salt", Hex.encode(sealing.salt)), ("cipher", "xchacha20-poly1305"),
            ("nonce", Hex.encode(sealing.nonce)), ("check", Hex.encode(sealing.check)),
            ("body-bytes", "\(sealing.bodyCount)"),
            ("body-sha256", Hex.encode(sealing.bodyDigest)),
        ]
    }
}

extension KeyHeader {
    /// Reads the header whose closing checksum already fits.
    ///
    /// Throws `CryptoError.cost` for parameters that nobody should spend, and `headerChanged` for
    /// whatever this program would not have written.
    init(decoding bytes: Bytes, name: String) throws {
        var lines = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 4, lines.removeFirst() == Self.firstLine else {
            throw KeyringError.headerChanged(name)
        }
        // The checksum and the two empty pieces behind the last two line ends.
        lines.removeLast(3)
        var fields = Fields(lines, name: name)
        record = try Self.record(from: &fields)
        sealing = record.canSign ? try Self.sealing(from: &fields) : nil
        // One way to write each header: nothing is left over, and no number has two spellings.
        guard fields.isEmpty, self.bytes == bytes else { throw KeyringError.headerChanged(name) }
    }

    private static func record(from fields: inout Fields) throws -> KeyRecord {
        let name = try KeyName(fields.take("name"))
        let word = try fields.take("kind")
        let address = try Address(fields.take("address"))
        let kind: KeyRecord.Kind
        switch word {
        case "derived":
            kind = .derived(path: try HDPath(parsing: fields.take("path")).description)
        case "imported": kind = .imported
        case "watch": kind = .watched
        case "multisig": kind = .multisig
        default: throw fields.changed
        }
        let publicKey = try Self.publicKey(from: &fields)
        if let publicKey, Address(publicKey: publicKey) != address { throw fields.changed }
        if publicKey == nil, kind != .watched { throw fields.changed }
        return KeyRecord(
            name: name, kind: kind, address: address, publicKey: publicKey,
            created: try Timestamp(parsing: fields.take("created")))
    }

    private static func publicKey(from fields: inout Fields) throws -> PublicKey? {
        if let hex = fields.takeIfPresent("public-key") {
            return try PublicKey(secp256k1: Hex.decode(hex, bytesMax: 33))
        }
        if let hex = fields.takeIfPresent("ed25519-key") {
            return try PublicKey(ed25519: Hex.decode(hex, bytesMax: 32))
        }
        guard let threshold = fields.takeIfPresent("threshold") else { return nil }
        guard let threshold = UInt32(threshold) else { throw fields.changed }
        var members: [PublicKey] = []
        while let hex = fields.takeIfPresent("member") {
            members.append(try PublicKey(secp256k1: Hex.decode(hex, bytesMax: 33)))
        }
        return try PublicKey(threshold: threshold, of: members, sorted: false)
    }

    private static func sealing(from fields: inout Fields) throws -> Sealing {
        guard try fields.take("kdf") == "argon2id" else { throw fields.changed }
        let cost = try Argon2id(
            passes: fields.number("passes"), memoryKiB: fields.number("memory-kib"),
            lanes: fields.number("lanes"))
        let salt = try fields.bytes("salt", count: 16)
        guard try fields.take("cipher") == "xchacha20-poly1305" else { throw fields.changed }
        return Sealing(
            cost: cost, salt: salt,
            nonce: try fields.bytes("nonce", count: XChaCha20Poly1305.nonceCount),
            check: try fields.bytes("check", count: 32),
            bodyCount: try Int(fields.number("body-bytes")),
            bodyDigest: try fields.bytes("body-sha256", count: 32))
    }
}

/// Lines of `field value`, taken from the front.
private struct Fields {
    private var lines: ArraySlice<Substring>
    private let name: String

    init(_ lines: [Substring], name: String) {
        self.lines = lines[...]
        self.name = name
    }

    var isEmpty: Bool { lines.isEmpty }
    var changed: KeyringError { .headerChanged(name) }

    mutating func takeIfPresent(_ field: String) -> String? {
        guard let line = lines.first, line.hasPrefix(field + " ") else { return nil }
        lines.removeFirst()
        return String(line.dropFirst(field.utf8.count + 1))
    }

    mutating func take(_ field: String) throws -> String {
        guard let value = takeIfPresent(field) else { throw changed }
        return value
    }

    mutating func number(_ field: String) throws -> UInt32 {
        guard let number = try UInt32(take(field)) else { throw changed }
        return number
    }

    mutating func bytes(_ field: String, count: Int) throws -> Bytes {
        let bytes = try Hex.decode(take(field), bytesMax: count)
        guard bytes.count == count else { throw changed }
        return bytes
    }
}
