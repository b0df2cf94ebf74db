internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SwiftProtobuf

/// What waits for an account: rewards by validator, and the commission of its own.
struct Harvest: Sendable, Equatable {
    /// Whole uscrt of one validator.
    struct Share: Sendable, Equatable {
        let validator: ValidatorFacts
        let amount: Int256
    }

    /// The most first; none without at least one uscrt.
    let shares: [Share]
    /// With the operator's own validator; nil where it is not asked for or there is none.
    let commission: Share?

    /// A transaction's gas is bounded; what is left is collected by the next run.
    static let sharesMax = 40

    init(
        rewards: [RewardFacts], commission: Share?, validators: [ValidatorFacts]
    ) {
        let found = rewards.compactMap { reward -> Share? in
            let amount = reward.coins.whole(of: "uscrt")
            guard amount.isPositive,
                let validator = validators.first(where: { $0.address == reward.validator })
            else { return nil }
            return Share(validator: validator, amount: amount)
        }
        shares = Array(
            found.sorted {
                ($1.amount, $0.validator.address) < ($0.amount, $1.validator.address)
            }.prefix(Self.sharesMax))
        self.commission = commission.flatMap { $0.amount.isPositive ? $0 : nil }
    }

    var rewards: Int256 { Self.sum(shares) }
    var total: Int256 { Self.sum(shares + (commission.map { [$0] } ?? [])) }

    private static func sum(_ shares: [Share]) -> Int256 {
        shares.reduce(.zero) { (try? $0.adding($1.amount)) ?? $0 }
    }

    func messages(for delegator: Address) -> [Google_Protobuf_Any] {
        shares.map { Messages.withdrawReward(of: delegator, from: $0.validator.address) }
            + (commission.map { [Messages.withdrawCommission(of: $0.validator.address)] } ?? [])
    }

    /// What waited when it was looked; the blocks between then and the transaction add to it.
    var fields: [AnswerValue.Field] {
        [
            .init("waiting", ["amount": .text("\(total)"), "denom": "uscrt"]),
            .init("rewards", .list(shares.map(Self.answer))),
            .init("commission", commission.map(Self.answer) ?? .null),
        ]
    }

    static func answer(_ share: Share) -> AnswerValue {
        [
            "validator": .text("\(share.validator.address)"),
            "moniker": .text(share.validator.moniker), "amount": .text("\(share.amount)"),
            "denom": "uscrt",
        ]
    }
}

/// Which of an account's rewards are meant.
public struct HarvestOrder: Sendable {
    /// Nil for all validators.
    public var validator: ValidatorReference?
    /// The commission of the account's own validator too.
    public var withCommission: Bool
    /// Below this, in all, nothing is done.
    public var leastUSCRT: UInt64

    public init(
        validator: ValidatorReference? = nil, withCommission: Bool = false, leastUSCRT: UInt64 = 1
    ) {
        self.validator = validator
        self.withCommission = withCommission
        self.leastUSCRT = leastUSCRT
    }
}

extension StakingService {
    /// What waits for `account`, as far as the order wants it.
    func harvest(_ order: HarvestOrder, of account: Address) async throws -> Harvest {
        async let rewards = chain.rewards(of: account)
        let validators = try await chain.validators(status: nil)
        let wanted = try order.validator.map { try tools.validator($0, among: validators).address }
        var commission: Harvest.Share?
        if order.withCommission {
            let own = ValidatorAddress(account)
            guard let validator = validators.first(where: { $0.address == own }) else {
                throw StakingFailure.noOperator("\(account)")
            }
            commission = Harvest.Share(
                validator: validator, amount: try await chain.commission(of: own).whole(of: "uscrt")
            )
        }
        return Harvest(
            rewards: try await rewards.filter { wanted == nil || $0.validator == wanted },
            commission: commission, validators: validators)
    }

    /// Why there is nothing to collect; nil where there is enough.
    static func nothing(in harvest: Harvest, least: UInt64) -> NothingDone? {
        let total = harvest.total
        guard total < Int256(max(least, 1)) else { return nil }
        let details: [AnswerValue.Field] = [
            .init("waiting", ["amount": .text("\(total)"), "denom": "uscrt"]),
            .init("threshold", ["amount": .text("\(max(least, 1))"), "denom": "uscrt"]),
        ]
        guard !total.isZero else {
            return NothingDone("nothing_waiting", "no rewards wait", details: details)
        }
        let words = Amount(uscrt: least).inSCRT
        return NothingDone(
            "below_threshold", "\(Money.text(total, "uscrt")) wait, less than \(words)",
            details: details)
    }
}
