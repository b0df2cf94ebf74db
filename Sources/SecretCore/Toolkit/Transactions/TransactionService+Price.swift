internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretWire
internal import SwiftProtobuf

extension TransactionService {
    /// Puts gas limit and fee into the draft: gas as simulated with the margin of its kind,
    /// fee = ⌈gas · price⌉.
    ///
    /// - Parameter gasMin: the limit is no lower, where it is not the order's.
    func price(
        _ draft: inout TransactionDraft, for undertaking: Undertaking, gasMin: Gas = .zero
    ) async throws {
        let (order, address) = (undertaking.order, undertaking.address)
        let profile = try tools.settings.network()
        let price = order.fee == nil ? try await gasPrice(order, profile) : .zero
        if let gas = order.gas {
            draft.gasLimit = gas
        } else {
            guard let account = try await chain.account(of: address) else {
                throw TransactionFailure.unknownAccount("\(address)")
            }
            // Paying costs gas too, and hardly more for a large fee than for the smallest.
            var probe = draft
            if price.isPositive { probe.fee = Coins(try Coin(denom: profile.denom, amount: 1)) }
            if let fee = order.fee { probe.fee = Coins(fee) }
            let used = try await simulatedGas(probe, undertaking, account)
            let limit = try GasMargins.limit(for: used, draft.messages)
            draft.gasLimit = limit.units < gasMin.units ? gasMin : limit
        }
        if let fee = order.fee {
            draft.fee = Coins(fee)
            return
        }
        let amount = try price.times(Int256(draft.gasLimit.units)).ceiling()
        draft.fee = Coins(try Coin(denom: profile.denom, amount: amount))
    }

    /// The order's own, else the profile's, or what the node wants at least where that is more.
    private func gasPrice(
        _ order: SigningOrder, _ profile: NetworkProfile
    ) async throws -> Dec {
        if let price = order.gasPrice { return price }
        guard let price = Dec(profile.gasPrice), !price.isNegative else {
            throw ConfigurationError.badValue(
                name: "gas price", value: profile.gasPrice, wanted: "a number such as 0.1")
        }
        guard let floor = await priceFloor(in: profile.denom), floor > price else { return price }
        tools.notices.note(
            "this node wants \(floor.inWords) \(profile.denom) for a unit of gas, "
                + "more than the profile's \(price.inWords)")
        return floor
    }

    /// The node's own lowest price; nil where it does not tell. It is a help, not a condition: a
    /// node that hides it still says what it wants when it refuses a fee.
    private func priceFloor(in denom: String) async -> Dec? {
        let path = "/cosmos/base/node/v1beta1/config"
        guard let text = try? await chain.get(path)["minimum_gas_price"]?.string else { return nil }
        return NodePrice.floor(text, in: denom)
    }

    /// Simulates at the account's sequence. Where the node counts transactions that wait for their
    /// block, it says which sequence it expects, and is asked once more.
    func simulatedGas(
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

    /// The enclave looks at signatures in simulations too. With a gas limit of zero, the signed bytes
    /// are of no use to anybody else: no block takes them.
    private func simulated(
        _ draft: TransactionDraft, _ undertaking: Undertaking, _ number: UInt64,
        _ sequence: UInt64
    ) throws -> Bytes {
        var draft = draft
        let mustSign = undertaking.signer != nil && draft.runsContracts
        // Its bytes cost gas too; a usual limit has as many as the one to come.
        draft.gasLimit = mustSign ? .zero : Gas(200_000)
        if let layout = MultisigLayout(undertaking.publicKey) {
            return try layout.raw(draft, sequence: sequence, signatures: nil)
        }
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

/// What nodes write as `minimum_gas_price`: `0.0125uscrt,0.1ibc/…`.
enum NodePrice {
    /// The price in one denomination; nil where there is none that can be read.
    static func floor(_ text: String, in denom: String) -> Dec? {
        for part in text.split(separator: ",") {
            let number = part.prefix { ("0"..."9").contains($0) || $0 == "." }
            guard part.dropFirst(number.count) == denom[...], let price = Dec(String(number)),
                !price.isNegative
            else { continue }
            return price
        }
        return nil
    }
}

extension Dec {
    /// Without idle zeros: `0.1`.
    var inWords: String {
        var text = description
        guard text.contains(".") else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
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
