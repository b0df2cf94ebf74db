import SecretBase
package import SecretWire

extension Coin {
    /// Reads a wire coin; the amount is decimal text.
    package init(_ wire: WireCoin) throws(CoinError) {
        guard let amount = Int256(wire.amount) else { throw .malformed(wire.amount) }
        try self.init(denom: wire.denom, amount: amount)
    }

    /// The coin as it lies on the wire.
    package var wire: WireCoin {
        var coin = WireCoin()
        coin.denom = denom
        coin.amount = amount.description
        return coin
    }
}

extension Coins {
    /// Reads wire coins, which must be sorted, positive and without duplicates.
    package init(_ wire: [WireCoin]) throws(CoinError) {
        var coins: [Coin] = []
        coins.reserveCapacity(wire.count)
        for coin in wire { coins.append(try Coin(coin)) }
        try self.init(strictly: coins)
    }

    /// The coins as they lie on the wire.
    package var wire: [WireCoin] { map(\.wire) }
}
