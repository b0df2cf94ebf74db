import SecretBase
import SecretStorage

extension Ledger {
    /// When the next proposal's period ends.
    static func nextProposalEnd(in state: any StateReader) throws(LedgerFault) -> Timestamp? {
        nil
    }
}
