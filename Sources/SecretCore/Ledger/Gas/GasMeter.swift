import SecretBase

/// Counts gas up to a limit.
///
/// As on the chain, consumption passes the limit first and fails afterwards, so that `consumed`
/// tells by how much.
struct GasMeter {
    /// 2^64-1 when nothing limits.
    let limit: UInt64
    private(set) var consumed: UInt64 = 0

    /// Nothing limits: simulation, genesis, begin and end of a block.
    static let unlimited = GasMeter(limit: .max)

    init(limit: UInt64) { self.limit = limit }

    /// Consumption, but never more than the limit; what a block pays for its transaction.
    var consumedToLimit: UInt64 { min(consumed, limit) }

    /// Throws `outOfGas`, naming `location`, once the limit is passed.
    mutating func consume(_ amount: UInt64, _ location: String) throws(LedgerFault) {
        let (sum, overflow) = consumed.addingReportingOverflow(amount)
        consumed = overflow ? .max : sum
        if overflow || consumed > limit { throw .outOfGas(location: location) }
    }
}
