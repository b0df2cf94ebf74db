package import SecretStorage

extension Ledger {
    /// Why the block of this header must not be made by this program; nil where it may.
    ///
    /// `executeBlock` asks the same and ends with `StorageError.halted`; whoever asks before can
    /// tell the operator more. What it reads of `state` stays as it is.
    package func halt(
        at header: BlockHeaderInfo, in state: any StateReader
    ) throws(StorageError) -> UpgradeHalt? {
        let branch = StateBranch(over: state)
        let context: LedgerContext
        do {
            context = LedgerContext(
                state: branch, header: header, parameters: try LedgerParameters(reading: branch))
        } catch {
            throw Self.stop(error)
        }
        return try halt(in: context)
    }

    /// The first thing in a block. Source: cosmos-sdk `x/upgrade/abci.go`, `PreBlocker`.
    func halt(in context: LedgerContext) throws(StorageError) -> UpgradeHalt? {
        do {
            return try context.upgrade.preBlock(configuration)
        } catch {
            throw Self.stop(error)
        }
    }
}
