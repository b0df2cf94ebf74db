internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretWire

extension AnswerValue {
    /// `{"denom": "uscrt", "amount": "5"}`.
    static func coin(_ coin: Coin) -> AnswerValue {
        ["denom": .text(coin.denom), "amount": .text("\(coin.amount)")]
    }

    static func coins(_ coins: some Sequence<Coin>) -> AnswerValue {
        .list(coins.map(AnswerValue.coin))
    }

    /// What the chain sent, unchanged.
    static func document(_ value: JSONValue) -> AnswerValue { .raw(value.text()) }

    static func event(_ event: ChainEvent) -> AnswerValue {
        [
            "type": .text(event.type),
            "attributes": .list(
                event.attributes.map { ["key": .text($0.key), "value": .text($0.value)] }),
        ]
    }

    /// `{"type": "secp256k1", "hex": …}`; `null` for none.
    static func publicKey(_ key: PublicKey?) -> AnswerValue {
        guard let key else { return .null }
        switch key {
        case .secp256k1(let bytes): return .text(Hex.encode(bytes))
        case .ed25519(let bytes): return .text(Hex.encode(bytes))
        case .multisig: return .null
        }
    }
}

/// Amounts as a person reads them.
enum Money {
    /// `2.5 SCRT` for uscrt, else the amount and its denomination; thousands stay together, so that
    /// the figure can be pasted into a command.
    static func text(_ amount: Int256, _ denom: String) -> String {
        guard denom == "uscrt" else { return "\(amount) \(denom)" }
        let digits = "\(amount.magnitude)"
        let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
        var fraction = padded.suffix(6)
        while fraction.last == "0" { fraction.removeLast() }
        let whole = padded.dropLast(6)
        let sign = amount.isNegative ? "-" : ""
        return sign + whole + (fraction.isEmpty ? "" : "." + fraction) + " SCRT"
    }

    static func text(_ coin: Coin) -> String { text(coin.amount, coin.denom) }

    /// `5 %` of the decimal text `0.050000000000000000`.
    static func percent(_ rate: String) -> String {
        guard let dot = rate.firstIndex(of: "."), rate[..<dot].allSatisfy(\.isNumber) else {
            return rate
        }
        let fraction = rate[rate.index(after: dot)...]
        let padded = fraction + String(repeating: "0", count: max(0, 2 - fraction.count))
        var whole = String(rate[..<dot] + padded.prefix(2))
        while whole.count > 1, whole.first == "0" { whole.removeFirst() }
        var rest = padded.dropFirst(2)
        while rest.last == "0" { rest.removeLast() }
        return whole + (rest.isEmpty ? "" : "." + rest) + " %"
    }
}
