internal import SecretBase
internal import SecretChain
internal import SecretClient

/// Who is in the set, and who would be: by stake, the most first.
///
/// Source: cosmos-sdk `x/staking`, validators by power index: jailed ones and those below one unit of
/// power are not in it.
struct ValidatorRanking: Sendable {
    /// Stake of those that can be in the set, with their addresses, the most first.
    private let order: [(address: ValidatorAddress, tokens: Int256)]
    let seats: Int

    init(_ validators: [ValidatorFacts], seats: Int) {
        self.seats = seats
        order = validators.filter { !$0.isJailed && $0.tokens >= Self.unit }
            .map { ($0.address, $0.tokens) }
            .sorted { ($1.tokens, $0.address) < ($0.tokens, $1.address) }
    }

    /// uscrt for one of voting power.
    private static let unit = Int256(1_000_000)

    /// From 1; nil for one that cannot be in the set.
    func rank(of address: ValidatorAddress) -> Int? {
        order.firstIndex { $0.address == address }.map { $0 + 1 }
    }

    /// What the rank of `address`, new or known, would be with this stake; behind its equals.
    func rank(of address: ValidatorAddress, with tokens: Int256) -> Int? {
        guard tokens >= Self.unit else { return nil }
        return 1 + order.count { $0.address != address && $0.tokens >= tokens }
    }

    func isInSet(_ rank: Int?) -> Bool { rank.map { $0 <= seats } ?? false }

    /// Stake that the last in the set has, where the set is full: more is needed to get in.
    var lastSeat: Int256? { order.count >= seats && seats > 0 ? order[seats - 1].tokens : nil }

    /// `12 of 80`, `91, outside the 80 of the set`, `none`.
    func words(_ rank: Int?) -> String {
        guard let rank else { return "none" }
        return rank <= seats ? "\(rank) of \(seats)" : "\(rank), outside the \(seats) of the set"
    }
}
