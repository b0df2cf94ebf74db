import SecretBase

/// What a function body may refer to.
struct ScanScope {
    var typeCount = 0
    var functionCount = 0
    var globals: [WasmType] = []
}

/// One walk over a function body: the cost of each instruction sequence, where it starts, what of
/// it is dead, and whether floats are computed with. Reused from body to body.
///
/// A sequence is what the network's rewriter holds as one list: the function body, and the inside
/// of each `block`, `loop`, `then` and `else`. It costs 2 for each instruction directly in it;
/// a nested block counts once, `nop`, `end` and `else` do not, and what follows `br`, `br_table`,
/// `return` or `unreachable` up to the sequence's end is dropped.
/// Source: wasmtime-and-gas.md §5.1, enclave protocol §7.2.
struct FunctionScan {
    /// A place where the metered body differs from the source, in source order.
    struct Mark {
        enum Kind {
            /// The sequence with number `value` starts here.
            case sequence
            /// A `memory.grow` starts here.
            case grow
            /// From here up to the position `value` nothing is reached.
            case dead
        }
        let kind: Kind
        let position: Int
        let value: Int
    }

    private struct Frame {
        /// The sequence's number; -1 when the block itself lies in dropped code.
        let sequence: Int
        /// `if`, whose `else` may still come.
        let isThen: Bool
        /// Where the sequence's dead rest begins; -1 while it is alive.
        var deadFrom = -1
    }

    private(set) var marks: [Mark] = []
    private(set) var costs: [UInt32] = []
    private(set) var hasFloats = false
    /// How hard the body is to compile; see `CompilingCost`.
    private(set) var effort = CompilingCost()
    private var frames: [Frame] = []
    private var locals = LocalTypes()

    /// Walks one body, locals first, up to the cursor's end. Throws when it is malformed or
    /// refers to what is not in `scope`; its operand types are left to the engine.
    mutating func walk(
        _ cursor: inout WasmCursor, parameters: [WasmType], scope: borrowing ScanScope
    ) throws(WasmError) {
        marks.removeAll(keepingCapacity: true)
        costs.removeAll(keepingCapacity: true)
        frames.removeAll(keepingCapacity: true)
        try locals.read(&cursor, parameters: parameters)
        effort = CompilingCost(locals: Int(locals.count))
        if parameters.contains(where: \.isFloat) { hasFloats = true }
        open(at: cursor.position, isThen: false, isKept: true)
        while !frames.isEmpty {
            let start = cursor.position
            let opcode = try cursor.byte()
            if opcode < 0x1a {
                try control(opcode, at: start, &cursor, scope: scope)
            } else {
                count()
                try plain(opcode, at: start, &cursor, scope: scope)
            }
        }
        guard cursor.isAtEnd else { throw .malformed("bytes after a function's end") }
    }

    private mutating func open(at position: Int, isThen: Bool, isKept: Bool) {
        effort.meet(depth: frames.count)
        guard isKept else {
            frames.append(Frame(sequence: -1, isThen: isThen))
            return
        }
        frames.append(Frame(sequence: costs.count, isThen: isThen))
        marks.append(Mark(kind: .sequence, position: position, value: costs.count))
        costs.append(0)
    }

    private mutating func close(at position: Int) -> Frame {
        let frame = frames.removeLast()
        if frame.sequence >= 0, frame.deadFrom >= 0, frame.deadFrom < position {
            marks.append(Mark(kind: .dead, position: frame.deadFrom, value: position))
        }
        return frame
    }

    /// Whether instructions here are in the network's list, be that list itself dropped or not.
    private var isAlive: Bool { frames[frames.count - 1].deadFrom < 0 }

    /// Whether instructions here stay in the module.
    private var isKept: Bool { isAlive && frames[frames.count - 1].sequence >= 0 }

    @inline(__always)
    private mutating func count() {
        let frame = frames[frames.count - 1]
        if frame.deadFrom < 0, frame.sequence >= 0 { costs[frame.sequence] += 2 }
    }

    /// What follows up to the sequence's end is dropped.
    private mutating func end(at position: Int) {
        if isAlive { frames[frames.count - 1].deadFrom = position }
    }

    private mutating func control(
        _ opcode: UInt8, at start: Int, _ cursor: inout WasmCursor, scope: borrowing ScanScope
    ) throws(WasmError) {
        switch opcode {
        case 0x00, 0x0f:  // unreachable, return
            count()
            end(at: cursor.position)
        case 0x01: break  // nop
        case 0x02, 0x03, 0x04:  // block, loop, if
            let type = try cursor.byte()
            guard type == 0x40 || WasmType(rawValue: type) != nil else {
                throw .malformed("unknown block type")
            }
            count()
            open(at: cursor.position, isThen: opcode == 0x04, isKept: isKept)
        case 0x05:  // else
            let then = close(at: start)
            guard then.isThen else { throw .malformed("an else without its if") }
            open(at: cursor.position, isThen: false, isKept: then.sequence >= 0)
        case 0x0b:  // end
            _ = close(at: start)
        case 0x0c:  // br
            count()
            try label(&cursor)
            end(at: cursor.position)
        case 0x0d:  // br_if
            count()
            try label(&cursor)
        case 0x0e:  // br_table
            count()
            let targets = try cursor.count(of: "branch targets", most: 131_072)
            for _ in 0...targets { try label(&cursor) }
            end(at: cursor.position)
        case 0x10:  // call
            count()
            try index(&cursor, below: scope.functionCount, of: "function")
        case 0x11:  // call_indirect
            count()
            try index(&cursor, below: scope.typeCount, of: "type")
            try zero(&cursor)
        default: throw .malformed("unknown opcode \(opcode)")
        }
    }

    private mutating func plain(
        _ opcode: UInt8, at start: Int, _ cursor: inout WasmCursor, scope: borrowing ScanScope
    ) throws(WasmError) {
        switch opcode {
        case 0x1a, 0x1b: break  // drop, select
        case 0x20...0x22:  // local.get, local.set, local.tee
            if try locals.isFloat(at: try cursor.u32()) { noteFloat() }
        case 0x23, 0x24:  // global.get, global.set
            let index = Int(try cursor.u32())
            guard index < scope.globals.count else { throw .malformed("no such global") }
            if scope.globals[index].isFloat { noteFloat() }
        case 0x28...0x3e:  // loads and stores
            _ = try cursor.u32()
            _ = try cursor.u32()
            if opcode == 0x2a || opcode == 0x2b || opcode == 0x38 || opcode == 0x39 { noteFloat() }
        case 0x3f:  // memory.size
            try zero(&cursor)
        case 0x40:  // memory.grow
            try zero(&cursor)
            if isKept { marks.append(Mark(kind: .grow, position: start, value: 0)) }
        case 0x41: try cursor.skipSigned(bits: 32)
        case 0x42: try cursor.skipSigned(bits: 64)
        case 0x43:
            try cursor.skip(4)
            noteFloat()
        case 0x44:
            try cursor.skip(8)
            noteFloat()
        case 0x45...0x5a, 0x67...0x8a, 0xa7, 0xac, 0xad, 0xc0...0xc4: break  // integers
        case 0x5b...0x66, 0x8b...0xa6, 0xa8...0xab, 0xae...0xbf: noteFloat()
        default: throw .malformed("unknown opcode \(opcode)")
        }
    }

    /// The network looks into blocks of dropped code as well, but not at what lies dead in its list.
    private mutating func noteFloat() {
        if !hasFloats, isAlive { hasFloats = true }
    }

    private mutating func label(_ cursor: inout WasmCursor) throws(WasmError) {
        effort.meet(depth: 0)
        guard try cursor.u32() < frames.count else { throw .malformed("no such label") }
    }

    private func index(
        _ cursor: inout WasmCursor, below limit: Int, of thing: String
    ) throws(WasmError) {
        guard try cursor.u32() < limit else { throw .malformed("no such \(thing)") }
    }

    private func zero(_ cursor: inout WasmCursor) throws(WasmError) {
        guard try cursor.byte() == 0 else { throw .malformed("a reserved byte is not zero") }
    }
}
