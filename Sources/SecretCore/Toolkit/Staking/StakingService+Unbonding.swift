public import SecretBase
internal import SecretChain
internal import SecretClient

extension StakingService {
    /// Gives stake that is being taken back to its validator again.
    ///
    /// - Parameters:
    ///   - amount: nil for all of it.
    ///   - height: at which it began; needed where several amounts are on their way.
    public func cancelUnbonding(
        _ amount: Amount?, with validator: ValidatorReference, begunAt height: Int64?,
        by order: ActingOrder
    ) async throws -> ChangeReply {
        try amount?.requirePositive()
        let mandate = try await transactions.mandate(order)
        let target = try await tools.validator(validator, on: chain)
        let entries =
            try await chain.unbondings(of: mandate.principal)
            .first { $0.validator == target.address }?.entries ?? []
        let entry = try Self.choose(height, from: entries, of: target)
        let coin: Coin
        if let amount {
            guard entry.balance >= Int256(amount.uscrt) else {
                throw StakingFailure.notInUnbonding(has: Money.text(entry.balance, "uscrt"))
            }
            coin = Coin(amount)
        } else {
            coin = try Coin(denom: "uscrt", amount: entry.balance)
        }
        var change = Change(
            words: "give \(coin.words) back to \(target.called) instead of taking it out",
            messages: [
                Messages.cancelUnbonding(
                    coin, of: mandate.principal, from: target.address,
                    begunAt: entry.creationHeight)
            ])
        change.fields = [
            .init("amount", coin.answer), .init("validator", .text("\(target.address)")),
            .init("moniker", .text(target.moniker)),
            .init("creation_height", .integer(entry.creationHeight.number)),
        ]
        change.effects = [
            .init("validator", "\(target.address)"),
            .init("begun at", "block \(entry.creationHeight)"),
            .init(
                "effect",
                "it earns again at once, and would have been free on "
                    + entry.completionTime),
        ]
        return try await transactions.carryOut(change, by: mandate)
    }

    static func choose(
        _ height: Int64?, from entries: [UnbondingFacts.Entry], of validator: ValidatorFacts
    ) throws -> UnbondingFacts.Entry {
        let fitting = entries.filter { height == nil || $0.creationHeight.number == height }
        guard let first = fitting.first else {
            throw StakingFailure.noUnbonding(
                validator: validator.called + (height.map { " since block \($0)" } ?? ""))
        }
        guard fitting.count == 1 else {
            throw StakingFailure.whichUnbonding(
                fitting.map {
                    "\(Money.text($0.balance, "uscrt")) since block \($0.creationHeight)"
                })
        }
        return first
    }
}
