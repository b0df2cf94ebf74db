package import SecretBase
package import SecretStorage

extension Ledger {
    /// When the next unbonding or redelegation, or a proposal's period, ends; nil when nothing
    /// waits.
    ///
    /// A block whose time is not before it does what is due.
    package func nextMaturity(in state: any StateReader) throws(StorageError) -> Timestamp? {
        do {
            let delegation = try Self.first(
                in: StakingKeys.unbondingQueue, skipping: 0, state)
            let validator = try Self.first(in: StakingKeys.validatorQueue, skipping: 8, state)
            let redelegation = try Self.first(
                in: StakingKeys.redelegationQueue, skipping: 0, state)
            let proposal = try Self.nextProposalEnd(in: state)
            return [delegation, redelegation, validator, proposal].compactMap(\.self).min()
        } catch {
            throw Self.stop(error)
        }
    }

    /// The time in the first key of a queue, behind `skipped` bytes after the queue's prefix.
    static func first(
        in queue: Bytes, skipping skipped: Int, _ state: any StateReader
    ) throws(LedgerFault) -> Timestamp? {
        let entries = try state.entries(KeyRange(prefix: queue), limit: 1)
        guard let key = entries.first?.key else { return nil }
        let text = String(decoding: key.dropFirst(queue.count + skipped).prefix(29), as: UTF8.self)
        do {
            return try Timestamp(parsing: text + "Z")
        } catch {
            throw .damaged("queue: \(error)")
        }
    }
}
