internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretCrypto
internal import SecretWire

extension TransactionService {
    /// Signs a transaction that another tool wrote, and sends nothing.
    ///
    /// Throws exit 9 where the transaction asks for another signer than the key.
    public func sign(_ task: SigningTask) async throws -> SignedAnswer {
        try await sign(InputFile.read(task.file), task)
    }

    func sign(_ content: Bytes, _ task: SigningTask) async throws -> SignedAnswer {
        guard let mode = SignMode(rawValue: task.mode) else {
            throw TransactionFailure.malformed("--sign-mode", why: "wanted direct or amino")
        }
        let file = try UnsignedFile(content, named: task.file)
        let draft = file.draft
        let signer = try signer(for: task.key)
        let place = try await place(for: task, file, signer.address)
        let signed = try draft.signed(
            by: signer.publicKey, mode: mode, at: place, sign: signer.signature)
        let wanted = try Transaction(decoding: signed.bytes).signers.get()
        guard wanted == [signer.address] else {
            throw TransactionFailure.signerDiffers(
                wanted: wanted.map(\.description).joined(separator: ", "),
                got: "\(signer.address)")
        }
        return SignedAnswer(signed: signed, place: place, address: signer.address)
    }

    func signer(for key: SigningTask.Key) throws -> any TransactionSigner {
        switch key {
        case .keyring(let name, let source):
            return try tools.unlockedKey(named: name, passphrase: source)
        case .phrase(let file, let coinType, let account, let index):
            let path = try HDPath(coinType: coinType, account: account, index: index)
            return try PhraseSigner(phrase: SecretFile.read(file), path: path)
        }
    }

    private func place(
        for task: SigningTask, _ file: UnsignedFile, _ address: Address
    ) async throws -> SigningPlace {
        let chainID = try chainID(for: file)
        let (number, sequence) = (
            task.accountNumber ?? file.accountNumber, task.sequence ?? file.sequence
        )
        if let number, let sequence {
            return SigningPlace(chainID: chainID, accountNumber: number, sequence: sequence)
        }
        guard !task.isOffline else {
            let option = number == nil ? "--account-number" : "--sequence"
            throw TransactionFailure.needs(option, why: "offline, no node can be asked for it")
        }
        _ = try await requireChain()
        guard let account = try await chain.account(of: address) else {
            throw TransactionFailure.unknownAccount("\(address)")
        }
        return SigningPlace(
            chainID: chainID, accountNumber: number ?? account.number,
            sequence: sequence ?? account.sequence)
    }

    /// The file's chain, where it names one. Throws exit 9 where the settings name another.
    private func chainID(for file: UnsignedFile) throws -> String {
        guard let built = file.chainID else { return try tools.settings.network().chainID }
        try requireChosenChain(built)
        return built
    }

    /// Throws exit 9 where the settings name another chain than the one it was built for.
    func requireChosenChain(_ built: String) throws {
        let settings = tools.settings
        let isChosen =
            settings.source(of: "chain_id") != nil || settings.source(of: "context") != nil
        guard isChosen else { return }
        let chosen = try settings.network().chainID
        guard chosen == built else {
            throw TransactionFailure.chainDiffers(wanted: chosen, got: built)
        }
    }

    /// Prints a transaction as the chain's JSON. `input` is a file, `-`, or the text itself.
    public func decode(_ input: String) throws -> DecodedAnswer {
        let isFile = input == "-" || InputFile.exists(input)
        let content = isFile ? try InputFile.read(input) : Bytes(input.utf8)
        let looksLikePath = input.contains("/") && input.contains(".")
        guard isFile || !looksLikePath else { throw TransactionFailure.missingFile(input) }
        let name = isFile ? input : "the transaction"
        let transaction = try TransactionInput.signed(content, named: name)
        // TxRaw and Tx have the same bytes.
        let json = try GatewayJSON.encode(transaction.bytes, as: "cosmos.tx.v1beta1.Tx")
        return DecodedAnswer(
            hash: "\(transaction.hash)", json: String(decoding: json, as: UTF8.self),
            indented: try JSONValue(parsing: json).text(.indented(2)),
            byteCount: transaction.bytes.count)
    }
}
