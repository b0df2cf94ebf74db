public import SecretBase
internal import SecretChain
internal import SecretClient

extension StakingService {
    /// What `stake compound` leaves in hand unless told otherwise: for the fees of later runs.
    public static let reserveDefault = Amount(uscrt: 1_000_000)

    /// Collects rewards and delegates them where they came from, in one transaction.
    ///
    /// - Parameter reserve: what is left in hand behind it.
    public func compound(
        _ wanted: HarvestOrder, reserve: Amount, by order: ActingOrder
    ) async throws -> ChangeReply {
        try await transactions.exclusively("stake-compound", by: order) {
            let mandate = try await transactions.mandate(order)
            let delegator = mandate.principal
            let receiver = try await chain.withdrawAddress(of: delegator)
            guard receiver == delegator else {
                throw StakingFailure.rewardsGoElsewhere("\(receiver)")
            }
            let harvest = try await harvest(wanted, of: delegator)
            if let nothing = Self.nothing(in: harvest, least: wanted.leastUSCRT) {
                return .nothing(nothing)
            }
            let balance = try await chain.balance(of: delegator, in: "uscrt").amount
            // What it costs is known only of a whole transaction: first with all of it delegated.
            var plan = try Compounding(
                harvest, balance: balance, fee: .zero, reserve: .zero)
            var draft = TransactionDraft(
                messages: mandate.wrapped(try plan.messages(for: delegator)),
                memo: order.signing.memo, granter: mandate.feeGranter)
            try await transactions.price(&draft, for: mandate.undertaking)
            let isOwnFee = !mandate.isByGrant
            plan = try Compounding(
                harvest, balance: balance,
                fee: isOwnFee || mandate.feeGranter != nil ? draft.fee.amount(of: "uscrt") : .zero,
                reserve: Int256(reserve.uscrt))
            guard plan.sum >= Int256(max(wanted.leastUSCRT, 1)) else {
                return .nothing(Self.tooLittle(plan, reserve, draft.fee))
            }
            var change = Change(
                words: "compound \(Money.text(plan.sum, "uscrt"))",
                messages: try plan.messages(for: delegator))
            change.fields = plan.fields
            change.effects = plan.effects
            let delegated = plan.sum
            return try await transactions.carryOut(change, by: mandate)
                .adding { receipt in
                    // What the last blocks have added is collected too, and stays in hand.
                    let kept = (try? receipt.claimed.subtracting(delegated)) ?? .zero
                    return .amounts([("claimed", receipt.claimed), ("kept", kept)])
                }
        }
    }

    private static func tooLittle(
        _ plan: Compounding, _ reserve: Amount, _ fee: Coins
    ) -> NothingDone {
        NothingDone(
            "below_threshold",
            "\(Money.text(plan.harvest.total, "uscrt")) wait, of which \(fee.words) for the fee "
                + "and \(reserve.inSCRT) in reserve leave too little",
            details: [
                .init("waiting", ["amount": .text("\(plan.harvest.total)"), "denom": "uscrt"]),
                .init("fee", fee.answer),
            ])
    }
}
