internal import SecretBase
internal import SecretChain
internal import SecretClient

extension StakingService {
    /// Has the chain itself delegate an account's rewards again, or stops that.
    ///
    /// Nothing is sent where it is so already.
    public func setRestake(
        _ isOn: Bool, with validator: ValidatorReference, by order: ActingOrder
    ) async throws -> ChangeReply {
        let mandate = try await transactions.mandate(order)
        let target = try await tools.validator(validator, on: chain)
        guard let entries = try await chain.restakes(of: mandate.principal),
            let rules = try await chain.restakeRules()
        else { throw StakingFailure.noRestaking }
        let fields: [AnswerValue.Field] = [
            .init("validator", .text("\(target.address)")),
            .init("moniker", .text(target.moniker)), .init("auto_restake", .flag(isOn)),
            .init("period_blocks", .integer(rules.periodBlocks)),
        ]
        guard entries.contains(target.address) != isOn else {
            return .nothing(
                NothingDone(
                    "already_so", "auto-restake with \(target.called) is \(isOn ? "on" : "off")",
                    details: fields))
        }
        let held = try await chain.delegations(of: mandate.principal)
            .first { $0.validator == target.address }?.balance.amount
        if isOn {
            guard let held else { throw StakingFailure.noStake(validator: target.called) }
            guard held >= rules.threshold else {
                throw StakingFailure.belowRestakeThreshold(
                    has: Money.text(held, "uscrt"), wanted: Money.text(rules.threshold, "uscrt"))
            }
        }
        var change = Change(
            words: "turn auto-restake with \(target.called) \(isOn ? "on" : "off")",
            messages: [
                Messages.setRestake(isOn, of: mandate.principal, with: target.address)
            ])
        change.fields = fields
        change.effects = [
            .init("validator", "\(target.address)"),
            .init(
                "effect",
                isOn
                    ? "every \(rules.periodBlocks) blocks the chain delegates the rewards again"
                    : "rewards wait until they are claimed"),
        ]
        return try await transactions.carryOut(change, by: mandate)
    }

    /// With which validators the chain restakes an account's rewards.
    public func restakeStatus(of whose: String?) async throws -> RestakeStatus {
        let address = try address(whose)
        let chainID = try await transactions.requireChain()
        guard let entries = try await chain.restakes(of: address),
            let rules = try await chain.restakeRules()
        else { throw StakingFailure.noRestaking }
        let validators = try await chain.validators(status: nil)
        return RestakeStatus(
            chainID: chainID, address: address, threshold: rules.threshold,
            periodBlocks: rules.periodBlocks,
            delegations: try await chain.delegations(of: address), entries: entries,
            validators: validators)
    }
}

/// `stake auto status`.
public struct RestakeStatus: Answer {
    let chainID: String
    let address: Address
    /// uscrt.
    let threshold: Int256
    let periodBlocks: Int64
    let delegations: [DelegationFacts]
    let entries: [ValidatorAddress]
    let validators: [ValidatorFacts]

    private func moniker(_ address: ValidatorAddress) -> String {
        validators.first { $0.address == address }?.moniker ?? ""
    }

    public var fields: AnswerValue {
        [
            "chain_id": .text(chainID), "address": .text("\(address)"),
            "threshold": ["amount": .text("\(threshold)"), "denom": "uscrt"],
            "period_blocks": .integer(periodBlocks),
            "delegations": .list(
                delegations.map {
                    [
                        "validator": .text("\($0.validator)"),
                        "moniker": .text(moniker($0.validator)), "balance": $0.balance.answer,
                        "auto_restake": .flag(entries.contains($0.validator)),
                    ]
                }),
        ]
    }

    public func text(in style: TextStyle) -> String {
        var table = Table([.init("validator"), .init("staked", .right), .init("auto-restake")])
        for delegation in delegations {
            let name = moniker(delegation.validator)
            let isOn = entries.contains(delegation.validator)
            let may = delegation.balance.amount >= threshold ? "off" : "off (too little)"
            table.add([
                name.isEmpty ? "\(delegation.validator)" : name, delegation.balance.words,
                isOn ? "on" : may,
            ])
        }
        let rule =
            "the chain restakes every \(periodBlocks) blocks, from "
            + "\(Money.text(threshold, "uscrt")) on"
        return delegations.isEmpty
            ? "\(address) has delegated nothing"
            : table.text(in: style) + "\n\n" + style.wrapped(rule)
    }
}
