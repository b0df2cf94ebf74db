internal import SecretBase
internal import SecretChain
internal import SecretClient

/// What stands between a validator and its way back from jail. Source: cosmos-sdk
/// `x/slashing/keeper/unjail.go`; the node's state is our own care.
struct JailCheck: Sendable {
    let facts: ValidatorFacts
    let signing: SigningFacts?
    /// uscrt.
    let selfDelegation: Int256
    let isCatchingUp: Bool
    let node: String
    /// Of the latest block.
    let now: Timestamp

    /// The first obstacle; nil where there is none.
    var obstacle: ValidatorFailure? {
        guard facts.isJailed else { return .notJailed(facts.called) }
        if signing?.isTombstoned == true { return .tombstoned(facts.called) }
        let least = Int256(facts.leastSelfDelegation) ?? 1
        guard selfDelegation >= least, selfDelegation.isPositive else {
            return .selfDelegationTooSmall(
                has: Money.text(selfDelegation, "uscrt"), wanted: Money.text(least, "uscrt"))
        }
        if let until = signing?.jailedUntil, until > now {
            return .stillJailed(
                until: until.text(.none), secondsLeft: until.seconds - now.seconds + 1)
        }
        return isCatchingUp ? .catchingUp(node) : nil
    }

    /// Whether time alone removes the obstacle.
    static func passes(_ obstacle: ValidatorFailure) -> Bool {
        switch obstacle {
        case .stillJailed, .catchingUp: true
        default: false
        }
    }
}

extension ValidatorService {
    /// Brings the validator of the signer's account, or of the grantor's, back from jail.
    ///
    /// - Parameter patienceSeconds: how long to wait until it is safe; 0 refuses at once.
    /// - Throws: `ValidatorFailure`, exit 10 or 9, before anything is signed.
    public func unjail(patienceSeconds: Int64, by order: ActingOrder) async throws -> ChangeReply {
        let mandate = try await transactions.mandate(order)
        let address = ValidatorAddress(mandate.principal)
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: .seconds(patienceSeconds))
        while true {
            let check = try await jailCheck(address)
            guard let obstacle = check.obstacle else { break }
            let mayWait =
                JailCheck.passes(obstacle) && clock.now < end
                && !order.signing.consent.isRehearsal
            guard mayWait else { throw obstacle }
            tools.notices.progress("waiting: \(obstacle)")
            try await clock.sleep(until: min(end, clock.now.advanced(by: Self.pause(obstacle))))
        }
        let facts = try await jailCheck(address).facts
        var change = Change(
            words: "unjail \(facts.called)", messages: [Messages.unjail(address)])
        let all = try await chain.validators(status: nil)
        let ranking = ValidatorRanking(all, seats: try await chain.stakingRules().validatorsMax)
        let rank = ranking.rank(of: address, with: facts.tokens)
        change.effects = [
            .init("validator", "\(address)"), .init("rank", ranking.words(rank)),
            .init("effect", "it must sign again from the next blocks on, or is jailed again"),
        ]
        change.fields = [
            .init("validator", .text("\(address)")), .init("moniker", .text(facts.moniker)),
            .rank(rank),
        ]
        return try await transactions.carryOut(change, by: mandate)
    }

    private static func pause(_ obstacle: ValidatorFailure) -> Duration {
        guard case .stillJailed(_, let seconds) = obstacle else { return .seconds(5) }
        return .seconds(min(max(seconds, 1), 30))
    }

    private func jailCheck(_ address: ValidatorAddress) async throws -> JailCheck {
        guard let facts = try await chain.validator(address) else {
            throw ValidatorFailure.noOperator("\(Address(operator: address))")
        }
        let key = facts.consensusKey.map { ConsensusAddress(publicKey: $0) }
        var signing: SigningFacts?
        if let key { signing = try await chain.signing(of: key) }
        let own =
            try await chain.delegations(of: Address(operator: address))
            .first { $0.validator == address }?.balance.amount ?? .zero
        return JailCheck(
            facts: facts, signing: signing, selfDelegation: own,
            isCatchingUp: try await chain.isCatchingUp() ?? false,
            node: try tools.settings.nodeURL(),
            now: try Timestamp(parsing: await chain.block(at: nil).time))
    }
}
