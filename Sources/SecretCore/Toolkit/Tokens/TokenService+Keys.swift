internal import SecretBase
public import SecretChain
internal import SecretCrypto
internal import SecretWire

extension TokenService {
    /// Tells the token a viewing key, a fresh one or that of a file, and keeps it once the chain has it.
    public func setViewingKey(
        of token: Address, file: String?, by order: SigningOrder
    ) async throws -> ContractReply {
        let key = try file.map { try ViewingKeys.read($0) } ?? ViewingKeys.fresh()
        let text = try ViewingKeys.text(key)
        let message: JSONValue = ["set_viewing_key": ["key": .string(text)]]
        let reply = try await run(
            token, message, TransactionIntent("set a viewing key of token \(token)"), by: order)
        return try keep(key, of: token, by: order, after: reply)
    }

    /// Has the token make a viewing key out of its own and our randomness, and keeps it.
    public func createViewingKey(
        of token: Address, by order: SigningOrder
    ) async throws -> ContractReply {
        let entropy = Base64.encode(RandomBytes.make(32))
        let message: JSONValue = ["create_viewing_key": ["entropy": .string(entropy)]]
        var reply = try await run(
            token, message, TransactionIntent("have token \(token) make a viewing key"),
            by: order)
        guard case .receipt = reply.reply, reply.data != nil else { return reply }
        let json = reply.data.flatMap { ContractData($0).json }
        guard let key = (json?["create_viewing_key"] ?? json?["viewing_key"])?["key"]?.string else {
            throw TokenError.noToken("\(token)", got: ContractData(reply.data).words)
        }
        // What the token answered is the secret itself.
        reply.forgetData()
        return try keep(
            SecretBytes(copying: Bytes(key.utf8)), of: token, by: order, after: reply)
    }

    private func keep(
        _ key: borrowing SecretBytes, of token: Address, by order: SigningOrder,
        after reply: ContractReply
    ) throws -> ContractReply {
        guard case .receipt(let receipt) = reply.reply, receipt.code == 0,
            let signer = reply.signer
        else { return reply }
        let chainID = try tools.settings.network().chainID
        try signer.keep(key, as: ViewingKeys.label(token, on: chainID))
        var reply = reply
        reply.lines.append(("kept", "sealed by the key \(order.from)"))
        reply.more.append(.init("kept", true))
        return reply
    }

    /// Keeps a viewing key that the token knows already.
    public func importViewingKey(
        of token: Address, file: String, key: String, from source: PassphraseSource
    ) throws -> ViewingKeyAnswer {
        let viewingKey = try ViewingKeys.read(file)
        let signer = try tools.unlockedKey(named: key, passphrase: source)
        let chainID = try tools.settings.network().chainID
        try signer.keep(viewingKey, as: ViewingKeys.label(token, on: chainID))
        return ViewingKeyAnswer(
            holder: "\(signer.address)", tokens: ["\(token)"], verb: "kept", key: nil)
    }

    /// The viewing key itself, for another wallet: only where it is asked for by this name.
    public func showViewingKey(
        of token: Address, key: String, from source: PassphraseSource
    ) throws -> ViewingKeyAnswer {
        let signer = try tools.unlockedKey(named: key, passphrase: source)
        let chainID = try tools.settings.network().chainID
        guard let kept = try signer.note(ViewingKeys.label(token, on: chainID)) else {
            throw TokenError.noViewingKey(token: "\(token)")
        }
        return ViewingKeyAnswer(
            holder: "\(signer.address)", tokens: ["\(token)"], verb: "",
            key: try ViewingKeys.text(kept))
    }

    /// The tokens for which a viewing key is kept.
    public func listViewingKeys(
        key: String, from source: PassphraseSource
    ) throws -> ViewingKeyAnswer {
        let signer = try tools.unlockedKey(named: key, passphrase: source)
        let chainID = try tools.settings.network().chainID
        return ViewingKeyAnswer(
            holder: "\(signer.address)",
            tokens: try ViewingKeys.tokens(of: signer, on: chainID), verb: "", key: nil)
    }

    /// Forgets a viewing key here; the token still knows it.
    public func forgetViewingKey(
        of token: Address, key: String, from source: PassphraseSource, by consent: Consent
    ) throws -> ViewingKeyAnswer {
        let signer = try tools.unlockedKey(named: key, passphrase: source)
        let label = ViewingKeys.label(token, on: try tools.settings.network().chainID)
        guard try signer.note(label) != nil else {
            throw TokenError.noViewingKey(token: "\(token)")
        }
        let answer = ViewingKeyAnswer(
            holder: "\(signer.address)", tokens: ["\(token)"],
            verb: consent.isRehearsal ? "would be forgotten" : "forgotten", key: nil)
        guard !consent.isRehearsal else { return answer }
        try tools.confirm("forget the viewing key of \(token)", by: consent)
        try signer.forget(label)
        return answer
    }
}
