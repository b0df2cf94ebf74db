import SecretBase
import SecretChain
import SecretCrypto
import SecretKeyring

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension KeysService {
    /// Where an imported key comes from: exactly one of the three.
    public struct ImportSource: Sendable {
        public let hexFile: String?
        public let armorFile: String?
        /// The armor's own passphrase, where it is not that of the new key.
        public let armorPassphraseFile: String?
        /// An address or public key to watch.
        public let watched: String?

        public init(
            hexFile: String?, armorFile: String?, armorPassphraseFile: String?, watched: String?
        ) {
            self.hexFile = hexFile
            self.armorFile = armorFile
            self.armorPassphraseFile = armorPassphraseFile
            self.watched = watched
        }
    }

    /// Keeps a key that another tool made, or an address to watch.
    public func `import`(
        _ name: String, _ what: ImportSource, from source: PassphraseSource, by consent: Consent
    ) throws -> KeyOutcome {
        let sources = [what.hexFile, what.armorFile, what.watched].compactMap { $0 }
        guard sources.count == 1 else {
            throw KeysError.oneSource("--hex-file, --armor-file and --watch")
        }
        let name = try freeName(name)
        if let text = what.watched { return try watch(text, as: name, by: consent) }
        let key = try importedKey(what, for: name, source)
        guard !consent.isRehearsal else { return rehearsed("imported", name) }
        return .key(KeyAnswer(record: try keep(key, as: name, kind: .imported, source)))
    }

    private func importedKey(
        _ what: ImportSource, for name: KeyName, _ source: PassphraseSource
    ) throws -> Secp256k1PrivateKey {
        if let path = what.hexFile {
            return try KeyExport.key(fromHex: SecretFile.read(path))
        }
        let armor = try SecretFile.read(what.armorFile ?? "")
        let own = what.armorPassphraseFile.map { PassphraseSource(file: $0) }
        let passphrase = try tools.passphrase(for: "the export file", from: own ?? source)
        return try KeyExport.key(fromArmor: armor, passphrase: passphrase)
    }

    private func watch(
        _ text: String, as name: KeyName, by consent: Consent
    ) throws -> KeyOutcome {
        let (address, publicKey): (Address, PublicKey?)
        switch try KeySubject(text) {
        case .address(let given): (address, publicKey) = (given, nil)
        case .publicKey(let key): (address, publicKey) = (Address(publicKey: key), key)
        case .consensus: throw KeysError.notAPublicKey("a consensus address is no account")
        }
        if case .multisig(_, let members)? = publicKey { try Self.checkMembers(members) }
        guard !consent.isRehearsal else { return rehearsed("imported", name) }
        return .key(
            KeyAnswer(
                record: try keyring.watch(
                    address, publicKey: publicKey, as: name, created: time.now())))
    }

    /// Puts several keys together to one; members are names of keys, or public keys.
    public func multisig(
        _ name: String, threshold: UInt32, members: [String], isSorted: Bool, by consent: Consent
    ) throws -> KeyOutcome {
        let name = try freeName(name)
        let keys = try members.map { try member($0) }
        try Self.checkMembers(keys)
        guard Set(keys).count == keys.count else {
            throw KeysError.badMember(members[members.count - 1], "a key stands twice")
        }
        let publicKey = try PublicKey(threshold: threshold, of: keys, sorted: isSorted)
        guard !consent.isRehearsal else { return rehearsed("added", name) }
        return .key(
            KeyAnswer(record: try keyring.addMultisig(publicKey, as: name, created: time.now())))
    }

    private func member(_ text: String) throws -> PublicKey {
        if let name = try? KeyName(text), keyring.has(name) {
            guard let key = try keyring.record(of: name).publicKey else {
                throw KeysError.publicKeyUnknown(text)
            }
            return key
        }
        do {
            guard case .publicKey(let key) = try KeySubject(text) else {
                throw KeysError.badMember(text, "an address does not tell its public key")
            }
            return key
        } catch KeysError.notAPublicKey {
            throw KeysError.badMember(text, "no key has this name, and it is no public key")
        }
    }

    /// A member is an account's plain key: the keyring's files, and Ledger devices, know no other.
    private static func checkMembers(_ members: [PublicKey]) throws {
        for key in members {
            guard case .secp256k1(let bytes) = key else {
                throw KeysError.badMember(key.gatewayJSON, "wanted a secp256k1 key")
            }
            _ = try Secp256k1PublicKey(bytes)
        }
    }

    /// Gives a key another name.
    public func rename(
        _ name: String, to newName: String, from source: PassphraseSource, by consent: Consent
    ) throws -> KeyOutcome {
        let old = try KeyName(name)
        let record = try keyring.record(of: old)
        let new = try freeName(newName)
        let change = KeyChange(
            verb: "renamed", name: old, newName: new, isDone: !consent.isRehearsal)
        guard !consent.isRehearsal else { return .change(change) }
        // The name is authenticated with the sealed key, so that files cannot be exchanged.
        let passphrase =
            record.canSign
            ? try tools.passphrase(for: "key \(old)", from: source) : SecretBytes(count: 0)
        try keyring.rename(old, to: new, passphrase: passphrase)
        return .change(change)
    }

    /// Forgets a key, when its name is typed once more. Damaged files are deleted too.
    public func delete(_ name: String, by consent: Consent) throws -> KeyOutcome {
        let name = try KeyName(name)
        guard keyring.has(name) else { throw KeyringError.missing(name.text) }
        let change = KeyChange(verb: "deleted", name: name, isDone: !consent.isRehearsal)
        guard !consent.isRehearsal else { return .change(change) }
        try tools.confirm("delete key \(name) for ever", typing: name.text, by: consent)
        try keyring.delete(name)
        return .change(change)
    }

    /// Seals a key under another passphrase.
    public func changePassphrase(
        of name: String, from old: PassphraseSource, to new: PassphraseSource, by consent: Consent
    ) throws -> KeyOutcome {
        let name = try KeyName(name)
        let record = try keyring.record(of: name)
        guard record.canSign else {
            throw KeyringError.noPrivateKey(name.text, kind: record.kind.word)
        }
        let change = KeyChange(verb: "resealed", name: name, isDone: !consent.isRehearsal)
        guard !consent.isRehearsal else { return .change(change) }
        let oldPassphrase = try tools.passphrase(for: "key \(name)", from: old)
        // Only flags and the terminal give the new one: a credential is the old one's.
        guard new.file != nil || new.descriptor != nil || tools.prompts.canAsk else {
            throw KeysError.secretNeeded("a new passphrase", option: "--new-passphrase-file")
        }
        let newPassphrase = try tools.passphrase(
            for: "key \(name) from now on", from: new, isNew: true)
        try keyring.changePassphrase(of: name, from: oldPassphrase, to: newPassphrase)
        return .change(change)
    }
}

extension KeysService {
    /// How an exported key is spelled.
    public enum ExportForm: Sendable {
        /// The chain's ASCII armor; under the passphrase in this file, or else the key's own.
        case armor(passphraseFile: String?)
        /// Bare hex digits.
        case hex
    }

    /// Gives a private key out, when its name is typed once more: as the answer, or to a new file
    /// that only its owner can read.
    public func export(
        _ name: String, as form: ExportForm, to path: String?, from source: PassphraseSource,
        by consent: Consent
    ) throws -> KeyOutcome {
        let name = try KeyName(name)
        let record = try keyring.record(of: name)
        guard record.canSign else {
            throw KeyringError.noPrivateKey(name.text, kind: record.kind.word)
        }
        let change = KeyChange(
            verb: "exported", name: name, path: path, isDone: !consent.isRehearsal)
        guard !consent.isRehearsal else { return .change(change) }
        try tools.confirm("give out the private key of \(name)", typing: name.text, by: consent)
        let passphrase = try tools.passphrase(for: "key \(name)", from: source)
        let key = try keyring.unlock(name, passphrase: passphrase)
        let answer = try self.answer(key, form, passphrase)
        guard let path else { return .exported(answer) }
        try PrivateFile.create(
            path, answer.secret.hasSuffix("\n") ? answer.secret : answer.secret + "\n")
        return .change(change)
    }

    private func answer(
        _ key: borrowing UnlockedKey, _ form: ExportForm, _ passphrase: borrowing SecretBytes
    ) throws -> KeyExportAnswer {
        let name = key.record.name
        switch form {
        case .hex:
            return KeyExportAnswer(
                name: name, field: "privkey_hex", secret: key.exported { KeyExport.hex($0) })
        case .armor(let file?):
            let other = try tools.passphrase(
                for: "the export file", from: PassphraseSource(file: file), isNew: true)
            let text = try key.exported { try KeyExport.armor($0, passphrase: other) }
            return KeyExportAnswer(name: name, field: "armor", secret: text)
        case .armor(nil):
            let text = try key.exported { try KeyExport.armor($0, passphrase: passphrase) }
            return KeyExportAnswer(name: name, field: "armor", secret: text)
        }
    }
}

/// A file that only its owner can read, made and never overwritten.
enum PrivateFile {
    static func create(_ path: String, _ text: String) throws(KeysError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { throw .fileExists(path) }
            throw .cannotWrite(path, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var bytes = Bytes(text.utf8)
        defer { bytes.wipe() }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                unlink(path)
                throw .cannotWrite(path, reason: String(cString: strerror(errno)))
            }
            written += count
        }
        guard fsync(descriptor) == 0 else {
            throw .cannotWrite(path, reason: String(cString: strerror(errno)))
        }
    }
}
