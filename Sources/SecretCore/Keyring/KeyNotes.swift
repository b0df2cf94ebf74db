import SecretBase
import SecretChain
package import SecretCrypto

/// Secrets that belong to an account beside its key: viewing keys, an imported encryption key.
///
/// They lie in one file an account, `<address>.notes`, sealed by a key that only the account's
/// private key gives: a new passphrase or name changes nothing, and who recovers the key from its
/// mnemonic can read them again. Labels are sealed too.
extension Keyring {
    /// What is kept under `label`; nil where nothing is. Throws `KeyringError.notesDamaged`.
    package func note(
        _ label: String, of key: borrowing UnlockedKey
    ) throws -> SecretBytes? {
        let notes = try notes(of: key)
        guard let range = notes.range(of: label) else { return nil }
        return notes.content.withBytes { SecretBytes(copying: .init(rebasing: $0[range])) }
    }

    /// The labels of what is kept, sorted.
    package func noteLabels(of key: borrowing UnlockedKey) throws -> [String] {
        try notes(of: key).entries.map(\.label).sorted()
    }

    /// Keeps `secret` (1 to 4096 bytes) under `label`, in place of what was there.
    package func keep(
        _ secret: borrowing SecretBytes, as label: String, of key: borrowing UnlockedKey
    ) throws {
        precondition((1...KeyNotes.secretBytesMax).contains(secret.count), "services check lengths")
        try change(label, of: key, to: secret)
    }

    /// Forgets what is under `label`. Throws `.noteMissing`.
    package func forgetNote(_ label: String, of key: borrowing UnlockedKey) throws {
        guard try notes(of: key).range(of: label) != nil else {
            throw KeyringError.noteMissing(label)
        }
        try change(label, of: key, to: SecretBytes(count: 0))
    }

    private func change(
        _ label: String, of key: borrowing UnlockedKey, to secret: borrowing SecretBytes
    ) throws {
        let address = key.record.address.description
        // Two processes that keep something at the same moment must both be heard.
        let lock = try directory.hold()
        defer { withExtendedLifetime(lock) {} }
        let changed = try notes(of: key).setting(label, to: secret)
        guard changed.content.count <= KeyNotes.bytesMax else {
            throw KeyringError.notesFull(address: address)
        }
        let nonce = RandomBytes.make(XChaCha20Poly1305.nonceCount)
        let header = KeyNotes.header(address, nonce)
        let sealed = try XChaCha20Poly1305(key: key.derivedKey(KeyNotes.purpose))
            .seal(changed.content, nonce: nonce, with: header)
        try directory.write(
            header + Bytes((Base64.encode(sealed) + "\n").utf8), file: address + KeyNotes.suffix)
    }

    private func notes(of key: borrowing UnlockedKey) throws -> KeyNotes {
        let address = key.record.address.description
        guard
            let file = try directory.read(
                file: address + KeyNotes.suffix, bytesMax: KeyNotes.fileBytesMax)
        else { return KeyNotes() }
        guard let (header, nonce, sealed) = KeyNotes.parts(of: file, address: address),
            let content = try? XChaCha20Poly1305(key: key.derivedKey(KeyNotes.purpose))
                .open(sealed, nonce: nonce, with: header),
            let notes = KeyNotes(content)
        else { throw KeyringError.notesDamaged(address: address) }
        return notes
    }
}

/// The opened content: for each note the lengths of label and secret (two bytes each, big-endian),
/// label, secret.
struct KeyNotes: ~Copyable {
    static let suffix = ".notes"
    static let purpose = "secretctl notes 1"
    static let secretBytesMax = 4096
    static let bytesMax = 1 << 20
    /// The content in base64, and the header.
    static let fileBytesMax = 2 * bytesMax

    let content: SecretBytes
    let entries: [(label: String, secret: Range<Int>)]

    init() {
        content = SecretBytes(count: 0)
        entries = []
    }

    /// Nil for what `setting` would not have written.
    init?(_ content: consuming SecretBytes) {
        let entries = content.withBytes { bytes -> [(label: String, secret: Range<Int>)]? in
            var (found, at): ([(label: String, secret: Range<Int>)], Int) = ([], 0)
            while at < bytes.count {
                guard at + 4 <= bytes.count else { return nil }
                let labelCount = Int(bytes[at]) << 8 | Int(bytes[at + 1])
                let secretCount = Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
                let start = at + 4 + labelCount
                let label = bytes[(at + 4)..<min(start, bytes.count)]
                at = start + secretCount
                guard at <= bytes.count, let label = String(validating: label, as: UTF8.self)
                else { return nil }
                found.append((label, start..<at))
            }
            return found
        }
        guard let entries else { return nil }
        self.entries = entries
        self.content = content
    }

    func range(of label: String) -> Range<Int>? {
        entries.first { $0.label == label }?.secret
    }

    /// The notes with this one changed, or gone where `secret` is empty.
    func setting(_ label: String, to secret: borrowing SecretBytes) -> KeyNotes {
        let name = Bytes(label.utf8)
        precondition(name.count <= 0xFFFF, "labels are words and addresses")
        let kept = entries.filter { $0.label != label }
            .map { ($0.secret.lowerBound - 4 - $0.label.utf8.count)..<$0.secret.upperBound }
        let size = secret.count == 0 ? 0 : 4 + name.count + secret.count
        let changed = SecretBytes(count: kept.reduce(size) { $0 + $1.count }) { out in
            var at = 0
            func put(_ bytes: UnsafeRawBufferPointer) {
                UnsafeMutableRawBufferPointer(rebasing: out[at..<(at + bytes.count)])
                    .copyMemory(from: bytes)
                at += bytes.count
            }
            content.withBytes { old in
                for range in kept { put(.init(rebasing: old[range])) }
            }
            guard secret.count > 0 else { return }
            let lengths = [
                name.count >> 8, name.count & 0xFF, secret.count >> 8, secret.count & 0xFF,
            ]
            (lengths.map { UInt8($0) } + name).withUnsafeBytes { put($0) }
            secret.withBytes { put($0) }
        }
        guard let notes = KeyNotes(changed) else {
            preconditionFailure("what was just laid out can be read")
        }
        return notes
    }

    /// What is readable in the file, and authenticated with the rest; ends with an empty line.
    static func header(_ address: String, _ nonce: Bytes) -> Bytes {
        Bytes(
            """
            secretctl notes, version 1
            address \(address)
            nonce \(Hex.encode(nonce))


            """.utf8)
    }

    /// Header, nonce and sealed content; nil for anything but the one way to write them.
    static func parts(
        of file: Bytes, address: String
    ) -> (header: Bytes, nonce: Bytes, sealed: Bytes)? {
        let count = header(address, Bytes(repeating: 0, count: 24)).count
        guard file.count > count, file.last == UInt8(ascii: "\n") else { return nil }
        let lines = String(decoding: file[..<count], as: UTF8.self).split(separator: "\n")
        guard lines.count == 3, let nonce = try? Hex.decode(String(lines[2].dropFirst(6))),
            nonce.count == 24, header(address, nonce) == Bytes(file[..<count]),
            let sealed = try? Base64.decode(
                String(decoding: file[count...].dropLast(), as: UTF8.self),
                bytesMax: fileBytesMax)
        else { return nil }
        return (Bytes(file[..<count]), nonce, sealed)
    }
}
