internal import SecretBase
internal import SecretChain
internal import SecretClient

extension StakingService {
    /// Collects rewards, and commission where it is wanted, in one transaction. Nothing to collect
    /// is exit 0.
    public func claim(
        _ wanted: HarvestOrder, by order: ActingOrder
    ) async throws -> ChangeReply {
        try await transactions.exclusively("stake-claim", by: order) {
            let mandate = try await transactions.mandate(order)
            let harvest = try await harvest(wanted, of: mandate.principal)
            if let nothing = Self.nothing(in: harvest, least: wanted.leastUSCRT) {
                return .nothing(nothing)
            }
            let receiver = try await chain.withdrawAddress(of: mandate.principal)
            var change = Change(
                words: "claim \(Money.text(harvest.total, "uscrt"))",
                messages: harvest.messages(for: mandate.principal))
            change.fields = harvest.fields + [.init("receiver", .text("\(receiver)"))]
            change.effects = harvest.effects
            if receiver != mandate.principal {
                change.effects.append(.init("paid to", "\(receiver)"))
            }
            return try await transactions.carryOut(change, by: mandate).adding { receipt in
                .amounts([("claimed", receipt.claimed)])
            }
        }
    }
}

extension Receipt {
    /// uscrt that the transaction has collected: rewards and commission.
    var claimed: Int256 {
        events.filter { ["withdraw_rewards", "withdraw_commission"].contains($0.type) }
            .compactMap { $0.value(of: "amount") }
            .flatMap { $0.split(separator: ",") }
            .compactMap { try? Coin(parsing: String($0)) }
            .reduce(.zero) { sum, coin in
                coin.denom == "uscrt" ? (try? sum.adding(coin.amount)) ?? sum : sum
            }
    }
}

extension ChangeNotes {
    /// Sums of uscrt, for people and for scripts.
    static func amounts(_ sums: [(String, Int256)]) -> ChangeNotes {
        ChangeNotes(
            effects: sums.map { .init($0.0, Money.text($0.1, "uscrt")) },
            fields: sums.map {
                .init($0.0, ["amount": .text("\($0.1)"), "denom": "uscrt"])
            })
    }
}

extension Harvest {
    var effects: [Change.Effect] {
        var lines = shares.prefix(8).map {
            Change.Effect("reward", "\(Money.text($0.amount, "uscrt")) from \($0.validator.called)")
        }
        if shares.count > lines.count {
            lines.append(.init("reward", "and from \(shares.count - lines.count) more"))
        }
        if let commission {
            lines.append(.init("commission", Money.text(commission.amount, "uscrt")))
        }
        return lines
    }
}
