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
        /// 32 bytes as hex; nil draws fresh ones.
        public var nonce: String?

        public init(networkKey: String? = nil, seedFile: String? = nil, nonce: String? = nil) {
            self.networkKey = networkKey
            self.seedFile = seedFile
            self.nonce = nonce
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
        if keys.seedFile == nil {
            tools.notices.warn(
                "sealed with a key that is not kept: nobody here can open it or its answer")
        }
        let networkKey = try await networkKey(keys)
        let seed = try keys.seedFile.map { try SeedFile.read($0) } ?? RandomBytes.secret(32)
        let sealer = try MessageSealer(seed: seed, networkKey: networkKey)
        let sealed = try sealer.seal(PlainMessage(for: code, json.bytes), nonce: nonce)
        return SealedAnswer(encrypted: sealed, nonce: nonce, publicKey: sealer.publicKey)
    }

    /// Opens a message of our own, or a contract's answer or error to it.
    public func open(_ input: String, as kind: Kind, keys: Keys) async throws -> OpenedAnswer {
        let sealed = try bytes(input, "--input-hex", count: nil)
        let sealer = try await sealer(keys)
        switch kind {
        case .message:
            let plain = try sealer.open(message: sealed)
            let text = String(decoding: plain.text, as: UTF8.self)
            return OpenedAnswer(
                plaintext: plain.codeHash.description + text, codeHash: "\(plain.codeHash)",
                message: text)
        case .answer:
            let plain = try sealer.open(answer: sealed, nonce: try nonce(keys, kind))
            return OpenedAnswer(plaintext: String(decoding: plain, as: UTF8.self))
        case .error:
            let text = Base64.encode(sealed)
            return OpenedAnswer(
                plaintext: try sealer.open(text: text, nonce: try nonce(keys, kind)))
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
        let sealer = try await sealer(keys)
        return OpenedReceipt(
            hash: "\(hash)", opened: try OpenedTransaction(outcome.answer, opening: sealer))
    }

    private func sealer(_ keys: Keys) async throws -> MessageSealer {
        guard let path = keys.seedFile else {
            throw TransactionFailure.needs("--seed-file", why: "what it sealed, only it opens")
        }
        let seed = try SeedFile.read(path)
        return try MessageSealer(seed: seed, networkKey: try await networkKey(keys))
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
