public import SecretBase
package import SecretChain

/// Who signs, what it may cost, and how long to wait: what the flags of a command say.
public struct SigningOrder: Sendable {
    /// The key's name in the keyring.
    public var from: String
    public var passphrase: PassphraseSource
    public var consent: Consent
    public var memo: String
    /// Instead of what a simulation says.
    public var gas: Gas?
    /// uscrt for a unit of gas, instead of the network profile's.
    public var gasPrice: Dec?
    /// Instead of gas times price.
    public var fee: Amount?
    /// What cannot be undone is confirmed by typing this, or by --confirm or --yes.
    public var typedName: String?
    /// Whose fee grant pays; nil where the signer pays itself.
    package var feeGranter: Address?
    /// For its block; 0 returns as soon as the node has taken the transaction.
    public var waitSeconds: Int
    /// Told each hash before its bytes leave; where it throws, nothing is sent.
    package var recording: @Sendable (String) throws -> Void = { _ in }

    public init(
        from: String, passphrase: PassphraseSource = PassphraseSource(),
        consent: Consent = Consent(), memo: String = "", gas: Gas? = nil, gasPrice: Dec? = nil,
        fee: Amount? = nil, waitSeconds: Int = 60
    ) {
        self.from = from
        self.passphrase = passphrase
        self.consent = consent
        self.memo = memo
        self.gas = gas
        self.gasPrice = gasPrice
        self.fee = fee
        self.waitSeconds = waitSeconds
    }
}

/// What a transaction is to do: the messages, and in words that complete "About to …".
package struct TransactionIntent: Sendable {
    package let words: String
    /// More about the effect, for the answer: names in snake_case.
    package let details: [AnswerValue.Field]

    package init(_ words: String, details: [AnswerValue.Field] = []) {
        self.words = words
        self.details = details
    }
}
