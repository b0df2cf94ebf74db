import SecretBase

/// What makes compiling take longer than its input is long, in one unit: the compiler may look at
/// every local wherever control flow meets, and at every block that is open where one begins.
///
/// A module of 2 MiB that is made for it would take hours and fill any memory. Contracts that do
/// something stay below two million.
struct CompilingCost: FunctionVisitor {
    static let most = 6_000_000
    /// Each takes about a tenth of a millisecond and 5 KiB.
    static let functionsMost = 20_000
    /// Of one function; the compiler holds a function as a whole, in some 700 times the space.
    static let bodyBytesMost = 1 << 20
    /// So many open blocks weigh as much as one local.
    private static let depthWeight = 32
    /// At so much depth a local is looked at twice: each loop around hands it on.
    private static let loopWeight = 32

    private(set) var total = 0
    private var locals = 0
    private var largestBody = 0

    init(locals: Int = 0) { self.locals = locals }

    var isBearable: Bool { total <= Self.most && largestBody <= Self.bodyBytesMost }

    /// Control flow may come together here, inside of `depth` blocks.
    @inline(__always)
    mutating func meet(depth: Int) {
        total += 1 + locals + depth / Self.depthWeight + locals * depth / Self.loopWeight
    }

    mutating func visit(
        _ range: Range<Int>, of _: Bytes, scan: borrowing FunctionScan, scope _: borrowing ScanScope
    ) {
        total += scan.effort.total
        largestBody = max(largestBody, range.count)
    }
}
