internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SwiftProtobuf

/// How much of a harvest is delegated again, and where.
struct Compounding: Sendable, Equatable {
    let harvest: Harvest
    /// Each at least one uscrt.
    let delegated: [Harvest.Share]
    /// Collected, and not delegated: the reserve, and what came from jailed validators.
    let kept: Int256

    /// - Parameters:
    ///   - balance: what the account has in hand before the transaction, uscrt.
    ///   - fee: what the transaction takes from it; zero where another account pays.
    ///   - reserve: what is to be left in hand behind the transaction.
    init(_ harvest: Harvest, balance: Int256, fee: Int256, reserve: Int256) throws {
        self.harvest = harvest
        let total = harvest.total
        // In hand behind it: balance − fee + total − delegated ≥ reserve.
        let inHand = try balance.subtracting(fee).adding(total)
        let free = try inHand.subtracting(reserve)
        // Rewards go back to where they came from; commission to the operator's own validator.
        var sources = harvest.shares
        if let commission = harvest.commission {
            if let place = sources.firstIndex(where: {
                $0.validator.address == commission.validator.address
            }) {
                sources[place] = Harvest.Share(
                    validator: commission.validator,
                    amount: try sources[place].amount.adding(commission.amount))
            } else {
                sources.append(commission)
            }
        }
        sources = sources.filter { !$0.validator.isJailed }
        let wanted = sources.reduce(Int256.zero) { (try? $0.adding($1.amount)) ?? $0 }
        guard free < wanted else {
            delegated = sources
            kept = try total.subtracting(wanted)
            return
        }
        // Not enough for all: each gives up its part, cut down to whole uscrt.
        var shares: [Harvest.Share] = []
        var sum = Int256.zero
        if free.isPositive, wanted.isPositive {
            for source in sources {
                let part = try source.amount.multiplied(by: free).divided(by: wanted)
                guard part.isPositive else { continue }
                shares.append(Harvest.Share(validator: source.validator, amount: part))
                sum = try sum.adding(part)
            }
        }
        delegated = shares
        kept = try total.subtracting(sum)
    }

    var sum: Int256 { delegated.reduce(.zero) { (try? $0.adding($1.amount)) ?? $0 } }

    /// First all that is collected, then all that is delegated.
    func messages(for delegator: Address) throws -> [Google_Protobuf_Any] {
        try harvest.messages(for: delegator)
            + delegated.map {
                Messages.delegate(
                    try Coin(denom: "uscrt", amount: $0.amount), from: delegator,
                    to: $0.validator.address)
            }
    }

    var fields: [AnswerValue.Field] {
        harvest.fields + [
            .init("delegated", ["amount": .text("\(sum)"), "denom": "uscrt"]),
            .init("delegations", .list(delegated.map(Harvest.answer))),
        ]
    }

    var effects: [Change.Effect] {
        harvest.effects + [
            .init("delegated", Money.text(sum, "uscrt")),
            .init("kept", Money.text(kept, "uscrt")),
        ]
    }
}
