import SecretBase
import SecretChain

/// When an account's coins become its own to spend, and how many of them are delegated meanwhile.
///
/// Times are seconds since 1970. Source: chain specification §4.1; cosmos-sdk
/// `x/auth/vesting/types/vesting_account.go`.
struct VestingSchedule: Hashable {
    /// A part of a periodic schedule; `seconds` are its length.
    struct Period: Hashable {
        let seconds: Int64
        let amount: Coins
    }

    enum Kind: Hashable {
        /// Bit by bit, from a time on.
        case continuous(start: Int64)
        /// All at the end.
        case delayed
        /// Each part at its end, the first one beginning at a time.
        case periodic(start: Int64, [Period])
        /// Never.
        case permanent
    }

    let kind: Kind
    let original: Coins
    var delegatedFree = Coins.none
    var delegatedVesting = Coins.none
    /// 0 where nothing ever vests.
    let end: Int64

    /// What is the account's own at a time.
    func vested(at time: Timestamp) throws(LedgerFault) -> Coins {
        let now = time.seconds
        switch kind {
        case .permanent: return .none
        case .delayed: return now >= end ? original : .none
        case .continuous(let start):
            if now <= start { return .none }
            if now >= end { return original }
            return try part(now - start, of: end - start)
        case .periodic(let start, let periods):
            if now <= start { return .none }
            if now >= end { return original }
            return try Self.over(periods, after: now - start)
        }
    }

    /// The quotient is rounded to 18 digits first, then each product to the nearest whole number.
    private func part(_ passed: Int64, of length: Int64) throws(LedgerFault) -> Coins {
        let share = try Int256(passed).decimal().over(Int256(length).decimal())
        var coins: [Coin] = []
        for coin in original {
            let amount = try coin.amount.decimal().product(share).nearest()
            do { coins.append(try Coin(denom: coin.denom, amount: amount)) } catch {
                throw .panic("\(error)")
            }
        }
        do { return try Coins(summing: coins) } catch { throw .panic("\(error)") }
    }

    private static func over(
        _ periods: [Period], after seconds: Int64
    ) throws(LedgerFault) -> Coins {
        var (left, coins) = (seconds, Coins.none)
        for period in periods {
            guard left >= period.seconds else { break }
            coins = try coins.plus(period.amount)
            left -= period.seconds
        }
        return coins
    }

    func vesting(at time: Timestamp) throws(LedgerFault) -> Coins {
        try original.less(vested(at: time))
    }

    /// What must not be spent: what vests and is not delegated.
    func locked(at time: Timestamp) throws(LedgerFault) -> Coins {
        let vesting = try vesting(at: time)
        return try vesting.less(vesting.lesser(delegatedVesting))
    }

    // MARK: Delegations

    /// Coins are delegated: of what vests first, as far as it is not delegated.
    mutating func delegate(_ amount: Coins, at time: Timestamp) throws(LedgerFault) {
        let vesting = try vesting(at: time)
        for coin in amount {
            let free = try vesting.amount(of: coin.denom)
                .minus(delegatedVesting.amount(of: coin.denom))
            let vested = min(max(free, .zero), coin.amount)
            delegatedVesting = try delegatedVesting.plus(Self.coins(coin.denom, vested))
            delegatedFree = try delegatedFree.plus(
                Self.coins(coin.denom, coin.amount.minus(vested)))
        }
    }

    /// Coins come back: the free ones first. More may come than went, which nobody counts.
    mutating func undelegate(_ amount: Coins) throws(LedgerFault) {
        for coin in amount {
            let free = min(delegatedFree.amount(of: coin.denom), coin.amount)
            let vesting = try min(
                delegatedVesting.amount(of: coin.denom), coin.amount.minus(free))
            delegatedFree = try delegatedFree.less(Self.coins(coin.denom, free))
            delegatedVesting = try delegatedVesting.less(Self.coins(coin.denom, vesting))
        }
    }

    private static func coins(_ denom: String, _ amount: Int256) throws(LedgerFault) -> Coins {
        do {
            return Coins(try Coin(denom: denom, amount: amount))
        } catch {
            throw .panic("\(error)")
        }
    }

    // MARK: What cannot be

    /// The chain's words for what is wrong, nil when nothing is.
    var problem: String? {
        switch kind {
        case .continuous(let start):
            if start >= end { return Self.startAfterEnd }
        case .periodic(let start, let periods):
            if let problem = problem(start, periods) { return problem }
        case .permanent:
            if end > 0 { return "permanently vested accounts cannot have an end-time" }
        case .delayed: break
        }
        if end < 0 { return "end time cannot be negative" }
        if original.isEmpty { return "invalid coins: " }
        return original.covers(delegatedVesting)
            ? nil : "delegated vesting amount cannot be greater than original vesting amount"
    }

    private static let startAfterEnd = "vesting start-time cannot be before end-time"

    private func problem(_ start: Int64, _ periods: [Period]) -> String? {
        if start >= end { return Self.startAfterEnd }
        var (time, sum) = (start, Coins.none)
        for (index, period) in periods.enumerated() {
            if period.seconds < 0 {
                return "period #\(index) has a negative length: \(period.seconds)"
            }
            time &+= period.seconds
            if period.amount.isEmpty { return "period #\(index) has invalid coins: " }
            guard let more = try? sum.adding(period.amount) else { return "coins overflow" }
            sum = more
        }
        if time != end { return "vesting end time does not match length of all vesting periods" }
        return sum == original
            ? nil
            : "original vesting coins (\(original)) does not match the sum of all coins in vesting "
                + "periods (\(sum))"
    }
}

extension Coins {
    /// The lesser amount of each denomination.
    func lesser(_ other: Coins) throws(LedgerFault) -> Coins {
        var coins: [Coin] = []
        do {
            for coin in self {
                let amount = Swift.min(coin.amount, other.amount(of: coin.denom))
                coins.append(try Coin(denom: coin.denom, amount: amount))
            }
            return try Coins(summing: coins)
        } catch {
            throw .panic("\(error)")
        }
    }
}
