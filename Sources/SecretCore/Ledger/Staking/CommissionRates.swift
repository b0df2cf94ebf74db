import SecretBase
import SecretWire
import SwiftProtobuf

/// What a validator keeps of its delegators' rewards, and how far that may change.
///
/// Source: cosmos-sdk `x/staking/types/commission.go`.
struct CommissionRates {
    let rate: Dec
    let maxRate: Dec
    let maxChangeRate: Dec

    /// nil where one of them is no number.
    init?(_ wire: StakingCommissionRates) {
        guard let rate = Dec(wireText: wire.rate), let maxRate = Dec(wireText: wire.maxRate),
            let maxChangeRate = Dec(wireText: wire.maxChangeRate)
        else { return nil }
        (self.rate, self.maxRate, self.maxChangeRate) = (rate, maxRate, maxChangeRate)
    }

    /// The numbers as the chain writes them, however they were given.
    var wire: StakingCommissionRates {
        var wire = StakingCommissionRates()
        wire.rate = rate.wireText
        wire.maxRate = maxRate.wireText
        wire.maxChangeRate = maxChangeRate.wireText
        return wire
    }

    /// Why a validator cannot begin with these, nil when it can.
    var refusal: Refusal? {
        if maxRate.isNegative { return Refusal(StakingError.commissionNegative) }
        if maxRate > .one { return Refusal(StakingError.commissionHuge) }
        if rate.isNegative { return Refusal(StakingError.commissionNegative) }
        if rate > maxRate { return Refusal(StakingError.commissionAboveMax) }
        if maxChangeRate.isNegative { return Refusal(StakingError.commissionChangeNegative) }
        return maxChangeRate > maxRate ? Refusal(StakingError.commissionChangeAboveMax) : nil
    }
}

extension StakingCommission {
    private static let dayNanoseconds: Int128 = 86_400 * 1_000_000_000

    /// Why the rate cannot become this one now, nil when it can. Only a rise is bounded.
    func refusal(of new: Dec, at now: Timestamp) throws(LedgerFault) -> Refusal? {
        guard let rates = CommissionRates(commissionRates) else { throw .damaged("commission") }
        if now.nanoseconds(since: Timestamp(updateTime)) < Self.dayNanoseconds {
            return Refusal(StakingError.commissionChangedToday)
        }
        if new.isNegative { return Refusal(StakingError.commissionNegative) }
        if new > rates.maxRate { return Refusal(StakingError.commissionAboveMax) }
        return try new.minus(rates.rate) > rates.maxChangeRate
            ? Refusal(StakingError.commissionChangeTooLarge) : nil
    }

    /// As the chain's program prints it in an event: the text form of its message, in one line.
    var printed: String {
        let rates = commissionRates
        var time = ""
        if updateTime.seconds != 0 { time += "seconds:\(updateTime.seconds) " }
        if updateTime.nanos != 0 { time += "nanos:\(updateTime.nanos) " }
        return #"commission_rates:<rate:"\#(rates.rate)" max_rate:"\#(rates.maxRate)" "#
            + #"max_change_rate:"\#(rates.maxChangeRate)" > update_time:<\#(time)> "#
    }
}

/// Source: cosmos-sdk `x/staking/types/validator.go`.
extension StakingDescription {
    /// What a field says that is to stay as it is.
    private static let unchanged = "[do-not-modify]"

    /// Whether nothing is said at all.
    var isEmpty: Bool {
        [moniker, identity, website, securityContact, details].allSatisfy(\.isEmpty)
    }

    /// Throws when a field has more bytes than it may.
    func checkLengths() throws(LedgerFault) {
        let fields = [
            ("moniker", moniker, 70), ("identity", identity, 3000), ("website", website, 140),
            ("security contact", securityContact, 140), ("details", details, 280),
        ]
        for (name, text, most) in fields where text.utf8.count > most {
            throw .refused(
                SDKError.invalidRequest,
                "invalid \(name) length; got: \(text.utf8.count), max: \(most)")
        }
    }

    /// This description with the changes of another.
    func updated(by other: StakingDescription) -> StakingDescription {
        func choose(_ old: String, _ new: String) -> String {
            new == Self.unchanged ? old : new
        }
        var result = StakingDescription()
        result.moniker = choose(moniker, other.moniker)
        result.identity = choose(identity, other.identity)
        result.website = choose(website, other.website)
        result.securityContact = choose(securityContact, other.securityContact)
        result.details = choose(details, other.details)
        return result
    }
}
