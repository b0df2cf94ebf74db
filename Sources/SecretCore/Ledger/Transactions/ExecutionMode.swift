/// Why a transaction is run.
enum ExecutionMode {
    /// Asked for before it enters the pool of waiting transactions: ante checks alone.
    case check
    /// Asked again after a block: what cannot have changed is not checked anew.
    case recheck
    /// Everything, thrown away afterwards; signatures are not verified and gas has no limit.
    case simulate
    /// As part of a block.
    case deliver
    /// As part of the genesis: gas has no limit, and what is signed names account number 0.
    case genesis
}
