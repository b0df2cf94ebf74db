import SecretBase
import SecretChain

/// A message that the ledger can run. What it says of addresses and amounts is judged when it
/// runs, in the chain's order, because each reason to refuse has its own text.
protocol LedgerMessage: Sendable {
    /// With the leading slash.
    static var typeURL: String { get }

    /// Reads the message's bytes; they were found well-formed before.
    init(decoding bytes: Bytes) throws

    /// The signer as the chain shows it in the `message` event; nil where it cannot be read.
    var sender: Party? { get }

    /// What is wrong with the message whatever the state, judged before any other check. Most
    /// messages are judged when they run.
    func validateBasic() throws(LedgerFault)

    /// Does what the message says and gives the bytes of the response message.
    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes
}

extension LedgerMessage {
    func validateBasic() throws(LedgerFault) {}
}
