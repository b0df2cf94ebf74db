public import SecretBase
internal import SecretChain
internal import SecretClient

/// Puts SCRT down as collateral, moves it, takes it back, and collects what it earns.
public struct StakingService: Sendable {
    let tools: Toolbox
    let transactions: TransactionService

    var chain: any ChainPort { transactions.chain }

    /// Delegates `amount`; throws exit 3 where there is no such validator.
    public func delegate(
        _ amount: Amount, to validator: ValidatorReference, by order: ActingOrder
    ) async throws -> ChangeReply {
        try amount.requirePositive()
        let mandate = try await transactions.mandate(order)
        let scene = try await StakingScene(tools, chain, to: validator)
        let target = scene.target
        var change = Change(
            words: "delegate \(amount.inSCRT) to \(target.called)",
            messages: [
                Messages.delegate(Coin(amount), from: mandate.principal, to: target.address)
            ])
        change.fields = scene.fields(amount) + [.rank(scene.rank(plus: amount))]
        change.effects = [
            .init("validator", "\(target.address)"),
            .init("collateral", scene.stakeWords(plus: amount)),
            .init("rank", scene.rankWords(plus: amount)),
            .init("commission", Money.percent(target.commissionRate)),
            .init("locked", "until taken back, and \(scene.unbondingWords) then"),
        ]
        scene.warn(tools)
        return try await transactions.carryOut(change, by: mandate)
    }

    /// Begins to take `amount` back; it stays locked for the chain's unbonding time.
    public func undelegate(
        _ amount: Amount, from validator: ValidatorReference, by order: ActingOrder
    ) async throws -> ChangeReply {
        try amount.requirePositive()
        let mandate = try await transactions.mandate(order)
        let scene = try await StakingScene(tools, chain, to: validator)
        let target = scene.target
        let held = try await requireStake(of: mandate, with: target, amount)
        var change = Change(
            words: "undelegate \(amount.inSCRT) from \(target.called)",
            messages: [
                Messages.undelegate(Coin(amount), of: mandate.principal, from: target.address)
            ])
        let free = try scene.freeTime()
        change.fields =
            scene.fields(amount) + [
                .init("completion_estimate", .text(free.text(.none))),
                .init("delegated_before", .text("\(held)")),
            ]
        change.effects = [
            .init("validator", "\(target.address)"),
            .init("left there", Money.text(try held.subtracting(Int256(amount.uscrt)), "uscrt")),
            .init("locked", "earns nothing until about \(free.text(.none))"),
            .init("rewards", "those that wait there are paid out with it"),
        ]
        if target.address == ValidatorAddress(mandate.principal) {
            change.effects.append(
                .init("mind", "below its own least self-delegation the validator is jailed"))
        }
        return try await transactions.carryOut(change, by: mandate)
    }

    /// Moves stake from one validator to another at once.
    public func redelegate(
        _ amount: Amount, from source: ValidatorReference, to destination: ValidatorReference,
        by order: ActingOrder
    ) async throws -> ChangeReply {
        try amount.requirePositive()
        let mandate = try await transactions.mandate(order)
        let scene = try await StakingScene(tools, chain, to: destination)
        let from = try tools.validator(source, among: scene.all)
        let target = scene.target
        guard from.address != target.address else {
            throw ValidatorFailure.badTerms("--dst", why: "is the validator of --src")
        }
        _ = try await requireStake(of: mandate, with: from, amount)
        let arriving = try await chain.redelegations(of: mandate.principal)
            .filter { $0.destination == from.address }
        guard arriving.isEmpty else {
            throw StakingFailure.movedBefore(
                validator: from.called, until: arriving.map(\.completionTime).max() ?? "")
        }
        var change = Change(
            words: "redelegate \(amount.inSCRT) from \(from.called) to \(target.called)",
            messages: [
                Messages.redelegate(
                    Coin(amount), of: mandate.principal, from: from.address, to: target.address)
            ])
        change.fields =
            scene.fields(amount) + [
                .init("source", .text("\(from.address)")), .rank(scene.rank(plus: amount)),
            ]
        change.effects = [
            .init("from", "\(from.address)"), .init("to", "\(target.address)"),
            .init("rank", scene.rankWords(plus: amount)),
            .init("locked", "cannot be moved on for \(scene.unbondingWords)"),
        ]
        scene.warn(tools)
        return try await transactions.carryOut(change, by: mandate)
    }

    /// What the delegator has there, uscrt; throws exit 6 where it is less than `amount`.
    private func requireStake(
        of mandate: Mandate, with validator: ValidatorFacts, _ amount: Amount
    ) async throws -> Int256 {
        let held =
            try await chain.delegations(of: mandate.principal)
            .first { $0.validator == validator.address }?.balance.amount ?? .zero
        guard held >= Int256(amount.uscrt) else {
            throw StakingFailure.notSoMuch(
                has: Money.text(held, "uscrt"), validator: validator.called)
        }
        return held
    }
}

extension AnswerValue.Field {
    static func rank(_ rank: Int?) -> AnswerValue.Field {
        .init("rank_after", rank.map { .integer(Int64($0)) } ?? .null)
    }
}

extension Amount {
    func requirePositive() throws {
        guard uscrt > 0 else {
            throw TransactionFailure.malformed("amount", why: "wanted more than nothing")
        }
    }
}

extension ValidatorFacts {
    /// For sentences: the moniker where there is one, and enough of the address to tell it.
    var called: String {
        let text = "\(address)"
        let name = Terminology.printable(moniker)
        return name.isEmpty ? text : "\(name) (\(text.prefix(18))…\(text.suffix(4)))"
    }
}

extension Toolbox {
    /// Collateral on the network that the settings name.
    public var staking: StakingService {
        get throws { StakingService(tools: self, transactions: try transactions) }
    }
}
