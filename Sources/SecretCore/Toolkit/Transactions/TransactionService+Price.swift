internal import SecretBase
internal import SecretChain
internal import SecretClient

extension TransactionService {
    /// Simulated gas is multiplied by this: state may change between simulation and block.
    static let gasMargin = Dec(14, places: 1)

    /// Puts gas limit and fee into the draft: gas as simulated with a margin, fee = ⌈gas · price⌉.
    func price(
        _ draft: inout TransactionDraft, by order: SigningOrder, _ address: Address,
        _ publicKey: PublicKey
    ) async throws {
        if let gas = order.gas {
            draft.gasLimit = gas
        } else {
            guard let account = try await chain.account(of: address) else {
                throw TransactionFailure.unknownAccount("\(address)")
            }
            let used = try await simulatedGas(draft, publicKey, sequence: account.sequence)
            let limit = try Self.gasMargin.times(Int256(used.units)).ceiling()
            guard let units = limit.uint64 else { throw NumberError.overflow }
            draft.gasLimit = Gas(units)
        }
        if let fee = order.fee {
            draft.fee = Coins(fee)
            return
        }
        let profile = try tools.settings.network()
        guard let price = order.gasPrice ?? Dec(profile.gasPrice), !price.isNegative else {
            throw ConfigurationError.badValue(
                name: "gas price", value: profile.gasPrice, wanted: "a number such as 0.1")
        }
        let amount = try price.times(Int256(draft.gasLimit.units)).ceiling()
        draft.fee = Coins(try Coin(denom: profile.denom, amount: amount))
    }

    /// Simulates at the account's sequence. Where the node counts transactions that wait for their
    /// block, it says which sequence it expects, and is asked once more.
    private func simulatedGas(
        _ draft: TransactionDraft, _ publicKey: PublicKey, sequence: UInt64
    ) async throws -> Gas {
        var sequence = sequence
        for attempt in 1...5 {
            do {
                let bytes = try draft.unsigned(by: publicKey, sequence: sequence)
                return try await chain.simulate(bytes).used
            } catch ClientError.answered(_, let code, let message, _) {
                if attempt < 5, let mismatch = SequenceMismatch(message) {
                    sequence = mismatch.expected
                    continue
                }
                throw TransactionFailure.rejected(
                    hash: nil, codespace: "", abciCode: UInt32(code ?? 0), log: message)
            }
        }
        preconditionFailure("the last attempt returns or throws")
    }
}
