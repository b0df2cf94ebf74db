package import SecretBase
package import SecretChain
package import SecretCrypto

/// The operator's keys in one directory, a file each.
///
/// It signs through `UnlockedKey`, and gives a private key out only by `exported`.
package struct Keyring: Sendable {
    let directory: KeyDirectory
    private let cost: Argon2id

    /// Keeps keys below `path`, which is made at the first one. `cost` is what a passphrase of a
    /// new file costs to try; files state their own.
    package init(path: String, cost: Argon2id = .interactive) {
        directory = KeyDirectory(path: path)
        self.cost = cost
    }

    /// All keys by name, and the names whose files are damaged, with the damage.
    package func list() throws -> (records: [KeyRecord], damaged: [(KeyName, any Failure)]) {
        var records: [KeyRecord] = []
        var damaged: [(KeyName, any Failure)] = []
        for name in try directory.names() {
            do {
                records.append(try record(of: name))
            } catch let error as any Failure {
                damaged.append((name, error))
            }
        }
        return (records, damaged)
    }

    /// What is known without the passphrase. Throws `KeyringError`.
    package func record(of name: KeyName) throws -> KeyRecord { try file(of: name).record }

    /// Whether the name is taken, be the file good or bad.
    package func has(_ name: KeyName) -> Bool { directory.has(name) }

    /// Seals and keeps a private key. Throws `KeyringError.exists`.
    package func add(
        _ key: borrowing Secp256k1PrivateKey, as name: KeyName, kind: KeyRecord.Kind,
        created: Timestamp, passphrase: borrowing SecretBytes
    ) throws -> KeyRecord {
        let publicKey = PublicKey.secp256k1(key.publicKey.bytes)
        let record = KeyRecord(
            name: name, kind: kind, address: Address(publicKey: publicKey), publicKey: publicKey,
            created: created)
        precondition(record.canSign, "services add keys that sign by this call only")
        guard !has(name) else { throw KeyringError.exists(name.text) }
        let file = try KeyFile(sealing: key, as: record, cost: cost, passphrase: passphrase)
        try create(file)
        return record
    }

    /// Keeps an address to watch, with its public key where that is known.
    package func watch(
        _ address: Address, publicKey: PublicKey?, as name: KeyName, created: Timestamp
    ) throws -> KeyRecord {
        let record = KeyRecord(
            name: name, kind: .watched, address: address, publicKey: publicKey, created: created)
        try create(KeyFile(publicly: record))
        return record
    }

    /// Keeps a multisig key.
    package func addMultisig(
        _ publicKey: PublicKey, as name: KeyName, created: Timestamp
    ) throws -> KeyRecord {
        let record = KeyRecord(
            name: name, kind: .multisig, address: Address(publicKey: publicKey),
            publicKey: publicKey, created: created)
        try create(KeyFile(publicly: record))
        return record
    }

    /// The key, ready to sign. Throws `KeyringError.wrongPassphrase` and others.
    package func unlock(
        _ name: KeyName, passphrase: borrowing SecretBytes
    ) throws -> UnlockedKey {
        let file = try file(of: name)
        return UnlockedKey(record: file.record, key: try file.open(passphrase: passphrase))
    }

    /// Gives a key another name. A key that signs is sealed anew, since its name is authenticated.
    package func rename(
        _ name: KeyName, to other: KeyName, passphrase: borrowing SecretBytes
    ) throws {
        try directory.locked {
            let old = try file(of: name)
            guard !has(other) else { throw KeyringError.exists(other.text) }
            let record = old.record.renamed(other)
            let new =
                old.record.canSign
                ? try KeyFile(
                    sealing: old.open(passphrase: passphrase), as: record, cost: cost,
                    passphrase: passphrase)
                : KeyFile(publicly: record)
            // First the new, then the old: dying in between leaves two names, never none.
            try directory.write(new.bytes, to: other)
            try directory.remove(name)
        }
    }

    /// Forgets a key. Also removes a damaged file.
    package func delete(_ name: KeyName) throws {
        try directory.locked { try directory.remove(name) }
    }

    /// Seals a key under another passphrase, at today's cost.
    package func changePassphrase(
        of name: KeyName, from old: borrowing SecretBytes, to new: borrowing SecretBytes
    ) throws {
        try directory.locked {
            let file = try file(of: name)
            let sealed = try KeyFile(
                sealing: file.open(passphrase: old), as: file.record, cost: cost, passphrase: new)
            try directory.write(sealed.bytes, to: name)
        }
    }

    private func file(of name: KeyName) throws -> KeyFile {
        try KeyFile(decoding: directory.read(name), name: name.text)
    }

    private func create(_ file: KeyFile) throws {
        try directory.locked {
            guard !has(file.record.name) else {
                throw KeyringError.exists(file.record.name.text)
            }
            try directory.write(file.bytes, to: file.record.name)
        }
    }
}

extension Argon2id {
    /// About a tenth of a second and 64 MiB for each try: the second choice of RFC 9106 §4.
    package static let interactive: Argon2id = {
        do {
            return try Argon2id(passes: 3, memoryKiB: 65536, lanes: 4)
        } catch {
            preconditionFailure("these numbers lie within the bounds")
        }
    }()
}

/// A key whose passphrase was right: it signs as long as this value lives.
package struct UnlockedKey: ~Copyable, Sendable {
    package let record: KeyRecord
    private let key: Secp256k1PrivateKey

    init(record: KeyRecord, key: consuming Secp256k1PrivateKey) {
        self.record = record
        self.key = key
    }

    /// 33 bytes, compressed.
    package var publicKeyBytes: Bytes { key.publicKey.bytes }

    /// Signs the SHA-256 of a sign document: 64 bytes r ‖ s, RFC 6979, s in the lower half.
    package borrowing func signature(of document: Bytes) -> Bytes {
        do {
            return try key.signature(digest: Hash.sha256(document))
        } catch {
            preconditionFailure("SHA-256 has 32 bytes")
        }
    }

    /// A key that only this private key gives: it seals what is kept beside it. 32 bytes.
    borrowing func derivedKey(_ purpose: String) -> SecretBytes {
        key.withBytes { HKDF.derive(from: $0, salt: [], info: Bytes(purpose.utf8), count: 32) }
    }

    /// Lends the private key for an explicit export.
    package borrowing func exported<R: ~Copyable, E: Error>(
        _ body: (borrowing Secp256k1PrivateKey) throws(E) -> R
    ) throws(E) -> R {
        try body(key)
    }
}
