/// The types of a function's parameters and locals, in runs of one type.
struct LocalTypes {
    private var runs: [(end: UInt32, isFloat: Bool)] = []
    private var hasFloats = false
    /// Parameters included.
    private(set) var count: UInt32 = 0

    /// As many as the network's parser takes, parameters included.
    static let most = 50_000

    mutating func read(
        _ cursor: inout WasmCursor, parameters: [WasmType]
    ) throws(WasmError) {
        runs.removeAll(keepingCapacity: true)
        (hasFloats, count) = (false, 0)
        for type in parameters { try append(1, type) }
        for _ in 0..<(try cursor.count(of: "locals")) {
            let number = try cursor.u32()
            try append(number, try cursor.type())
        }
    }

    private mutating func append(_ number: UInt32, _ type: WasmType) throws(WasmError) {
        guard number <= Self.most, count + number <= Self.most else {
            throw .malformed("too many locals")
        }
        count += number
        hasFloats = hasFloats || type.isFloat
        if let last = runs.last, last.isFloat == type.isFloat {
            runs[runs.count - 1].end = count
        } else {
            runs.append((count, type.isFloat))
        }
    }

    /// Throws when there is no such local.
    @inline(__always)
    func isFloat(at index: UInt32) throws(WasmError) -> Bool {
        guard index < count else { throw .malformed("no such local") }
        return hasFloats && search(index)
    }

    private func search(_ index: UInt32) -> Bool {
        var (low, high) = (0, runs.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if index < runs[middle].end { high = middle } else { low = middle + 1 }
        }
        return runs[low].isFloat
    }
}
