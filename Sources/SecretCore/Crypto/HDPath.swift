/// Where a key hangs in a wallet's tree: m/44'/coin'/account'/change/index. Source: BIP44.
package struct HDPath: Hashable, Sendable, CustomStringConvertible {
    /// 529 is Secret's own; 118 is what older Ledger applications use.
    package static let secretCoinType: UInt32 = 529

    package let coinType: UInt32
    package let account: UInt32
    package let change: UInt32
    package let index: UInt32

    /// Every number lies below 2^31. Throws `CryptoError.path`.
    package init(
        coinType: UInt32 = secretCoinType, account: UInt32 = 0, change: UInt32 = 0,
        index: UInt32 = 0
    ) throws(CryptoError) {
        let named = [("coin type", coinType), ("account", account), ("index", index)]
        for (name, value) in named + [("change", change)] where value >= HDKey.hardened {
            throw .path("\(name) \(value) is not below 2147483648")
        }
        self.coinType = coinType
        self.account = account
        self.change = change
        self.index = index
    }

    /// Reads `m/44'/529'/0'/0/0`; the leading `m/` may be missing. Throws `CryptoError.path`
    /// naming the part.
    package init(parsing text: String) throws(CryptoError) {
        var parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.first == "m" { parts.removeFirst() }
        guard parts.count == 5 else { throw .path("wanted 5 parts, got \(parts.count)") }
        guard try Self.number(parts[0], "purpose", hardened: true) == 44 else {
            throw .path("purpose: wanted 44', got \(parts[0])")
        }
        try self.init(
            coinType: Self.number(parts[1], "coin type", hardened: true),
            account: Self.number(parts[2], "account", hardened: true),
            change: Self.number(parts[3], "change", hardened: false),
            index: Self.number(parts[4], "index", hardened: false))
    }

    package var description: String { "m/44'/\(coinType)'/\(account)'/\(change)/\(index)" }

    /// The indices of the derivation steps, hardened ones with their top bit set.
    var steps: [UInt32] {
        [44, coinType, account].map { $0 | HDKey.hardened } + [change, index]
    }

    private static func number(
        _ part: Substring, _ name: String, hardened: Bool
    ) throws(CryptoError) -> UInt32 {
        guard part.hasSuffix("'") == hardened else {
            throw .path("\(name) must \(hardened ? "" : "not ")be hardened (end in ')")
        }
        let digits = hardened ? part.dropLast() : part
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let value = UInt32(digits), value < HDKey.hardened
        else { throw .path("\(name): wanted a number below 2147483648, got '\(part)'") }
        return value
    }
}
