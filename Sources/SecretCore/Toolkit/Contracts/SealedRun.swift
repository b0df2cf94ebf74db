internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretEnclave
internal import SwiftProtobuf

/// One transaction with one sealed message: from the key to the opened answer.
struct SealedRun: Sendable {
    let service: ContractService
    let sealing: ContractService.Sealing
    let order: SigningOrder
    let intent: TransactionIntent

    /// - Parameters:
    ///   - text: what is sealed.
    ///   - code: finds the hash of the code that it is for.
    ///   - message: lays the sealed text out for the chain.
    /// - Returns: the opened output, where the transaction is in a block, and who signed it.
    func perform(
        _ text: Bytes, code: (CodeHashChoice) async throws -> CodeHash,
        message: (_ sealed: Bytes, _ sender: Address) -> Google_Protobuf_Any
    ) async throws -> (Completion, ContractOutput?, KeyringSigner?) {
        let transactions = service.transactions
        // Whoever only builds seals as well: with the key, or with the seed that was given.
        let undertaking = try await transactions.begin(
            by: order, opensKey: sealing.seedFile == nil || order.gas == nil)
        let identity = try EncryptionIdentity.choose(
            seedFile: sealing.seedFile, signer: undertaking.signer,
            chainID: undertaking.chainID, networkKey: try await service.chain.sealingKey())
        let request = try identity.seal(text, for: try await code(sealing.code))
        let note = SealNote(
            messageIndex: 0, networkKey: identity.sealer.networkKey,
            publicKey: identity.sealer.publicKey, nonce: request.nonce,
            codeHash: request.codeHash)
        let completion = try await transactions.finish(
            undertaking, intent, [message(request.bytes, undertaking.address)], seals: [note]
        ) { log in
            identity.opened(log: log, nonces: [request.nonce])
        }
        guard case .included(let outcome, _) = completion else {
            return (completion, nil, undertaking.signer)
        }
        let output = try ContractOutput(
            data: outcome.data, events: outcome.events, nonces: [request.nonce],
            by: identity)
        return (completion, output, undertaking.signer)
    }
}

extension EncryptionIdentity {
    /// The log with its sealed error opened; as it is where it holds none of ours.
    ///
    /// Source: clients.md §1.3: the message's index in the text says whose nonce it is.
    func opened(log: String, nonces: [Bytes?]) -> String {
        guard let error = SealedError(in: log) else { return log }
        let index = error.messageIndex ?? 0
        guard nonces.indices.contains(index), let nonce = nonces[index],
            let text = try? sealer.open(text: error.sealed, nonce: nonce)
        else { return log }
        return error.text(with: text)
    }
}
