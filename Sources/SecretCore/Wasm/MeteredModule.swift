import SecretBase

/// Writes the metered module: the source's sections, with what metering adds to them.
struct MeteredModule {
    let source: Bytes
    let module: WasmModule
    let code: MeteredCode

    func bytes() -> Bytes {
        var out: Bytes = []
        out.reserveCapacity(code.bodies.count + source.count / 2)
        out += [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
        for id: UInt8 in 1...11 {
            let section = module.sections.first { $0.id == id }
            guard let (count, added) = additions(to: id) else {
                guard let section else { continue }
                append(id, to: &out) { $0.append(contentsOf: source[section.bytes]) }
                continue
            }
            append(id, to: &out) { body in
                // These two are written anew.
                let kept = id != 5 && id != 10
                body.appendVarint((kept ? section?.count ?? 0 : 0) + count)
                if kept, let section { body.append(contentsOf: source[section.entries]) }
                body.append(contentsOf: added)
            }
        }
        return out
    }

    private func append(_ id: UInt8, to out: inout Bytes, _ fill: (inout Bytes) -> Void) {
        var body: Bytes = []
        fill(&body)
        out.append(id)
        out.appendVarint(body.count)
        out.append(contentsOf: body)
    }

    /// How many entries the section gains, and their bytes; nil when it stays as it is.
    private func additions(to id: UInt8) -> (count: Int, bytes: Bytes)? {
        switch id {
        case 1: growType == nil && code.needsGrow ? (1, [0x60, 1, 0x7f, 1, 0x7f]) : nil
        case 3: code.needsGrow ? (1, varint(growType ?? module.types.count)) : nil
        case 5: memories
        case 6: (2, [0x7e, 1, 0x42, 0, 0x0b, 0x7e, 1, 0x42, 0, 0x0b])
        case 7: exports
        case 10: bodies
        default: nil
        }
    }

    /// A type (i32) -> i32 that the module has already.
    private var growType: Int? {
        module.types.firstIndex { $0.parameters == [.i32] && $0.results == [.i32] }
    }

    private var memories: (count: Int, bytes: Bytes)? {
        guard let section = module.sections.first(where: { $0.id == 5 }) else { return nil }
        var bytes: Bytes = []
        for memory in module.memories.suffix(section.count) {
            bytes.append(1)
            bytes.appendVarint(Int(memory.initial))
            bytes.appendVarint(Int(GasInjector.pagesMax))
        }
        return (section.count, bytes)
    }

    private var exports: (count: Int, bytes: Bytes) {
        let first = module.globals.count
        var added: [(name: String, kind: WasmModule.Kind, index: Int)] = [
            (GasInjector.limitExport, .global, first),
            (GasInjector.exhaustedExport, .global, first + 1),
        ]
        // The network reaches a memory that nobody exports.
        if !module.memories.isEmpty, !module.exports.contains(where: { $0.kind == .memory }) {
            added.append((GasInjector.memoryExport, .memory, 0))
        }
        var bytes: Bytes = []
        for export in added {
            bytes.appendVarint(export.name.utf8.count)
            bytes += export.name.utf8
            bytes.append(export.kind.rawValue)
            bytes.appendVarint(export.index)
        }
        return (added.count, bytes)
    }

    private var bodies: (count: Int, bytes: Bytes)? {
        guard let section = module.sections.first(where: { $0.id == 10 }) else { return nil }
        guard code.needsGrow else { return (section.count, code.bodies) }
        let grow = GasGlobals(first: module.globals.count).growBody()
        return (section.count + 1, code.bodies + varint(grow.count) + grow)
    }

    private func varint(_ number: Int) -> Bytes {
        var bytes: Bytes = []
        bytes.appendVarint(number)
        return bytes
    }
}

extension Bytes {
    /// Unsigned LEB128, as short as can be.
    mutating func appendVarint(_ number: Int) {
        var rest = UInt64(number)
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    /// Signed LEB128, as short as can be.
    mutating func appendSignedVarint(_ number: Int64) {
        var rest = number
        while rest < -64 || rest > 63 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest) & 0x7f)
    }
}
