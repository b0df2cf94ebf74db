internal import SecretLedger
internal import SecretStorage

extension Ledger {
    /// Throws `NodeError.otherEnclave` where the chain on disk began with the keys of other enclaves
    /// than this node's, which could open none of its messages and states.
    ///
    /// A chain that was begun before the keys were part of its state has none to compare.
    func checkEnclave(of database: ChainDatabase, in directory: String) throws {
        guard let own = authenticator?.masterKeys else { return }
        let held = try database.read { snapshot -> MasterKeys? in
            guard try snapshot.latestBlock() != nil else { return nil }
            return try masterKeys(in: snapshot)
        }
        guard held == nil || held == own else {
            throw NodeError.otherEnclave(directory: directory)
        }
    }
}
