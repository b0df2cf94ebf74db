internal import SecretBase
public import SecretChain
internal import SecretClient
internal import SecretEnclave
internal import SecretWire

/// Who asks, where that matters: a key of the keyring, or a seed in a file. With neither, a seed is
/// drawn for the one question.
public struct AskingIdentity: Sendable {
    public var key: String?
    public var passphrase: PassphraseSource
    public var seedFile: String?

    public init(
        key: String? = nil, passphrase: PassphraseSource = PassphraseSource(),
        seedFile: String? = nil
    ) {
        self.key = key
        self.passphrase = passphrase
        self.seedFile = seedFile
    }
}

extension ContractService {
    /// Asks a contract; changes nothing and costs nothing.
    public func query(
        _ contract: Address, message: MessageSource, sealing: Sealing,
        by asking: AskingIdentity
    ) async throws -> ContractQueryAnswer {
        let text = try message.read()
        let (identity, _) = try await identity(of: asking)
        let code = try await codeHash(of: contract, sealing.code)
        return ContractQueryAnswer(
            contract: contract, codeHash: code,
            result: try await ask(contract, text, for: code, as: identity))
    }

    /// Whoever asks, unlocked, and the chain's key.
    func identity(
        of asking: AskingIdentity
    ) async throws -> (EncryptionIdentity, signer: KeyringSigner?) {
        // With a seed file the key has nothing to do here.
        let signer =
            try asking.seedFile == nil
            ? asking.key.map { try tools.unlockedKey(named: $0, passphrase: asking.passphrase) }
            : nil
        let chainID = try await transactions.requireChain()
        let identity = try EncryptionIdentity.choose(
            seedFile: asking.seedFile, signer: signer, chainID: chainID,
            networkKey: try await chain.sealingKey())
        return (identity, signer)
    }

    func codeHash(of contract: Address, _ choice: CodeHashChoice) async throws -> CodeHash {
        try await choice.resolve("contract \(contract)") {
            try await lookup.codeHash(of: contract)
        }
    }

    /// The opened answer to one question. Throws the contract's own error, opened.
    func ask(
        _ contract: Address, _ text: Bytes, for code: CodeHash, as identity: EncryptionIdentity
    ) async throws -> Bytes {
        let request = try identity.seal(text, for: code)
        do {
            let sealed = try await lookup.query(contract, request.bytes)
            return try identity.sealer.open(answer: sealed, nonce: request.nonce)
        } catch let error as ClientError {
            guard case .answered(_, _, let message, _) = error else { throw error }
            if let sealed = SealedError(in: message) {
                guard
                    let text = try? identity.sealer.open(
                        text: sealed.sealed, nonce: request.nonce)
                else { throw ContractsError.notOpened(message) }
                throw ContractsError.queryFailed(text)
            }
            if error.saysMissing { throw ContractsError.noContract("\(contract)") }
            guard message.contains("contract failed") else { throw error }
            throw ContractsError.queryFailed(message)
        }
    }

    /// What the chain knows of a contract.
    public func info(of contract: Address) async throws -> ContractDescription {
        _ = try await transactions.requireChain()
        let info = try await lookup.info(of: contract)
        return ContractDescription(
            address: "\(contract)", info: info,
            codeHash: try? await lookup.codeHash(of: contract).description)
    }

    /// All codes, or the contracts of one.
    public func list(_ code: UInt64?) async throws -> ContractList {
        _ = try await transactions.requireChain()
        guard let code else { return .codes(try await lookup.codes()) }
        // A code without contracts and one that is not there get the same answer.
        _ = try await lookup.codeHash(of: code)
        do {
            return .contracts(try await lookup.contracts(of: code), code: code)
        } catch ContractsError.noCode { return .contracts([], code: code) }
    }

    /// The hash of a contract's code, of stored code, or of a file.
    public func codeHash(of subject: String) async throws -> CodeHashAnswer {
        if let code = UInt64(subject), !InputFile.exists(subject) {
            _ = try await transactions.requireChain()
            return CodeHashAnswer(
                hash: try await lookup.codeHash(of: code), subject: "code \(code)", size: nil)
        }
        if subject.hasPrefix(Address.prefix + "1"), !InputFile.exists(subject) {
            let contract = try Address(subject)
            _ = try await transactions.requireChain()
            return CodeHashAnswer(
                hash: try await lookup.codeHash(of: contract), subject: "contract \(contract)",
                size: nil)
        }
        guard
            InputFile.exists(subject) || subject == "-" || subject.contains("/")
                || subject.contains(".")
        else { throw ContractsError.noSubject(subject) }
        let code = try ContractCode(file: subject)
        return CodeHashAnswer(hash: code.hash, subject: subject, size: code.size)
    }

    /// Which code a contract ran, and with which messages it was given it. Those that our key
    /// sealed are opened.
    public func history(
        of contract: Address, by asking: AskingIdentity
    ) async throws -> ContractHistory {
        _ = try await transactions.requireChain()
        let entries = try await lookup.history(of: contract)
        guard !entries.isEmpty else {
            _ = try await lookup.info(of: contract)
            return ContractHistory(contract: contract, entries: [])
        }
        let isOurs = asking.key != nil || asking.seedFile != nil
        let identity = isOurs ? try await identity(of: asking).0 : nil
        return ContractHistory(
            contract: contract, entries: entries.map { .init($0, opening: identity) })
    }
}
