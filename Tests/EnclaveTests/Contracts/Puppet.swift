import SecretBase

/// A contract made by hand for one test: its entries do what they are told and return fixed text.
///
/// One page of memory; data from 1024 up, then the heap, which only grows.
struct Puppet {
    enum Step {
        case write(String, String)
        case remove(String)
        case read(String)
        /// Returns what the chain answers to this query.
        case query(String)
        case evaporate(Int32)
        case fail
        /// An endless loop: only gas ends it.
        case spin
        /// What the entry returns; the last step.
        case text(String)
        /// Returns the value under this name as it is; it must be there.
        case value(String)
        /// Keeps the argument of this number under this name.
        case keep(String, Int)
    }

    var isLegacy = false
    var features: [String] = []
    var entries: [(name: String, arguments: Int, steps: [Step])] = []
    var initialPages: UInt32 = 2

    private enum Import: UInt32, CaseIterable {
        case read, write, remove, query, evaporate

        var name: String {
            switch self {
            case .read: "db_read"
            case .write: "db_write"
            case .remove: "db_remove"
            case .query: "query_chain"
            case .evaporate: "gas_evaporate"
            }
        }

        /// Place in the list of types below.
        var type: UInt32 { self == .write ? 1 : self == .remove ? 2 : 0 }
    }

    /// The module.
    var code: Bytes {
        var data = DataSegment()
        let bodies = entries.map { Self.body($0.steps, &data) }
        let imports = UInt32(Import.allCases.count)
        let marker = isLegacy ? "cosmwasm_vm_version_3" : "interface_version_8"
        // Functions: the imports, marker and features (nothing), allocate, deallocate, entries.
        var exports: [(String, UInt32)] = [(marker, imports)]
        exports += features.map { ($0, imports) }
        exports += [("allocate", imports + 1), ("deallocate", imports + 2)]
        for (index, entry) in entries.enumerated() {
            exports.append((entry.name, imports + 3 + UInt32(index)))
        }
        var module = Bytes([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])
        module += Self.section(1, Self.vector(Self.types))
        module += Self.section(
            2,
            Self.vector(
                Import.allCases.map {
                    Self.name("env") + Self.name($0.name) + [0] + Self.number($0.type)
                }))
        let types: [UInt32] = [3, 0, 2] + entries.map { UInt32(3 + $0.arguments) }
        module += Self.section(3, Self.vector(types.map(Self.number)))
        module += Self.section(5, Self.vector([[0] + Self.number(initialPages)]))
        // The heap's end.
        module += Self.section(
            6, Self.vector([[0x7f, 1, 0x41] + Self.signed(Int64(data.end + 16)) + [0x0b]]))
        module += Self.section(
            7,
            Self.vector(
                [Self.name("memory") + [2, 0]]
                    + exports.map { Self.name($0.0) + [0] + Self.number($0.1) }))
        let code = [Self.nothing, Self.allocate, Self.nothing] + bodies
        module += Self.section(10, Self.vector(code.map { Self.number(UInt32($0.count)) + $0 }))
        module += Self.section(
            11,
            Self.vector([
                [0, 0x41] + Self.signed(Int64(DataSegment.start)) + [0x0b]
                    + Self.number(UInt32(data.bytes.count)) + data.bytes
            ]))
        return module
    }

    // (i32)->i32, (i32 i32)->(), (i32)->(), ()->(), then (i32 × n)->i32 for n = 1, 2, 3.
    private static let types: [Bytes] = [
        [0x60, 1, 0x7f, 1, 0x7f], [0x60, 2, 0x7f, 0x7f, 0], [0x60, 1, 0x7f, 0], [0x60, 0, 0],
        [0x60, 1, 0x7f, 1, 0x7f], [0x60, 2, 0x7f, 0x7f, 1, 0x7f],
        [0x60, 3, 0x7f, 0x7f, 0x7f, 1, 0x7f],
    ]

    private static let nothing: Bytes = [0, 0x0b]

    /// Region at the heap's end {offset: 12 behind, capacity: size}; the end moves behind both.
    private static let allocate: Bytes = [
        1, 1, 0x7f,  // one local: the Region
        0x23, 0, 0x21, 1,  // region = heap
        0x20, 1, 0x20, 1, 0x41, 12, 0x6a, 0x36, 2, 0,  // offset
        0x20, 1, 0x20, 0, 0x36, 2, 4,  // capacity
        0x20, 1, 0x20, 0, 0x6a, 0x41, 16, 0x6a, 0x24, 0,  // heap = region + size + 16
        0x20, 1, 0x0b,
    ]

    private static func body(_ steps: [Step], _ data: inout DataSegment) -> Bytes {
        func region(_ text: String, _ data: inout DataSegment) -> Bytes {
            [0x41] + signed(Int64(data.region(Bytes(text.utf8))))
        }
        func call(_ import: Import) -> Bytes { [0x10] + number(`import`.rawValue) }
        var code: Bytes = [0]
        for step in steps {
            switch step {
            case .write(let name, let value):
                code += region(name, &data) + region(value, &data) + call(.write)
            case .remove(let name): code += region(name, &data) + call(.remove)
            case .read(let name): code += region(name, &data) + call(.read) + [0x1a]
            case .query(let request): code += region(request, &data) + call(.query)
            case .evaporate(let amount):
                code += [0x41] + signed(Int64(amount)) + call(.evaporate) + [0x1a]
            case .fail: code += [0x00]
            case .spin: code += [0x03, 0x40, 0x0c, 0, 0x0b, 0x00]
            case .text(let text): code += region(text, &data)
            case .value(let name): code += region(name, &data) + call(.read)
            case .keep(let name, let index):
                code += region(name, &data) + [0x20, UInt8(index)] + call(.write)
            }
        }
        return code + [0x0b]
    }

    /// Regions {offset, capacity, length} with their bytes behind them.
    private struct DataSegment {
        static let start: UInt32 = 1_024
        private(set) var bytes: Bytes = []
        var end: UInt32 { Self.start + UInt32(bytes.count) }

        mutating func region(_ value: Bytes) -> UInt32 {
            let pointer = end
            for word in [pointer + 12, UInt32(value.count), UInt32(value.count)] {
                withUnsafeBytes(of: word.littleEndian) { bytes += $0 }
            }
            bytes += value
            while bytes.count % 4 != 0 { bytes.append(0) }
            return pointer
        }
    }

    // MARK: binary format

    private static func section(_ id: UInt8, _ content: Bytes) -> Bytes {
        [id] + number(UInt32(content.count)) + content
    }

    private static func vector(_ items: [Bytes]) -> Bytes {
        number(UInt32(items.count)) + items.flatMap { $0 }
    }

    private static func name(_ text: String) -> Bytes {
        number(UInt32(text.utf8.count)) + Bytes(text.utf8)
    }

    private static func number(_ value: UInt32) -> Bytes {
        var rest = value
        var bytes = Bytes()
        repeat {
            let low = UInt8(rest & 0x7f)
            rest >>= 7
            bytes.append(rest == 0 ? low : low | 0x80)
        } while rest != 0
        return bytes
    }

    private static func signed(_ value: Int64) -> Bytes {
        var rest = value
        var bytes = Bytes()
        while true {
            let low = UInt8(truncatingIfNeeded: rest & 0x7f)
            rest >>= 7
            let isLast = (rest == 0 && low & 0x40 == 0) || (rest == -1 && low & 0x40 != 0)
            bytes.append(isLast ? low : low | 0x80)
            if isLast { return bytes }
        }
    }
}
