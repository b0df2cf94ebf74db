package import SecretStorage
package import SecretWire

extension Ledger {
    /// What every node of the chain agrees on about blocks and evidence, as `state` has it.
    package func consensusParameters(
        in state: any StateReader
    ) throws(StorageError) -> CometConsensusParams {
        do {
            return try LedgerParameters(reading: state).consensus
        } catch {
            throw Self.stop(error)
        }
    }
}
