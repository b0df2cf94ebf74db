import SecretBase
import SecretStorage

extension Ledger {
    /// When the next proposal's period ends, of depositing or of voting.
    static func nextProposalEnd(in state: any StateReader) throws(LedgerFault) -> Timestamp? {
        let inactive = try first(in: GovKeys.inactiveQueue, skipping: 0, state)
        let active = try first(in: GovKeys.activeQueue, skipping: 0, state)
        return [inactive, active].compactMap(\.self).min()
    }
}
