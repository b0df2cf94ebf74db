internal import SecretBase
internal import SecretLedger
package import SecretStorage

/// When a node makes a block.
public enum BlockTime: Hashable, Sendable, CustomStringConvertible {
    /// As soon as a transaction waits, and when something in the chain falls due.
    case instant
    /// Every so many milliseconds, empty or not.
    case interval(milliseconds: Int)
    /// When somebody asks for one.
    case manual

    /// `instant`, `manual`, or a duration such as `500ms` or `2s`; nil for anything else.
    public init?(_ text: String) {
        switch text {
        case "instant": self = .instant
        case "manual": self = .manual
        default:
            guard let milliseconds = Self.milliseconds(text) else { return nil }
            self = .interval(milliseconds: milliseconds)
        }
    }

    /// From 1 ms to an hour.
    private static func milliseconds(_ text: String) -> Int? {
        let (digits, unit) = text.hasSuffix("ms") ? (text.dropLast(2), 1) : (text.dropLast(), 1000)
        guard unit == 1 || text.hasSuffix("s"), digits.count <= 7,
            digits.allSatisfy({ $0.isASCII && $0.isNumber }), let count = Int(digits)
        else { return nil }
        return (1...3_600_000).contains(count * unit) ? count * unit : nil
    }

    public var description: String {
        switch self {
        case .instant: "instant"
        case .interval(let milliseconds): "\(milliseconds)ms"
        case .manual: "manual"
        }
    }
}

/// Whether a chain weighs engagement. Source: `spec/poet.md` 9.9.
public enum EngagementMode: String, Hashable, Sendable, CaseIterable {
    /// Power is stake, as on the network.
    case off
    /// Engagement is measured and told of, and weighs nothing.
    case observe
    /// It weighs in rewards.
    case rewards
    /// It weighs in consensus.
    case power
}

/// How an embedded node runs.
package struct NodeSettings: Sendable {
    package var chainID: String
    package var blockTime: BlockTime
    /// Transactions that may wait, and their bytes. The network's own figures.
    package var waitingMax = 10_000
    package var waitingBytesMax = 1 << 30
    /// A longer transaction is refused with code 21. The network's nodes take 1 MiB unless their
    /// operator says more; here code of every size that the chain stores (2 MiB) fits.
    package var transactionBytesMax = 3 << 20
    /// A block ends here though more may wait.
    package var blockTransactionsMax = 5000

    /// Which old heights' states are kept.
    package var pruning = Pruning.standard

    /// Local validators of a new chain, 1 to `validatorsMax`; nil for one, or for what the chain in
    /// the home has.
    package var validators: Int?
    /// Of a new chain; nil for off, or for what the chain in the home has.
    package var engagement: EngagementMode?
    package static let validatorsMax = 32

    /// Path of the library that runs contracts; nil to look where it is put.
    package var wasmLibrary: String?

    package init(
        chainID: String, blockTime: BlockTime = .instant, wasmLibrary: String? = nil
    ) {
        self.chainID = chainID
        self.blockTime = blockTime
        self.wasmLibrary = wasmLibrary
    }
}
