internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretWire

extension TransactionService {
    /// What a transaction in a file would use, and what it should therefore offer. Nothing is signed
    /// and no key is needed: a simulation does not look at signatures, but for contracts.
    public func simulate(file: String) async throws -> SimulationAnswer {
        let content = try InputFile.read(file)
        let bundle = try MultisigBundle(content, named: file)
        let draft = try bundle?.file.draft ?? Self.draft(content, file)
        let chainID = try await requireChain()
        let probe = try draft.unsigned(
            by: PublicKey(secp256k1: Self.standIn), sequence: 0)
        guard let signer = try Transaction(decoding: probe).signers.get().first else {
            throw TransactionFailure.malformed(file, why: "nobody would sign it")
        }
        guard let account = try await chain.account(of: signer) else {
            throw TransactionFailure.unknownAccount("\(signer)")
        }
        let publicKey = try bundle?.key ?? account.publicKey ?? PublicKey(secp256k1: Self.standIn)
        let undertaking = Undertaking(
            order: SigningOrder(from: "\(signer)"), chainID: chainID, address: signer,
            publicKey: publicKey, signer: nil)
        let used = try await simulatedGas(draft, undertaking, account)
        var priced = draft
        priced.gasLimit = try GasMargins.limit(for: used, draft.messages)
        var order = undertaking.order
        order.gas = priced.gasLimit
        try await price(
            &priced,
            for: Undertaking(
                order: order, chainID: chainID, address: signer, publicKey: publicKey, signer: nil))
        return SimulationAnswer(
            used: used, limit: priced.gasLimit, fee: priced.fee,
            factor: GasMargins.factor(for: draft.messages), address: "\(signer)")
    }

    /// Of an unsigned transaction, or of a signed one with its signatures left out.
    private static func draft(_ content: Bytes, _ name: String) throws -> TransactionDraft {
        if let file = try? UnsignedFile(content, named: name) { return file.draft }
        let signed = try TransactionInput.signed(content, named: name)
        return TransactionDraft(
            messages: signed.body.messages, memo: signed.body.memo,
            fee: try Coins(signed.authInfo.fee.amount), gasLimit: Gas(signed.authInfo.fee.gasLimit))
    }
}

/// What a simulation used, and what follows from it.
public struct SimulationAnswer: Answer {
    let used: Gas
    let limit: Gas
    let fee: Coins
    let factor: Dec
    let address: String

    public var fields: AnswerValue {
        [
            "gas_used": .unsigned(used.units), "gas_limit": .unsigned(limit.units),
            "margin": .text(factor.inWords), "fee": fee.answer, "signer": .text(address),
        ]
    }

    public func text(in style: TextStyle) -> String {
        FieldList([
            ("gas", "\(used) in the simulation"),
            ("limit", "\(limit), which is \(factor.inWords) times as much"), ("fee", fee.words),
            ("signer", address),
        ]).text(in: style)
    }
}
