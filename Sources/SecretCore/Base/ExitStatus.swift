/// What a command's end means to a script.
///
/// Source: the command-line contract, "Exit codes".
public enum ExitStatus: Int32, Sendable, CaseIterable {
    /// Done; for a transaction: included in a block, and succeeded.
    case done = 0
    /// Failed for a reason that none of the others names.
    case failed = 1
    /// Unknown command, bad flag or bad argument.
    case usage = 2
    /// Something named does not exist: a key, file, validator or configuration.
    case missing = 3
    /// A passphrase or a confirmation is needed, and none can be asked for.
    case wouldAsk = 4
    /// The endpoint cannot be reached; nothing was sent.
    case unreachable = 5
    /// Rejected before inclusion; nothing was spent.
    case rejected = 6
    /// Included in a block and failed; the fee is spent.
    case failedInBlock = 7
    /// The outcome is unknown; the transaction's hash tells later.
    case unknownOutcome = 8
    /// Refused for safety: wrong chain, double-sign risk, bad signature on data.
    case refused = 9
    /// A check's answer is no: unhealthy, not acceptable, verification failed.
    case checkFailed = 10
    /// Interrupted by the user.
    case interrupted = 130
}
