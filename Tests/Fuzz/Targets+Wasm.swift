import Foundation
import SecretBase
import SecretWasm

extension FuzzTarget {
    /// Contracts' modules: what is stored, and what is run.
    static func wasm() -> [FuzzTarget] {
        let metering = FuzzTarget("wasm-metering", seeds: Array(modules.prefix(2))) { bytes in
            guard try accepted({ try WasmModule(parsing: bytes) }) != nil else { return false }
            return try meters(bytes)
        }
        // Any bytes at all are choices of instructions.
        let programs = FuzzTarget("wasm-program", seeds: modules + texts) { bytes in
            var program = ProgramMaker(choices: bytes)
            let module = program.module()
            guard try !modulesAreChecked || engine.validates(module) else {
                throw FuzzFault(description: "the program made is not valid")
            }
            return try meters(module)
        }
        let store = FuzzTarget("wasm-store-check", seeds: Array(modules.prefix(1))) { bytes in
            try accepted { try StaticChecks.storeReport(of: bytes) } != nil
        }
        return [store, metering, programs, region()]
    }

    /// Region access: the first four bytes are the pointer, the rest is the memory.
    private static func region() -> FuzzTarget {
        let good: Bytes = [8, 0, 0, 0] + Bytes(repeating: 0, count: 8) + [24, 0, 0, 0, 6, 0, 0, 0]
        return FuzzTarget("region", seeds: [good + [4, 0, 0, 0] + Bytes(1...10)]) { bytes in
            guard bytes.count >= 4 else { return false }
            let pointer = bytes.prefix(4).reversed().reduce(0) { $0 << 8 | UInt64($1) }
            var memory = Bytes(bytes.dropFirst(4))
            // The same in numbers that cannot overflow.
            func word(_ index: UInt64) -> UInt64? {
                guard index + 4 <= UInt64(memory.count) else { return nil }
                return (0..<4).reversed().reduce(0) { $0 << 8 | UInt64(memory[Int(index) + $1]) }
            }
            let place = UInt32(truncatingIfNeeded: pointer)
            let (offset, room, length) = (word(pointer), word(pointer + 4), word(pointer + 8))
            let isFree = offset != 0 && offset != nil
            let count = UInt64(memory.count)
            let range = try accepted {
                try memory.withUnsafeBytes { try Region.range(at: place, in: $0) }
            }
            let isReadable =
                pointer != 0 && isFree && length.map { (offset ?? 0) + $0 <= count } ?? false
            try FuzzFault.unlessEqual(range != nil, isReadable)
            if let range {
                try FuzzFault.unlessEqual(UInt64(range.lowerBound), offset ?? 0)
                try FuzzFault.unlessEqual(UInt64(range.count), length ?? 0)
            }
            let value = Bytes(repeating: 0xee, count: Int(bytes[0] & 15))
            let isWritable =
                isFree && length != nil && (room ?? 0) >= UInt64(value.count)
                && (offset ?? 0) + UInt64(value.count) <= count
            let before = memory
            let isWritten =
                try accepted {
                    try memory.withUnsafeMutableBytes { memory in
                        try value.withUnsafeBytes { try Region.write($0, at: place, in: memory) }
                    }
                } != nil
            try FuzzFault.unlessEqual(isWritten, isWritable)
            if !isWritten { try FuzzFault.unlessEqual(memory, before) }
            return isReadable
        }
    }

    private static let engine = WasmEngine(
        libraries: WasmLibrary.candidates(
            named: ProcessInfo.processInfo.environment[WasmLibrary.setting],
            executable: (try? FileManager.default.destinationOfSymbolicLink(
                atPath: "/proc/self/exe")) ?? ""),
        cache: nil)
    private static let modulesAreChecked = (try? engine.load()) != nil

    /// Metering keeps what was valid valid, and adds what it says and nothing else.
    private static func meters(_ bytes: Bytes) throws -> Bool {
        let before = try WasmModule(parsing: bytes)
        guard let metered = try accepted({ try GasInjector.inject(bytes) }) else { return false }
        let after = try WasmModule(parsing: metered)
        let named = after.exports.filter { $0.name != GasInjector.memoryExport }
        try FuzzFault.unlessEqual(named.count, before.exports.count + 2)
        try FuzzFault.unlessEqual(after.globals.count, before.globals.count + 2)
        try FuzzFault.unlessEqual(after.imports, before.imports)
        if modulesAreChecked, try engine.validates(bytes), try !engine.validates(metered) {
            throw FuzzFault(description: "metering made a valid module invalid")
        }
        return true
    }

    private static let texts: [Bytes] = [
        Bytes((0...255).map { UInt8($0) }), Bytes((0...255).map { UInt8($0 * 73 & 0xff) }),
    ]

    /// A v1 contract, a module with every section, and metered code.
    private static let modules: [Bytes] = [
        """
        AGFzbQEAAAABCgJgAX8Bf2AAAX8CDwEDZW52B2RiX3JlYWQAAAMDAgABBQMBAAEHTAYTaW50\
        ZXJmYWNlX3ZlcnNpb25fOAABCGFsbG9jYXRlAAEKZGVhbGxvY2F0ZQABC2luc3RhbnRpYXRl\
        AAEGbWVtb3J5AgADcnVuAAIKLQIEACAACyYBAX9BAyEAA0AgAEEBayIADQALIABAAA8CQEEE\
        BEAPBQwBCwsBCw==
        """,
        """
        AGFzbQEAAAAACARuYW1lAQIDAAEAARQEYAF/AX9gAAF+YAJ/fgF/YAF9AAIfAgNlbnYHZGJf\
        cmVhZAAAA2VudgljaGVja19nYXMAAQMDAgIDBAQBcAACBQMBAAEGEAJ/AUF7C34AQoCAgICA\
        IAsHIgQDcnVuAAIGbWVtb3J5AgAFdGFibGUBAAdjb3VudGVyAwEIAQMJCAEAQQALAgIDDAEC\
        CikCFgIDfwF+AkAgAA0AA0AMAQsLIAIQAAsQACAAGkEBBH9BAQVBfwsaCwsPAgBBCAsDAQID\
        AgBBAAsA
        """,
        """
        AGFzbQEAAAABCgJgAX8Bf2AAAX8CDwEDZW52B2RiX3JlYWQAAAMEAwABAAUFAQEBwAEGCwJ+\
        AUIAC34BQgALB24IE2ludGVyZmFjZV92ZXJzaW9uXzgAAQhhbGxvY2F0ZQABCmRlYWxsb2Nh\
        dGUAAQtpbnN0YW50aWF0ZQABBm1lbW9yeQIAA3J1bgACCWdhc19saW1pdAMAE2dhc19saW1p\
        dF9leGhhdXN0ZWQDAQqrAQMYACMAQgJUBEBCAiQBAAsjAEICfSQAIAALQwEBfyMAQgxUBEBC\
        DCQBAAsjAEIMfSQAQQMhAANAIwBCClQEQEIKJAEACyMAQgp9JAAgAEEBayIADQALIAAQA0AA\
        DwtMAQF+IwBCHFQEQEIcJAEACyMAQhx9JAAgAKxCgMAAfiEBIwAgAVQEQCMAQgZUBEBCBiQB\
        AAsjAEIGfSQAIAEkAQALIwAgAX0kACAACw==
        """,
    ].compactMap { try? Base64.decode($0) }
}

/// Makes a valid module out of choices: blocks, branches and dead code in every nesting.
struct ProgramMaker {
    private var choices: ArraySlice<UInt8>
    private var code: Bytes = []
    /// For each open block whether it is a `then`.
    private var blocks: [Bool] = []

    init(choices: Bytes) { self.choices = choices.prefix(2000) }

    /// One function without parameters; every instruction leaves the stack as it was.
    mutating func module() -> Bytes {
        while let choice = choices.popFirst() { append(choice) }
        for _ in blocks { code.append(0x0b) }
        let body = [1, 1, 0x7f] + code + [0x0b]
        var module: Bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
        for (id, contents) in [
            (1, [1, 0x60, 0, 0]), (3, [1, 0]), (5, [1, 0, 1]), (7, [1, 1, 0x72, 0, 0]),
            (10, [1] + Self.length(body.count) + body),
        ] as [(UInt8, Bytes)] {
            module += [id] + Self.length(contents.count) + contents
        }
        return module
    }

    private mutating func append(_ choice: UInt8) {
        let label = blocks.isEmpty ? 0 : choice / 16 % UInt8(min(blocks.count, 100))
        switch choice % 16 {
        case 0, 1: open(0x02, isThen: false)
        case 2: open(0x03, isThen: false)
        case 3, 4:
            code += [0x20, 0]
            open(0x04, isThen: true)
        case 5 where blocks.last == true:
            code.append(0x05)
            blocks[blocks.count - 1] = false
        case 6, 7:
            if blocks.popLast() != nil { code.append(0x0b) }
        case 8: code += [0x0c, label]
        case 9: code += [0x20, 0, 0x0d, label]
        case 10: code += [0x20, 0, 0x0e, 1, label, 0]
        case 11: code.append(choice < 128 ? 0x0f : 0x00)
        case 12: code += [0x20, 0, 0x40, 0, 0x1a]
        case 13: code.append(0x01)
        default: code += [0x20, 0, 0x41, choice & 0x3f, 0x6a, 0x21, 0]
        }
    }

    private mutating func open(_ opcode: UInt8, isThen: Bool) {
        code += [opcode, 0x40]
        blocks.append(isThen)
    }

    private static func length(_ count: Int) -> Bytes {
        [UInt8(count & 0x7f) | 0x80, UInt8(count >> 7 & 0x7f) | 0x80, UInt8(count >> 14)]
    }
}
