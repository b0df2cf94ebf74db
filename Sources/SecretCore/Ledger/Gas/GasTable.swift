/// What touching a key-value store costs on Secret, a tenth to a sixth of the stock prices.
///
/// The prices are the network's. They are charged on this ledger's own accesses, which are fewer
/// than those of the network's program: gas is the same in every run, and plausible, but not the
/// network's to the unit. Source: chain specification §0.1, §3.3.
enum GasTable {
    static let has: UInt64 = 100
    static let delete: UInt64 = 100
    static let readFlat: UInt64 = 100
    static let readPerByte: UInt64 = 1
    static let writeFlat: UInt64 = 200
    static let writePerByte: UInt64 = 5
    static let iterateNextFlat: UInt64 = 5
}
