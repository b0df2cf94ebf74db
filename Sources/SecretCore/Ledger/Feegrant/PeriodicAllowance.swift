import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Fees up to a limit in each period, and up to another in all.
///
/// Source: cosmos-sdk `x/feegrant/periodic_fee.go`.
struct PeriodicAllowance: Allowance {
    private var wire: FeegrantPeriodicAllowance
    private let periodNanoseconds: Int64

    /// Throws where an amount is no number or the period is longer than 292 years.
    init(_ wire: FeegrantPeriodicAllowance) throws {
        for coins in [wire.basic.spendLimit, wire.periodSpendLimit, wire.periodCanSpend] {
            try Allowances.requireNumbers(coins)
        }
        guard let nanoseconds = ParameterCheck.nanoseconds(wire.period) else {
            throw WireError.malformed("duration out of range")
        }
        periodNanoseconds = nanoseconds
        self.wire = wire
        // The chain writes these out even where nobody set them; no time is year 1 there.
        self.wire.basic = wire.basic
        self.wire.period = wire.period
        if !wire.hasPeriodReset { self.wire.periodReset = Timestamp.goZero.wire }
    }

    var expiration: Timestamp? {
        wire.basic.hasExpiration ? Timestamp(wire.basic.expiration) : nil
    }

    func check() throws(LedgerFault) {
        do { try BasicAllowance(wire.basic).check() } catch let fault as LedgerFault {
            throw fault
        } catch {
            throw .damaged("\(error)")
        }
        try Allowances.requireValid(wire.periodSpendLimit, "spend")
        guard !wire.periodSpendLimit.isEmpty else {
            throw .refused(SDKError.invalidCoins, "spend limit must be positive")
        }
        try Allowances.requireValid(wire.periodCanSpend, "can spend")
        let known = Set(wire.basic.spendLimit.map(\.denom))
        guard known.isEmpty || wire.periodSpendLimit.allSatisfy({ known.contains($0.denom) })
        else {
            throw .refused(
                SDKError.invalidCoins,
                "period spend limit has different currency than basic spend limit")
        }
        guard periodNanoseconds >= 0 else {
            throw .refused(FeegrantError.invalidDuration, "negative clock step")
        }
    }

    mutating func accept(
        _ fee: Coins, _ typeURLs: [String], in context: LedgerContext
    ) throws(LedgerFault) -> AllowanceVerdict {
        let now = context.header.time
        if let expiration, now > expiration {
            return .refused(.expired, "absolute limit", isOver: true)
        }
        try resetPeriod(at: now)
        guard let left = try wire.periodCanSpend.less(fee) else {
            return .refused(.limitExceeded, "period limit")
        }
        wire.periodCanSpend = left.wire
        guard !wire.basic.spendLimit.isEmpty else { return .accepted }
        guard let leftInAll = try wire.basic.spendLimit.less(fee) else {
            return .refused(.limitExceeded, "absolute limit")
        }
        wire.basic.spendLimit = leftInAll.wire
        return AllowanceVerdict(isOver: leftInAll.isEmpty)
    }

    /// A new period begins where the last one ended, or now where that is more than a period ago.
    private mutating func resetPeriod(at now: Timestamp) throws(LedgerFault) {
        let reset = Timestamp(wire.periodReset)
        guard now >= reset else { return }
        let all = wire.basic.spendLimit
        let isPaid = try Coins(ofLimit: all).covers(Coins(ofLimit: wire.periodSpendLimit))
        wire.periodCanSpend = isPaid || all.isEmpty ? wire.periodSpendLimit : all
        let next = afterPeriod(reset)
        wire.periodReset = (now > next ? afterPeriod(now) : next).wire
    }

    private func afterPeriod(_ time: Timestamp) -> Timestamp {
        time.adding(
            seconds: periodNanoseconds / 1_000_000_000, nanos: periodNanoseconds % 1_000_000_000)
    }

    func packed() throws(LedgerFault) -> Google_Protobuf_Any {
        try Google_Protobuf_Any(packing: wire)
    }
}
