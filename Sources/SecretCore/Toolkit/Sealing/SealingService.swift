internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretCrypto
internal import SecretEnclave

/// Seals messages for the network's contracts and opens what they answer, as a client does.
public struct SealingService: Sendable {
    let tools: Toolbox

    /// What was sealed; a contract's outputs have no nonce of their own.
    public enum Kind: String, Sendable, CaseIterable {
        case message, answer, error
    }

    /// Where the keys of a message come from.
    public struct Keys: Sendable {
        /// The network's key in base64; nil asks the node.
        public var networkKey: String?
        /// 32 bytes as hex.
        public var seedFile: String?
        /// A key of the keyring: its account's encryption key.
        public var key: String?
        public var passphrase = PassphraseSource()
        /// 32 bytes as hex; nil draws fresh ones.
        public var nonce: String?

        public init(
            networkKey: String? = nil, seedFile: String? = nil, nonce: String? = nil,
            key: String? = nil, passphrase: PassphraseSource = PassphraseSource()
        ) {
            self.networkKey = networkKey
            self.seedFile = seedFile
            self.nonce = nonce
            self.key = key
            self.passphrase = passphrase
        }
    }

    /// Seals the JSON in `messageFile` for the code with this hash (64 hex digits).
    public func seal(
        messageFile: String, codeHash: String, keys: Keys
    ) async throws -> SealedAnswer {
        let content = try InputFile.read(messageFile)
        let json: JSONText
        do { json = try JSONText(compacting: content) } catch {
            throw TransactionFailure.malformed(messageFile, why: "\(error)")
        }
        let code = try CodeHash(codeHash)
        let nonce = try keys.nonce.map { try bytes($0, "--nonce-hex") } ?? RandomBytes.make(32)
        if keys.seedFile == nil, keys.key == nil {
            tools.notices.warn(
                "sealed with a key that is not kept: nobody here can open it or its answer")
        }
        let identity = try await identity(keys)
        let sealed = try identity.sealer.seal(PlainMessage(for: code, json.bytes), nonce: nonce)
        return SealedAnswer(
            encrypted: sealed, nonce: nonce, publicKey: identity.sealer.publicKey)
    }

    /// Opens a message of our own, or a contract's answer or error to it.
    public func open(_ input: String, as kind: Kind, keys: Keys) async throws -> OpenedAnswer {
        let sealed = try bytes(input, "--input-hex", count: nil)
        let sealer = try await opener(keys)
        switch kind {
        case .message:
            let plain = try sealer.sealer.open(message: sealed)
            let text = String(decoding: plain.text, as: UTF8.self)
            return OpenedAnswer(
                plaintext: plain.codeHash.description + text, codeHash: "\(plain.codeHash)",
                message: text)
        case .answer:
            let plain = try sealer.sealer.open(answer: sealed, nonce: try nonce(keys, kind))
            return OpenedAnswer(plaintext: String(decoding: plain, as: UTF8.self))
        case .error:
            let text = Base64.encode(sealed)
            return OpenedAnswer(
                plaintext: try sealer.sealer.open(text: text, nonce: try nonce(keys, kind)))
        }
    }

    /// A transaction of ours on the chain, with all opened that the seed opens.
    public func open(transaction hash: String, keys: Keys) async throws -> OpenedReceipt {
        let hash = try TransactionHash(hash)
        let chain = try tools.chain()
        try await chain.requireChain(tools.settings.network().chainID)
        guard let outcome = try await chain.transaction(hash) else {
            throw TransactionFailure.unknownTransaction("\(hash)")
        }
        let identity = try await opener(keys)
        let opened = try OpenedTransaction(outcome.answer, opening: identity.sealer)
        return OpenedReceipt(
            hash: "\(hash)", outcome: outcome, opened: opened,
            output: try ContractOutput(
                data: outcome.data, events: outcome.events, nonces: opened.nonces, by: identity))
    }

    /// Who opens: what nobody keeps opens nothing.
    private func opener(_ keys: Keys) async throws -> EncryptionIdentity {
        guard keys.seedFile != nil || keys.key != nil else {
            throw TransactionFailure.needs(
                "--from or --seed-file", why: "what a key sealed, only it opens")
        }
        return try await identity(keys)
    }

    private func identity(_ keys: Keys) async throws -> EncryptionIdentity {
        let signer =
            try keys.seedFile == nil
            ? keys.key.map { try tools.unlockedKey(named: $0, passphrase: keys.passphrase) }
            : nil
        return try EncryptionIdentity.choose(
            seedFile: keys.seedFile, signer: signer,
            chainID: try tools.settings.network().chainID,
            networkKey: try await networkKey(keys))
    }

    private func networkKey(_ keys: Keys) async throws -> Bytes {
        guard let text = keys.networkKey else {
            let chain = try tools.chain()
            try await chain.requireChain(tools.settings.network().chainID)
            return try await chain.sealingKey()
        }
        guard let key = try? Base64.decodeLoose(text), key.count == 32 else {
            throw TransactionFailure.malformed("--io-pubkey", why: "wanted 32 bytes as base64")
        }
        return key
    }

    private func nonce(_ keys: Keys, _ kind: Kind) throws -> Bytes {
        guard let text = keys.nonce else {
            throw TransactionFailure.needs(
                "--nonce-hex", why: "an \(kind.rawValue) opens with the nonce of its request")
        }
        return try bytes(text, "--nonce-hex")
    }

    private func bytes(_ text: String, _ option: String, count: Int? = 32) throws -> Bytes {
        guard let bytes = try? Hex.decode(text, bytesMax: InputFile.bytesMax),
            count == nil || bytes.count == count
        else {
            let wanted = count.map { "\($0) bytes" } ?? "bytes"
            throw TransactionFailure.malformed(option, why: "wanted \(wanted) as hex")
        }
        return bytes
    }
}

extension Toolbox {
    /// Messages for contracts, and their answers.
    public var sealing: SealingService { SealingService(tools: self) }
}
