import SecretBase
import SecretChain
import SecretWire

/// Fractions of coins: sorted by denomination, none zero, each denomination once.
///
/// Source: chain specification §4.0; cosmos-sdk `types/dec_coin.go`.
struct DecCoins: Hashable, CustomStringConvertible {
    struct Part: Hashable {
        let denom: String
        let amount: Dec
    }

    private(set) var parts: [Part]

    static let none = DecCoins(parts: [])

    private init(parts: [Part]) { self.parts = parts }

    init(_ coins: Coins) throws(LedgerFault) {
        parts = []
        for coin in coins {
            parts.append(Part(denom: coin.denom, amount: try coin.amount.decimal()))
        }
    }

    var isZero: Bool { parts.isEmpty }
    /// Whether coins from outside are what these say of themselves, and none negative.
    var isWellFormed: Bool {
        parts.allSatisfy { $0.amount.isPositive && Coin.isDenom($0.denom) }
            && zip(parts, parts.dropFirst())
                .allSatisfy { $0.denom.utf8.lexicographicallyPrecedes($1.denom.utf8) }
    }
    var isAnyNegative: Bool { parts.contains { $0.amount.isNegative } }

    func amount(of denom: String) -> Dec {
        parts.first { $0.denom == denom }?.amount ?? .zero
    }

    /// `1.500000000000000000uscrt,…`; empty when there are none.
    var description: String {
        parts.map { "\($0.amount)\($0.denom)" }.joined(separator: ",")
    }
}

extension DecCoins {
    func plus(_ other: DecCoins) throws(LedgerFault) -> DecCoins {
        guard !other.isZero else { return self }
        guard !isZero else { return other }
        var sum: [Part] = []
        var (mine, theirs) = (parts[...], other.parts[...])
        while let one = mine.first, let two = theirs.first {
            if one.denom == two.denom {
                let amount = try one.amount.plus(two.amount)
                if !amount.isZero { sum.append(Part(denom: one.denom, amount: amount)) }
                mine.removeFirst()
                theirs.removeFirst()
            } else if one.denom.utf8.lexicographicallyPrecedes(two.denom.utf8) {
                sum.append(mine.removeFirst())
            } else {
                sum.append(theirs.removeFirst())
            }
        }
        return DecCoins(parts: sum + mine + theirs)
    }

    /// Nil when a denomination would fall below zero.
    func minusIfCovered(_ other: DecCoins) throws(LedgerFault) -> DecCoins? {
        let negated = DecCoins(
            parts: other.parts.map { Part(denom: $0.denom, amount: $0.amount.negated) })
        let rest = try plus(negated)
        return rest.isAnyNegative ? nil : rest
    }

    func minus(_ other: DecCoins) throws(LedgerFault) -> DecCoins {
        guard let rest = try minusIfCovered(other) else { throw .panic("negative coin amount") }
        return rest
    }

    private func mapped(
        _ change: (Dec) throws(LedgerFault) -> Dec
    ) throws(LedgerFault) -> DecCoins {
        var changed: [Part] = []
        changed.reserveCapacity(parts.count)
        for part in parts {
            let amount = try change(part.amount)
            if !amount.isZero { changed.append(Part(denom: part.denom, amount: amount)) }
        }
        return DecCoins(parts: changed)
    }

    /// Each amount times `factor`, half to even.
    func times(_ factor: Dec) throws(LedgerFault) -> DecCoins {
        try mapped { amount throws(LedgerFault) in try amount.product(factor) }
    }

    func timesTruncating(_ factor: Dec) throws(LedgerFault) -> DecCoins {
        try mapped { amount throws(LedgerFault) in try amount.productTruncating(factor) }
    }

    func overTruncating(_ divisor: Dec) throws(LedgerFault) -> DecCoins {
        try mapped { amount throws(LedgerFault) in try amount.overTruncating(divisor) }
    }

    /// The lesser amount of each denomination.
    func intersection(_ other: DecCoins) -> DecCoins {
        let least = parts.map {
            Part(denom: $0.denom, amount: min($0.amount, other.amount(of: $0.denom)))
        }
        return DecCoins(parts: least.filter { !$0.amount.isZero })
    }

    /// Whole coins, and what is left of each.
    func truncated() throws(LedgerFault) -> (coins: Coins, change: DecCoins) {
        var coins: [Coin] = []
        var change: [Part] = []
        for part in parts {
            let whole = try part.amount.whole()
            let rest = try part.amount.minus(whole.decimal())
            if !rest.isZero { change.append(Part(denom: part.denom, amount: rest)) }
            guard !whole.isZero else { continue }
            do {
                coins.append(try Coin(denom: part.denom, amount: whole))
            } catch {
                throw .panic(error.description)
            }
        }
        do {
            return (try Coins(strictly: coins), DecCoins(parts: change))
        } catch {
            throw .panic(error.description)
        }
    }
}

extension DecCoins {
    /// Reads what this ledger stored.
    init(stored wire: [WireDecCoin]) throws(LedgerFault) {
        parts = []
        parts.reserveCapacity(wire.count)
        for coin in wire {
            guard let amount = Dec(wireText: coin.amount) else { throw .damaged("decimal coin") }
            parts.append(Part(denom: coin.denom, amount: amount))
        }
    }

    var wire: [WireDecCoin] {
        parts.map { part in
            var coin = WireDecCoin()
            coin.denom = part.denom
            coin.amount = part.amount.wireText
            return coin
        }
    }
}
