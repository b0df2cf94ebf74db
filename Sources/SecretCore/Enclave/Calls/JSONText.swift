import SecretBase
import SecretChain
import SecretWire

/// JSON put together piece by piece, for what every call writes.
struct JSONText {
    private(set) var bytes: Bytes = []

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    /// As it is: syntax, numbers, and texts that need no escapes.
    mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// A string in quotes, escaped where it must be.
    mutating func quote(_ text: String) {
        let needsEscape = text.utf8.contains { $0 < 0x20 || $0 == 0x22 || $0 == 0x5c }
        guard !needsEscape else {
            bytes.append(contentsOf: JSONValue.string(text).bytes())
            return
        }
        put("\"")
        put(text)
        put("\"")
    }

    /// `[{"denom":"uscrt","amount":"1"}]`, or `[]`.
    mutating func put(coins: [ContractCoin]) {
        put("[")
        for (index, coin) in coins.enumerated() {
            put(index == 0 ? #"{"denom":"# : #",{"denom":"#)
            quote(coin.denom)
            put(#","amount":"#)
            quote(coin.amount)
            put("}")
        }
        put("]")
    }
}
