public import SecretBase

/// An amount of one denomination, never negative.
public struct Coin: Hashable, Sendable, CustomStringConvertible {
    /// e.g. `uscrt` or `ibc/AB71…`.
    public let denom: String
    /// In the denomination's smallest unit, 0 … 2^256 − 1.
    public let amount: Int256

    /// Throws when the denomination is malformed or the amount negative.
    public init(denom: String, amount: Int256) throws(CoinError) {
        guard Coin.isDenom(denom) else { throw .invalidDenom(denom) }
        guard amount >= .zero else { throw .negative(denom) }
        self.denom = denom
        self.amount = amount
    }

    init(known denom: String, _ amount: Int256) {
        self.denom = denom
        self.amount = amount
    }

    /// An amount of the network's own coin.
    public init(_ amount: Amount) {
        self.init(known: "uscrt", Int256(amount.uscrt))
    }

    /// Reads `5uscrt`: digits and the denomination, nothing between.
    public init(parsing text: String) throws(CoinError) {
        let digits = text.prefix { ("0"..."9").contains($0) }
        guard let amount = Int256(String(digits)) else { throw .malformed(text) }
        try self.init(denom: String(text.dropFirst(digits.count)), amount: amount)
    }

    /// `5uscrt`.
    public var description: String { "\(amount)\(denom)" }

    /// A letter, then 2 to 127 of letters, digits and `/ : . _ -`.
    ///
    /// Source: cosmos-sdk `types/coin.go`, `reDnmString`.
    package static func isDenom(_ text: String) -> Bool {
        let bytes = text.utf8
        guard (3...128).contains(bytes.count), let first = bytes.first, isLetter(first) else {
            return false
        }
        return bytes.allSatisfy { byte in
            isLetter(byte) || (0x30...0x39).contains(byte)
                || byte == 0x2F || byte == 0x3A || byte == 0x2E || byte == 0x5F || byte == 0x2D
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}

/// Why coins are refused. The texts are close to the chain's.
public enum CoinError: Failure, Equatable {
    case malformed(String)
    case invalidDenom(String)
    case negative(String)
    case zero(String)
    case unsorted(String)
    case duplicate(String)
    case insufficient(have: String, want: String)
    case overflow

    public var code: String {
        if case .insufficient = self { "insufficient_funds" } else { "invalid_coins" }
    }
    public var exit: ExitStatus { .usage }
    public var description: String {
        switch self {
        case .malformed(let text):
            "wanted an amount with its denomination, got \(text.debugDescription)"
        case .invalidDenom(let denom): "invalid denom: \(denom)"
        case .negative(let denom): "coin \(denom) amount is negative"
        case .zero(let denom): "coin \(denom) amount is not positive"
        case .unsorted(let denom): "denomination \(denom) is not sorted"
        case .duplicate(let denom): "duplicate denomination \(denom)"
        case .insufficient(let have, let want): "spendable balance \(have) is smaller than \(want)"
        case .overflow: "amount does not fit 256 bits"
        }
    }
}
