import SecretBase
import SecretChain
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

/// Arithmetic on the chain's integers; what does not fit panics there, and is a fault here.
func exact<Value>(_ compute: () throws(NumberError) -> Value) throws(LedgerFault) -> Value {
    do { return try compute() } catch { throw .panic("\(error)") }
}

extension Coins {
    /// Sum of both; a sum that does not fit panics on the chain.
    func plus(_ other: Coins) throws(LedgerFault) -> Coins {
        do { return try adding(other) } catch { throw .panic("\(error)") }
    }
}
