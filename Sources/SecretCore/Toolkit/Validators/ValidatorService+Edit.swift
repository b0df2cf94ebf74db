public import SecretBase
internal import SecretChain
internal import SecretClient

/// What of a validator is to be another; nil stays.
public struct ValidatorEdit: Sendable {
    public var moniker: String?
    public var identity: String?
    public var website: String?
    public var securityContact: String?
    public var details: String?
    public var commission: Dec?
    public var leastSelfDelegation: Amount?

    public init() {}

    fileprivate var text: ValidatorText {
        ValidatorText(
            moniker: moniker, identity: identity, website: website,
            securityContact: securityContact, details: details)
    }

    fileprivate var texts: [(String, String)] {
        [
            ("moniker", moniker), ("identity", identity), ("website", website),
            ("security_contact", securityContact), ("details", details),
        ].compactMap { name, value in value.map { (name, $0) } }
    }
}

extension ValidatorService {
    /// Changes the validator of the signer's account, or of the grantor's.
    public func edit(_ edit: ValidatorEdit, by order: ActingOrder) async throws -> ChangeReply {
        guard !edit.texts.isEmpty || edit.commission != nil || edit.leastSelfDelegation != nil
        else { throw ValidatorFailure.nothingToEdit }
        let mandate = try await transactions.mandate(order)
        let address = ValidatorAddress(mandate.principal)
        guard let facts = try await chain.validator(address) else {
            throw ValidatorFailure.noOperator("\(mandate.principal)")
        }
        let now = try Timestamp(parsing: await chain.block(at: nil).time)
        if let rate = edit.commission { try check(rate, of: facts, at: now) }
        var change = Change(
            words: "edit validator \(facts.called)",
            messages: [
                Messages.editValidator(
                    address, text: edit.text, commission: edit.commission,
                    leastSelfDelegation: edit.leastSelfDelegation.map { Int256($0.uscrt) })
            ])
        change.effects = edit.texts.map {
            .init($0.0.replacing("_", with: " "), $0.1.isEmpty ? "empty" : $0.1)
        }
        change.fields =
            [.init("validator", .text("\(address)"))]
            + edit.texts.map { .init($0.0, .text($0.1)) }
        if let rate = edit.commission {
            change.effects.append(
                .init(
                    "commission",
                    "\(Money.percent("\(rate)")), now \(Money.percent(facts.commissionRate)); "
                        + "the next change is possible a day later"))
            change.fields.append(.init("commission_rate", .text("\(rate)")))
        }
        if let least = edit.leastSelfDelegation {
            guard Int256(least.uscrt) > (Int256(facts.leastSelfDelegation) ?? .zero) else {
                throw ValidatorFailure.badTerms(
                    "--min-self-delegation",
                    why: "can only be raised, it is "
                        + Money.text(Int256(facts.leastSelfDelegation) ?? .zero, "uscrt"))
            }
            change.effects.append(
                .init("least own stake", "\(least.inSCRT); it can never be lowered again"))
            change.fields.append(.init("min_self_delegation", Coin(least).answer))
            change.typedName = facts.moniker.isEmpty ? "\(address)" : facts.moniker
        }
        return try await transactions.carryOut(change, by: mandate)
    }

    private func check(
        _ rate: Dec, of facts: ValidatorFacts, at now: Timestamp
    ) throws {
        let refuse = { (why: String) in ValidatorFailure.badTerms("--commission", why: why) }
        if let most = Dec(facts.commissionMax), rate > most {
            throw refuse("never above \(Money.percent(facts.commissionMax))")
        }
        if let old = Dec(facts.commissionRate), let step = Dec(facts.commissionDailyMax),
            try rate.subtracting(old).magnitude > step
        {
            throw refuse(
                "at most \(Money.percent(facts.commissionDailyMax)) a day from "
                    + Money.percent(facts.commissionRate))
        }
        if let next = facts.commissionTime?.adding(seconds: 86_400), next > now {
            throw refuse(
                "changed less than a day ago; possible again \(next.text(.none)), "
                    + Span.from(now, to: next))
        }
    }
}
