package import SecretBase

/// Puts the network's gas counting into a module, to the unit.
///
/// Two mutable i64 globals come at the end, exported as `gas_limit` (what is left) and
/// `gas_limit_exhausted` (the charge that did not fit). Each instruction sequence charges its
/// whole cost when it is entered; `memory.grow` pays 8192 for a page to a function that is
/// metered itself (28). A trap `unreachable` with the second global not zero is out of gas.
/// Dead code and custom sections are dropped; memory may grow to 192 pages.
/// Source: wasmtime-and-gas.md §5, enclave protocol §7.2.
package enum GasInjector {
    /// Part of every cache key: another number for another output.
    package static let version = 1
    package static let limitExport = "gas_limit"
    package static let exhaustedExport = "gas_limit_exhausted"
    /// Where the memory is found that the module itself does not export.
    package static let memoryExport = "gas_limit_memory"
    /// 12 MiB.
    package static let pagesMax: UInt32 = 192

    /// The metered module. Throws `malformed` when `wasm` is no module, takes one of the two
    /// names for itself, or starts with more memory than it may ever have.
    package static func inject(_ wasm: Bytes) throws(WasmError) -> Bytes {
        var code = MeteredCode(capacity: wasm.count + wasm.count / 4)
        let module = try ModuleParser.parse(wasm, visitor: &code)
        let ours = [limitExport, exhaustedExport, memoryExport]
        guard !module.exports.contains(where: { ours.contains($0.name) }) else {
            throw .malformed("an export has the name of a gas counter")
        }
        guard module.memories.allSatisfy({ $0.initial <= pagesMax }) else {
            throw .malformed("more than \(pagesMax) pages of memory")
        }
        return MeteredModule(source: wasm, module: module, code: code).bytes()
    }
}

/// The function bodies with their charges, in order.
struct MeteredCode: FunctionVisitor {
    private(set) var bodies: Bytes = []
    private(set) var needsGrow = false
    private var body: Bytes = []
    private var gas = GasGlobals(first: 0)

    init(capacity: Int) { bodies.reserveCapacity(capacity) }

    mutating func visit(
        _ range: Range<Int>, of bytes: Bytes, scan: borrowing FunctionScan,
        scope: borrowing ScanScope
    ) {
        gas = GasGlobals(first: scope.globals.count)
        body.removeAll(keepingCapacity: true)
        var from = range.lowerBound
        for mark in scan.marks {
            body.append(contentsOf: bytes[from..<mark.position])
            from = mark.position
            switch mark.kind {
            case .sequence: gas.charge(scan.costs[mark.value], to: &body)
            case .grow:
                needsGrow = true
                body.append(0x10)  // call
                body.appendVarint(scope.functionCount)
            case .dead: from = mark.value
            }
        }
        body.append(contentsOf: bytes[from..<range.upperBound])
        bodies.appendVarint(body.count)
        bodies.append(contentsOf: body)
    }
}

/// The two counters and the instructions that use them.
struct GasGlobals {
    private let limit: Bytes
    private let exhausted: Bytes

    init(first: Int) {
        var (limit, exhausted): (Bytes, Bytes) = ([], [])
        limit.appendVarint(first)
        exhausted.appendVarint(first + 1)
        (self.limit, self.exhausted) = (limit, exhausted)
    }

    /// Nothing for a sequence without instructions: it could neither fail nor take anything.
    func charge(_ cost: UInt32, to code: inout Bytes) {
        guard cost > 0 else { return }
        var constant: Bytes = [0x42]  // i64.const
        constant.appendSignedVarint(Int64(cost))
        charge(by: constant, inside: [], to: &code)
    }

    /// `amount` is an instruction that gives an i64; `inside` comes first when it does not fit.
    private func charge(by amount: Bytes, inside: Bytes, to code: inout Bytes) {
        code.append(0x23)  // global.get
        code.append(contentsOf: limit)
        code.append(contentsOf: amount)
        code.append(0x54)  // i64.lt_u
        code.append(0x04)  // if
        code.append(0x40)
        code.append(contentsOf: inside)
        code.append(contentsOf: amount)
        code.append(0x24)  // global.set
        code.append(contentsOf: exhausted)
        code.append(0x00)  // unreachable
        code.append(0x0b)  // end
        code.append(0x23)  // global.get
        code.append(contentsOf: limit)
        code.append(contentsOf: amount)
        code.append(0x7d)  // i64.sub
        code.append(0x24)  // global.set
        code.append(contentsOf: limit)
    }

    /// The body of the function that pays for growing memory and hands the pages through. The
    /// network makes it before it meters, so its 14 instructions cost 28, and the 3 of its
    /// failing arm 6.
    func growBody() -> Bytes {
        var body: Bytes = [1, 1, WasmType.i64.rawValue]  // one local
        charge(28, to: &body)
        body += [0x20, 0]  // local.get 0
        body.append(0xac)  // i64.extend_i32_s
        body.append(0x42)  // i64.const
        body.appendSignedVarint(8192)
        body.append(0x7e)  // i64.mul
        body += [0x21, 1]  // local.set 1
        var failing: Bytes = []
        charge(6, to: &failing)
        charge(by: [0x20, 1], inside: failing, to: &body)
        body += [0x20, 0, 0x0b]  // local.get 0, end
        return body
    }
}
