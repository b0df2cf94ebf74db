internal import SecretBase
internal import SecretChain

/// One run of one command for one account at a time.
enum CommandLock {
    /// The lock, which is held as long as the value lives, or nil where another process holds it.
    ///
    /// - Parameters:
    ///   - state: the folder of `Paths.state`.
    ///   - command: a word that can be in a file's name, e.g. `stake-compound`.
    static func take(
        state: String, chainID: String, account: Address, command: String
    ) throws(TransactionFailure) -> LockFile? {
        let chain = LockFile.folderName(ofChain: chainID)
        let lock = try LockFile("\(state)/commands/\(chain)/\(account).\(command).lock")
        return try lock.take() ? lock : nil
    }
}
