public import SecretBase

/// An amount of a token as people write it: `2.5SSCRT` in the token's own unit, `2500000units` in
/// its smallest. Which it is, and how many decimals there are, only the token says.
public struct TokenAmount: Sendable, Equatable, CustomStringConvertible {
    /// The word for the smallest unit, whatever the token.
    static let smallest = "units"

    /// Digits, perhaps a point, digits.
    let number: String
    /// `units`, or the token's symbol in any case.
    let unit: String

    /// Throws for a bare number, with a hint, and for what is no number.
    public init(parsing text: String) throws(TokenError) {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text[number.endIndex...]
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard !number.isEmpty, parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else {
            throw .badAmount(text)
        }
        guard !unit.isEmpty else { throw .noUnit(text) }
        self.number = String(number)
        self.unit = String(unit)
    }

    public var description: String { number + unit }

    /// The amount in the token's smallest unit, exactly. Throws for another token's symbol, more
    /// decimals than the token has, and more than 128 bits.
    func smallestUnits(of token: TokenInfo) throws(TokenError) -> String {
        let isSmallest = unit.lowercased() == Self.smallest
        guard isSmallest || unit.lowercased() == token.symbol.lowercased() else {
            throw .otherUnit(got: unit, symbol: token.symbol)
        }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        let places = isSmallest ? 0 : token.decimals
        let decimals = parts.count == 2 ? parts[1] : ""
        guard decimals.count <= places else {
            throw .tooManyDecimals("\(self)", symbol: token.symbol, decimals: token.decimals)
        }
        let digits = parts[0] + decimals + String(repeating: "0", count: places - decimals.count)
        let trimmed = digits.drop { $0 == "0" }
        let text = trimmed.isEmpty ? "0" : String(trimmed)
        // Tokens count in 128 bits.
        let most = "340282366920938463463374607431768211455"
        guard text.count < most.count || (text.count == most.count && text <= most) else {
            throw .tooLarge("\(self)")
        }
        return text
    }
}

/// What a token says of itself.
public struct TokenInfo: Sendable, Equatable {
    let name: String
    let symbol: String
    /// 0 to 18 in practice; the decimals of its own unit.
    let decimals: Int
    /// In the smallest unit; nil where the token keeps it to itself.
    let totalSupply: String?

    /// An amount of smallest units in the token's own, without idle zeros: `2.5 SSCRT`.
    func text(_ units: String) -> String {
        guard !units.isEmpty, units.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            return "\(units) units of \(symbol)"
        }
        let padded = String(repeating: "0", count: max(0, decimals + 1 - units.count)) + units
        var fraction = padded.suffix(decimals)
        while fraction.last == "0" { fraction.removeLast() }
        let whole = padded.dropLast(decimals)
        let significant = whole.drop { $0 == "0" }
        return (significant.isEmpty ? "0" : String(significant))
            + (fraction.isEmpty ? "" : "." + fraction) + " " + symbol
    }
}

/// What the token commands refuse by themselves.
public enum TokenError: Failure, Equatable {
    case badAmount(String)
    case noUnit(String)
    case otherUnit(got: String, symbol: String)
    case tooManyDecimals(String, symbol: String, decimals: Int)
    case tooLarge(String)
    /// The token does not take the viewing key.
    case wrongViewingKey(String)
    /// Nothing is kept that lets us ask for this.
    case noViewingKey(token: String)
    /// The contract's answer is not what SNIP-20 says.
    case noToken(String, got: String)
    /// A viewing key must be a text that the token can compare.
    case badViewingKey(String)
    /// The permit is not for this token, or does not name the permission.
    case permitLacks(String)
    case badPermit(String)

    public var code: String {
        switch self {
        case .badAmount, .noUnit, .otherUnit, .tooManyDecimals, .tooLarge: "bad_amount"
        case .wrongViewingKey: "viewing_key_wrong"
        case .noViewingKey: "viewing_key_missing"
        case .noToken: "not_a_token"
        case .badViewingKey: "bad_viewing_key"
        case .permitLacks: "permit_lacks"
        case .badPermit: "bad_permit"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .badAmount, .noUnit, .otherUnit, .tooManyDecimals, .tooLarge, .badViewingKey,
            .badPermit:
            .usage
        case .wrongViewingKey, .permitLacks: .refused
        case .noViewingKey: .missing
        case .noToken: .failed
        }
    }

    public var description: String {
        switch self {
        case .badAmount(let text):
            "wanted an amount such as 2.5SSCRT or 2500000units, got \(text.debugDescription)"
        case .noUnit(let text): "amount has no unit: \(text)"
        case .otherUnit(let got, let symbol):
            "the token's unit is \(symbol), or 'units' for the smallest; got '\(got)'"
        case .tooManyDecimals(let text, let symbol, let decimals):
            "\(text): \(symbol) has \(decimals) decimals"
        case .tooLarge(let text): "\(text) does not fit the 128 bits of a token's amounts"
        case .wrongViewingKey(let why): "the token does not take the viewing key: \(why)"
        case .noViewingKey(let token): "no viewing key for \(token) is kept here"
        case .noToken(let contract, let got):
            "\(contract) does not answer as a SNIP-20 token: \(got)"
        case .badViewingKey(let why): "the viewing key: \(why)"
        case .permitLacks(let what): "the permit does not allow it: \(what)"
        case .badPermit(let why): "wanted a permit as 'token permit' writes it: \(why)"
        }
    }

    public var hint: String? {
        switch self {
        case .noUnit(let text): "say \(text)SYMBOL with the token's symbol, or \(text)units"
        case .wrongViewingKey: "'secretctl token viewing-key set TOKEN --from KEY' sets a new one"
        case .noViewingKey:
            "'secretctl token viewing-key set TOKEN --from KEY' sets one, or ask with --permit"
        default: nil
        }
    }
}
