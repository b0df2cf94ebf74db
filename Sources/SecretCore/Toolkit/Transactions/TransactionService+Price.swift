internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SwiftProtobuf

extension TransactionService {
    /// Simulated gas is multiplied by this: state may change between simulation and block.
    static let gasMargin = Dec(14, places: 1)

    /// Puts gas limit and fee into the draft: gas as simulated with a margin, fee = ⌈gas · price⌉.
    func price(
        _ draft: inout TransactionDraft, for undertaking: Undertaking
    ) async throws {
        let (order, address) = (undertaking.order, undertaking.address)
        if let gas = order.gas {
            draft.gasLimit = gas
        } else {
            guard let account = try await chain.account(of: address) else {
                throw TransactionFailure.unknownAccount("\(address)")
            }
            let used = try await simulatedGas(draft, undertaking, account)
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
        _ draft: TransactionDraft, _ undertaking: Undertaking, _ account: ChainAccount
    ) async throws -> Gas {
        var sequence = account.sequence
        for attempt in 1...5 {
            do {
                let bytes = try simulated(draft, undertaking, account.number, sequence)
                return try await chain.simulate(bytes).used
            } catch ClientError.answered(_, let code, let message, _) {
                if attempt < 5, let mismatch = SequenceMismatch(message) {
                    sequence = mismatch.expected
                    continue
                }
                throw TransactionFailure.rejected(
                    hash: nil, codespace: "", abciCode: UInt32(code ?? 0),
                    log: Self.sentence(of: message))
            }
        }
        preconditionFailure("the last attempt returns or throws")
    }

    /// The enclave looks at signatures in simulations too. With a gas limit of zero and no fee, the
    /// signed bytes are of no use to anybody else.
    private func simulated(
        _ draft: TransactionDraft, _ undertaking: Undertaking, _ number: UInt64,
        _ sequence: UInt64
    ) throws -> Bytes {
        guard let signer = undertaking.signer, draft.runsContracts else {
            return try draft.unsigned(by: undertaking.publicKey, sequence: sequence)
        }
        let place = SigningPlace(
            chainID: undertaking.chainID, accountNumber: number, sequence: sequence)
        return try draft.signed(by: signer.publicKey, at: place, sign: signer.signature).bytes
    }

    /// What the chain says, without what the layers between put around it:
    /// `rpc error: code = Unknown desc = … with gas used: '5': unknown request`.
    static func sentence(of message: String) -> String {
        var text = message[...]
        if text.hasPrefix("rpc error: code = "), let mark = text.firstRange(of: " desc = ") {
            text = text[mark.upperBound...]
        }
        if let mark = text.ranges(of: " with gas used: '").last, text.hasSuffix("unknown request") {
            text = text[..<mark.lowerBound]
        }
        return String(text)
    }
}

extension TransactionDraft {
    /// Whether an enclave has to do with it.
    var runsContracts: Bool {
        messages.contains {
            $0.typeURL.hasPrefix(ContractOutput.computePrefix) && !$0.typeURL.hasSuffix("StoreCode")
        }
    }
}
