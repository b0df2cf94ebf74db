public import SecretBase
internal import SecretCrypto
internal import SecretEnclave

/// The encryption keys of accounts: what seals messages for contracts and opens the answers.
///
/// An account's key is derived from its private key as wallets do it, and stored nowhere. An
/// imported one takes its place for one chain, and is kept sealed by the private key.
public struct EncryptionKeyService: Sendable {
    let tools: Toolbox

    private func chainID() throws -> String { try tools.settings.network().chainID }

    /// The public half and where the key comes from.
    public func show(_ name: String, from source: PassphraseSource) throws -> EncryptionKeyAnswer {
        let signer = try tools.unlockedKey(named: name, passphrase: source)
        return try answer(name, signer, "")
    }

    /// Gives the key out as `id_tx_io.json`: as the answer, or to a new file that only its owner
    /// can read.
    public func export(
        _ name: String, to path: String?, from source: PassphraseSource, by consent: Consent
    ) throws -> EncryptionKeyAnswer {
        let signer = try tools.unlockedKey(named: name, passphrase: source)
        guard !consent.isRehearsal else { return try answer(name, signer, "would be exported") }
        let what = "give out the encryption key of \(name), which opens all its messages"
        if !consent.isYes { try tools.confirm(what, typing: name, by: consent) }
        let chainID = try chainID()
        let seed =
            try signer.note(EncryptionSeed.label(chainID))
            ?? EncryptionSeed.derived(by: signer, chainID: chainID)
        let file = try TransactionKeyFile.encode(seed)
        let text = file.withBytes { String(decoding: $0, as: UTF8.self) }
        var answer = try answer(name, signer, "exported")
        if let path {
            try PrivateFile.create(path, text + "\n")
            answer.path = path
        } else {
            answer.file = text
        }
        return answer
    }

    /// Keeps the key of a file for this account and chain, in place of the derived one.
    public func `import`(
        _ name: String, file: String, from source: PassphraseSource, by consent: Consent
    ) throws -> EncryptionKeyAnswer {
        let seed = try SeedFile.read(file)
        let signer = try tools.unlockedKey(named: name, passphrase: source)
        guard !consent.isRehearsal else { return try answer(name, signer, "would be replaced") }
        let label = EncryptionSeed.label(try chainID())
        if let kept = try signer.note(label), !kept.equals(seed), !consent.isYes {
            try tools.confirm(
                "replace the encryption key kept for \(name)", typing: name, by: consent)
        }
        try signer.keep(seed, as: label)
        return try answer(name, signer, "imported")
    }

    /// Forgets an imported key: the derived one is used again.
    public func forget(
        _ name: String, from source: PassphraseSource, by consent: Consent
    ) throws -> EncryptionKeyAnswer {
        let signer = try tools.unlockedKey(named: name, passphrase: source)
        let label = EncryptionSeed.label(try chainID())
        guard try signer.note(label) != nil else { throw EncryptionKeyError.notImported(name) }
        guard !consent.isRehearsal else { return try answer(name, signer, "would be forgotten") }
        if !consent.isYes {
            try tools.confirm(
                "forget the encryption key kept for \(name)", typing: name, by: consent)
        }
        try signer.forget(label)
        return try answer(name, signer, "forgotten: the derived key is used again")
    }

    private func answer(
        _ name: String, _ signer: KeyringSigner, _ done: String
    ) throws -> EncryptionKeyAnswer {
        let chainID = try chainID()
        // Any network's key will do: only our own public key is looked at.
        let identity = try EncryptionIdentity(
            of: signer, chainID: chainID, networkKey: Bytes(repeating: 9, count: 32))
        return EncryptionKeyAnswer(
            name: name, address: "\(signer.address)", chainID: chainID,
            publicKey: identity.sealer.publicKey, origin: identity.origin, done: done)
    }
}

/// What the commands for encryption keys refuse by themselves.
public enum EncryptionKeyError: Failure, Equatable {
    case notImported(String)

    public var code: String { "encryption_key_missing" }
    public var exit: ExitStatus { .missing }
    public var description: String {
        switch self {
        case .notImported(let name):
            "no encryption key is kept for '\(name)' on this chain: it is derived from the key"
        }
    }
}

/// An account's encryption key on one chain.
public struct EncryptionKeyAnswer: Answer {
    let name: String
    let address: String
    let chainID: String
    let publicKey: Bytes
    let origin: EncryptionIdentity.Origin
    /// What was done, in a word or two; empty for nothing.
    let done: String
    /// Where it was written.
    var path: String?
    /// `id_tx_io.json`, where it was asked for on stdout.
    var file: String?

    public var fields: AnswerValue {
        var fields: [AnswerValue.Field] = [
            .init("name", .text(name)), .init("address", .text(address)),
            .init("chain_id", .text(chainID)), .init("pubkey_hex", .text(Hex.encode(publicKey))),
            .init("pubkey", .text(Base64.encode(publicKey))),
            .init("origin", .text(origin.rawValue)), .init("path", .optional(path)),
        ]
        if let file { fields.append(.init("id_tx_io", .raw(file))) }
        return .object(fields)
    }

    /// The file alone where it was asked for: `… export alice > id_tx_io.json`.
    public func text(in style: TextStyle) -> String {
        if let file { return file }
        return FieldList([
            ("key", name), ("address", address), ("chain", chainID),
            ("encryption key", Hex.encode(publicKey)),
            ("origin", origin == .derived ? "derived from the key" : origin.rawValue),
            ("result", done), ("file", path ?? ""),
        ]).text(in: style)
    }
}

extension Toolbox {
    /// The encryption keys of accounts.
    public var encryptionKeys: EncryptionKeyService { EncryptionKeyService(tools: self) }
}
