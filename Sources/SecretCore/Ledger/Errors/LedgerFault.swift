import SecretBase
import SecretStorage

/// Why a step of a transaction or of a block does not go on.
enum LedgerFault: Error {
    /// The chain refuses, for a reason it has a number for.
    case refused(Refusal)
    /// The gas meter passed its limit while paying for what is named.
    case outOfGas(location: String)
    /// Where the chain's program panics, such as an arithmetic overflow.
    case panic(String)
    /// State could not be read. No transaction's fault: the whole block is given up.
    case storage(StorageError)

    static func refused<Known: RegisteredError>(_ error: Known, _ detail: String? = nil) -> Self {
        .refused(Refusal(error, detail))
    }

    /// State that this ledger cannot have written.
    static func damaged(_ what: String) -> Self { .storage(.damaged(what)) }
}
