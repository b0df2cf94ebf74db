public import SecretBase

/// Coins sorted by denomination, each positive and each denomination once.
public struct Coins: Hashable, Sendable, CustomStringConvertible, RandomAccessCollection {
    private let coins: [Coin]

    /// No coins.
    public static let none = Coins(known: [])

    init(known coins: [Coin]) { self.coins = coins }

    /// One coin, or none when its amount is zero.
    public init(_ coin: Coin) { coins = coin.amount == .zero ? [] : [coin] }

    /// An amount of the network's own coin.
    public init(_ amount: Amount) { self.init(Coin(amount)) }

    /// Throws unless `coins` are already sorted, positive and without duplicates.
    public init(strictly coins: [Coin]) throws(CoinError) {
        for (index, coin) in coins.enumerated() {
            guard coin.amount > .zero else { throw .zero(coin.denom) }
            guard index > 0 else { continue }
            let before = coins[index - 1].denom
            guard before != coin.denom else { throw .duplicate(coin.denom) }
            guard Coins.precedes(before, coin.denom) else { throw .unsorted(coin.denom) }
        }
        self.coins = coins
    }

    /// Sorts, adds up equal denominations, drops zeros.
    public init(summing coins: some Sequence<Coin>) throws(CoinError) {
        var sorted: [Coin] = []
        for coin in coins.sorted(by: { Coins.precedes($0.denom, $1.denom) }) {
            if let last = sorted.last, last.denom == coin.denom {
                sorted[sorted.count - 1] = Coin(
                    known: coin.denom, try Coins.sum(last.amount, coin.amount))
            } else {
                sorted.append(coin)
            }
        }
        self.coins = sorted.filter { $0.amount != .zero }
    }

    /// Reads `5uscrt,7foo`, in any order; the empty text is no coins.
    public init(parsing text: String) throws(CoinError) {
        var coins: [Coin] = []
        if !text.isEmpty {
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                coins.append(try Coin(parsing: String(part)))
            }
        }
        try self.init(summing: coins)
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { coins.count }
    public subscript(index: Int) -> Coin { coins[index] }

    /// The amount of `denom`, zero when there is none.
    public func amount(of denom: String) -> Int256 {
        coins.first { $0.denom == denom }?.amount ?? .zero
    }

    /// `5uscrt,7foo`; empty when there are none.
    public var description: String { coins.map(\.description).joined(separator: ",") }

    /// By bytes: Swift's own order of strings is Unicode's, the chain's is not.
    static func precedes(_ one: String, _ other: String) -> Bool {
        one.utf8.lexicographicallyPrecedes(other.utf8)
    }

    private static func sum(_ one: Int256, _ other: Int256) throws(CoinError) -> Int256 {
        do { return try one.adding(other) } catch { throw .overflow }
    }
}

extension Coins {
    /// Throws when a sum does not fit.
    public func adding(_ other: Coins) throws(CoinError) -> Coins {
        try Coins(summing: coins + other.coins)
    }

    /// Throws `insufficient` when a denomination would fall below zero.
    public func subtracting(_ other: Coins) throws(CoinError) -> Coins {
        var left = coins
        for coin in other {
            guard let index = left.firstIndex(where: { $0.denom == coin.denom }),
                left[index].amount >= coin.amount
            else {
                let have = Coin(known: coin.denom, amount(of: coin.denom))
                throw .insufficient(have: have.description, want: coin.description)
            }
            do {
                left[index] = Coin(
                    known: coin.denom, try left[index].amount.subtracting(coin.amount))
            } catch { throw .overflow }
        }
        return Coins(known: left.filter { $0.amount != .zero })
    }

    /// Whether every denomination of `other` is covered.
    public func covers(_ other: Coins) -> Bool {
        other.allSatisfy { amount(of: $0.denom) >= $0.amount }
    }
}
