/// Ways to spread a stake over validators. Tokens are uscrt.
enum Stakes {
    /// The k-th has 1/k of the first. Rounded down to whole tokens.
    static func zipf(_ count: Int, first: UInt128) -> [UInt128] {
        (1...count).map { first / UInt128($0) }
    }

    /// All the same, and together `total` less what does not divide.
    static func equal(_ count: Int, total: UInt128) -> [UInt128] {
        Array(repeating: total / UInt128(count), count: count)
    }

    /// Zipf's shares of `total`.
    static func zipf(_ count: Int, total: UInt128) -> [UInt128] {
        let weights = (1...count).map { UInt128(1_000_000_000) / UInt128($0) }
        let sum = weights.reduce(0, +)
        return weights.map { total * $0 / sum }
    }
}
