public import SecretBase
internal import SecretChain
internal import SecretClient

/// What a new validator is to be.
public struct NewValidator: Sendable {
    public var moniker: String
    public var identity = ""
    public var website = ""
    public var securityContact = ""
    public var details = ""
    public var selfDelegation: Amount
    /// It can only be raised later, and the validator is jailed when its own stake falls below.
    public var leastSelfDelegation = Amount(uscrt: 1)
    /// Parts, 0 … 1. The second and third can never be changed.
    public var commission: Dec
    public var commissionMax: Dec
    public var commissionDailyMax: Dec
    public var consensusKey: ConsensusKeySource

    public init(
        moniker: String, selfDelegation: Amount, commission: Dec, commissionMax: Dec,
        commissionDailyMax: Dec, consensusKey: ConsensusKeySource
    ) {
        self.moniker = moniker
        self.selfDelegation = selfDelegation
        self.commission = commission
        self.commissionMax = commissionMax
        self.commissionDailyMax = commissionDailyMax
        self.consensusKey = consensusKey
    }

    /// What no chain would take. Source: cosmos-sdk `x/staking/types`, lengths and rates.
    func check() throws(ValidatorFailure) {
        let texts = [
            ("moniker", moniker, 70), ("identity", identity, 3000), ("website", website, 140),
            ("security contact", securityContact, 140), ("details", details, 280),
        ]
        guard !moniker.isEmpty else { throw .badTerms("moniker", why: "wanted a name") }
        for (name, text, bytesMax) in texts where text.utf8.count > bytesMax {
            throw .badTerms(name, why: "longer than \(bytesMax) bytes")
        }
        let order = [
            ("--commission", commission, "--commission-max", commissionMax),
            ("--commission-max", commissionMax, "1", Dec.one),
            ("--commission-daily-max", commissionDailyMax, "--commission-max", commissionMax),
        ]
        for (name, value, limitName, limit) in order where value.isNegative || value > limit {
            throw .badTerms(name, why: "wanted 0 to \(limitName)")
        }
        guard leastSelfDelegation.uscrt > 0, selfDelegation >= leastSelfDelegation else {
            throw .badTerms(
                "--self-delegation", why: "wanted --min-self-delegation or more, and that above 0")
        }
    }
}

extension ValidatorService {
    /// Makes the signer's account a validator.
    public func create(_ new: NewValidator, by order: SigningOrder) async throws -> ChangeReply {
        try new.check()
        let key = try await new.consensusKey.key(
            timeoutSeconds: Double(try tools.settings.timeoutSeconds()))
        let mandate = try await transactions.mandate(ActingOrder(order))
        let address = ValidatorAddress(mandate.principal)
        let all = try await chain.validators(status: nil)
        let rules = try await chain.stakingRules()
        guard !all.contains(where: { $0.address == address }) else {
            throw ValidatorFailure.existsAlready("\(address)")
        }
        if let owner = all.first(where: { $0.consensusKey == key }) {
            throw ValidatorFailure.keyInUse(owner.called)
        }
        guard new.commission >= rules.leastCommission else {
            throw ValidatorFailure.badTerms(
                "--commission",
                why: "the chain's least is \(Money.percent("\(rules.leastCommission)"))"
            )
        }
        let change = try change(
            new, address, key, ValidatorRanking(all, seats: rules.validatorsMax),
            isNameTaken: all.contains { $0.moniker == new.moniker })
        return try await transactions.carryOut(change, by: mandate)
    }

    private func change(
        _ new: NewValidator, _ address: ValidatorAddress, _ key: PublicKey,
        _ ranking: ValidatorRanking, isNameTaken: Bool
    ) throws -> Change {
        let stake = Int256(new.selfDelegation.uscrt)
        let rank = ranking.rank(of: address, with: stake)
        let text = ValidatorText(
            moniker: new.moniker, identity: new.identity, website: new.website,
            securityContact: new.securityContact, details: new.details)
        var change = Change(
            words: "create validator \(new.moniker) with \(new.selfDelegation.inSCRT)",
            messages: [
                Messages.createValidator(
                    address, text: text,
                    commission: CommissionTerms(
                        rate: new.commission, rateMax: new.commissionMax,
                        dailyChangeMax: new.commissionDailyMax),
                    consensusKey: key, selfDelegation: Coin(new.selfDelegation),
                    leastSelfDelegation: Int256(new.leastSelfDelegation.uscrt))
            ], typedName: new.moniker)
        change.effects = [
            .init("validator", "\(address)"),
            .init("consensus key", "\(ConsensusAddress(publicKey: key)), for ever"),
            .init("rank", ranking.words(rank)),
            .init("commission", Money.percent("\(new.commission)")),
            .init("never above", "\(Money.percent("\(new.commissionMax)")), for ever"),
            .init("a day at most", "\(Money.percent("\(new.commissionDailyMax)")), for ever"),
            .init(
                "own stake",
                "\(new.selfDelegation.inSCRT); jailed below \(new.leastSelfDelegation.inSCRT)"),
        ]
        if !ranking.isInSet(rank), let last = ranking.lastSeat {
            change.effects.append(
                .init("to get in", "more than \(Money.text(last, "uscrt")) of stake"))
        }
        if isNameTaken {
            change.effects.append(.init("mind", "another validator has the same moniker"))
        }
        change.fields = [
            .init("validator", .text("\(address)")), .init("moniker", .text(new.moniker)),
            .init("consensus_address", .text("\(ConsensusAddress(publicKey: key))")),
            .init("consensus_pubkey_hex", .publicKey(key)),
            .init("self_delegation", Coin(new.selfDelegation).answer),
            .init("commission_rate", .text("\(new.commission)")),
            .init("max_rate", .text("\(new.commissionMax)")),
            .init("max_change_rate", .text("\(new.commissionDailyMax)")),
            .rank(rank), .init("in_set", .flag(ranking.isInSet(rank))),
        ]
        return change
    }
}
