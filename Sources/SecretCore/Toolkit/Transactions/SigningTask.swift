/// What `tx sign` is asked to do.
public struct SigningTask: Sendable {
    /// Where the key comes from.
    public enum Key: Sendable {
        case phrase(file: String, coinType: UInt32, account: UInt32, index: UInt32)
        case keyring(name: String, PassphraseSource)
    }

    /// The transaction's JSON as `secretcli --generate-only` writes it; `-` is standard input.
    public var file: String
    public var key: Key
    public var mode: String
    public var accountNumber: UInt64?
    public var sequence: UInt64?
    /// No node is asked for anything.
    public var isOffline: Bool

    public init(
        file: String, key: Key, mode: String = "direct", accountNumber: UInt64? = nil,
        sequence: UInt64? = nil, isOffline: Bool = false
    ) {
        self.file = file
        self.key = key
        self.mode = mode
        self.accountNumber = accountNumber
        self.sequence = sequence
        self.isOffline = isOffline
    }
}
