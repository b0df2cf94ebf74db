internal import SecretBase
public import SecretChain

/// Coins as people write them: `5scrt`, `100uscrt,7foo`, `3ibc/…`.
public enum Funds {
    /// Adds up what is said. Throws for a bare number, with a hint.
    public static func coins(_ texts: [String]) throws -> Coins {
        try Coins(summing: entries(texts))
    }

    /// What is said, in its order, zeros too.
    public static func entries(_ texts: [String]) throws -> [Coin] {
        try texts.flatMap { text in
            text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }.map { try coin($0.filter { !$0.isWhitespace }) }
    }

    private static func coin(_ text: String) throws -> Coin {
        // The network's own coin may have a point; bare numbers and its unit are told apart there.
        let unit = text.drop { $0.isNumber || $0 == "." }
        if unit.isEmpty || unit == "scrt" || text.contains(".") {
            return Coin(try Amount(parsing: text))
        }
        return try Coin(parsing: text)
    }
}
