import SecretBase
import SecretWasm
import Testing

/// The store check with the network's texts. Source: enclave protocol §6, parity-wasm 0.45.
struct StaticCheckTests {
    private func text(of bytes: Bytes) -> String? {
        do {
            _ = try StaticChecks.storeReport(of: bytes)
            return nil
        } catch {
            return error.text
        }
    }

    private static func unread(_ text: String) -> String {
        "Wasm bytecode could not be deserialized. Deserialization error: \"\(text)\""
    }

    @Test func `a v1 contract passes and tells its kind`() throws {
        let report = try StaticChecks.storeReport(of: Assembler.contractV1.bytes)
        #expect(report.dialect == .v1)
        #expect(!report.isIBC)
        #expect(report.features == [])
    }

    @Test func `a v0.10 contract passes and tells its kind`() throws {
        var module = Assembler()
        module.importFunction("debug_print", [i32])
        module.importFunction("db_scan", [i32, i32, i32], [i32])
        module.function([.get(0)], takes: [i32], gives: [i32])
        let names = ["cosmwasm_vm_version_3", "query", "init", "handle", "allocate", "deallocate"]
        for name in names { module.export(name) }
        #expect(try StaticChecks.storeReport(of: module.bytes).dialect == .v010)
    }

    @Test func `the first marker among the exports decides`() throws {
        var module = Assembler()
        module.function([])
        let old = ["query", "init", "handle", "cosmwasm_vm_version_3", "allocate", "deallocate"]
        for name in ["interface_version_8", "instantiate"] + old { module.export(name) }
        #expect(try StaticChecks.storeReport(of: module.bytes).dialect == .v1)
        #expect(try WasmModule(parsing: module.bytes).dialect == .v1)
    }

    @Test func `six exports make it speak IBC, and features are sorted`() throws {
        var module = Assembler.contractV1
        let names = ["channel_open", "channel_connect", "channel_close", "packet_receive"]
        for name in names + ["packet_ack"] { module.export("ibc_" + name) }
        #expect(try !StaticChecks.storeReport(of: module.bytes).isIBC)
        module.export("ibc_packet_timeout")
        for name in ["stargate", "random", ""] { module.export("requires_" + name) }
        module.export("requires_memory", kind: 2)
        let report = try StaticChecks.storeReport(of: module.bytes)
        #expect(report.isIBC)
        #expect(report.features == ["random", "stargate"])
    }

    @Test func `features that the network lacks are named, sorted`() {
        var module = Assembler.contractV1
        for name in ["sun", "staking", "nutrients"] { module.export("requires_" + name) }
        #expect(
            text(of: module.bytes)
                == "Wasm contract requires unsupported features: {\"nutrients\", \"sun\"}")
    }

    @Test func `one memory of at most 512 pages, without maximum`() {
        var module = Assembler.contractV1
        module.memories = []
        #expect(text(of: module.bytes) == "Wasm contract doesn't have a memory section")
        let header = Bytes(module.bytes[..<8])
        let one = "Wasm contract must contain exactly one memory"
        #expect(text(of: header + [5, 1, 0]) == one)
        module.memories = [[0, 9], [0, 9]]
        #expect(text(of: module.bytes) == one)
        module.memories = [[0] + Leb.unsigned(513)]
        #expect(
            text(of: module.bytes)
                == "Wasm contract memory's minimum must not exceed 512 pages.")
        module.memories = [[0] + Leb.unsigned(512)]
        #expect(text(of: module.bytes) == nil)
        module.memories = [[1, 1, 5]]
        #expect(
            text(of: module.bytes)
                == "Wasm contract memory's maximum must be unset. The host will set it for you.")
    }

    @Test func `what fits neither interface is told what either lacks`() {
        var module = Assembler()
        module.importFunction("db_write", [i32, i32])
        module.importFunction("open_\"door\"")
        module.function([])
        module.export("query")
        let text = text(of: module.bytes) ?? ""
        let start = """
            Contract is not CosmWasm v0.10 or v1. To support v0.10 please fix the former two \
            errors, to supports v1 please fix the latter two errors: \
            $[Err(StaticValidationErr { msg: "Wasm contract doesn't have required export: \
            \\"cosmwasm_vm_version_3\\". Exports required by VM: [\\"cosmwasm_vm_version_3\\", \
            \\"query\\", \\"init\\", \\"handle\\", \\"allocate\\", \\"deallocate\\"].", \
            backtrace: Backtrace(()) }), Err(StaticValidationErr { msg: "Wasm contract requires \
            unsupported import: \\"env.open_\\"door\\"\\". Imports supported by VM: \
            [\\"env.db_read\\", \\"env.db_write\\", 
            """.trimmingSuffix("\n")
        #expect(text.hasPrefix(start), "\(text)")
        #expect(text.utf8.count <= 4096)
    }

    @Test func `an interface that passes is Ok among the four`() {
        var module = Assembler.contractV1
        module.importFunction("humanize_address", [i32, i32], [i32])
        module.exports = [Assembler.name("interface_version_8") + [0, 0]]
        for name in ["allocate", "deallocate", "instantiate"] { module.export(name) }
        let text = text(of: module.bytes) ?? ""
        #expect(text.contains("Ok(()), Err(StaticValidationErr"), "\(text)")
        #expect(text.contains("unsupported import: \\\"env.humanize_address\\\""), "\(text)")
    }

    @Test func `imports must be functions of env`() {
        var module = Assembler.contractV1
        module.imports[0] = Assembler.name("env") + Assembler.name("db_read") + [3, i32, 0]
        #expect(
            text(of: module.bytes)?.contains(
                "requires non-function import: \\\"env.db_read\\\". Right now, all") == true)
        module.imports[0] = Assembler.name("wasi") + Assembler.name("db_read") + [0, 0]
        #expect(
            text(of: module.bytes)?.contains("unsupported import: \\\"wasi.db_read\\\"") == true)
    }

    @Test(
        arguments: [
            ([], "I/O Error: UnexpectedEof"),
            ([0, 0x61, 0x73], "I/O Error: UnexpectedEof"),
            ([0, 0x61, 0x73, 0x6e, 1, 0, 0, 0], "Invalid magic number at start of file"),
            ([0, 0x61, 0x73, 0x6d, 2, 0, 0, 0], "Unsupported wasm version 2"),
        ] as [(Bytes, String)])
    func `a file that is no module is called so`(_ bytes: Bytes, _ reason: String) {
        #expect(text(of: bytes) == Self.unread(reason))
    }

    @Test(
        arguments: [
            ([13, 0], "Invalid section id: 13"),
            ([200], "Invalid section id: 200"),
            ([1], "I/O Error: UnexpectedEof"),
            ([1, 5, 0], "I/O Error: UnexpectedEof"),
            ([1, 2, 0, 0], "I/O Error: InvalidData"),
            ([1, 0x80, 0x80, 0x80, 0x80, 0x10], "Not a signed 32-bit integer"),
            ([1, 0x80, 0x80, 0x80, 0x80, 0x80], "Not an unsigned 32-bit integer"),
            ([1, 2, 1, 0x61], "Unknown function form (97)"),
            ([1, 4, 1, 0x60, 1, 0x7b], "Invalid or unknown value type -5"),
            ([1, 4, 1, 0x60, 1, 0x80], "Not a signed 7-bit integer: 128"),
            (
                [1, 6, 1, 0x60, 0, 2, 0x7f, 0x7f],
                "Enable the multi_value feature to deserialize more than one function result"
            ),
            ([2, 4, 1, 0, 0, 4], "Unknown external kind 4"),
            ([2, 3, 1, 1, 0xff], "Non-UTF-8 string"),
            ([0, 2, 1, 0xff], "Non-UTF-8 string"),
            ([4, 3, 1, 0x6f, 0], "Unknown table element type -17"),
            ([5, 2, 1, 3], "Invalid limits flags (3)"),
            ([6, 3, 1, 0x7f, 2], "Not an unsigned 1-bit integer: 2"),
            ([7, 3, 1, 0, 4], "Unknown internal kind 4"),
            ([5, 1, 0, 1, 1, 0], "Sections out of order"),
            ([5, 1, 0, 5, 1, 0], "Duplicated sections (5)"),
            ([12, 1, 0, 9, 1, 0], "Sections out of order"),
            ([3, 2, 1, 0], "Number of function body entries and signatures does not match"),
        ] as [(Bytes, String)])
    func `a faulty section has its own text`(_ section: Bytes, _ reason: String) {
        let header: Bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
        #expect(text(of: header + section) == Self.unread(reason))
    }

    @Test(
        arguments: [
            ([0xfc, 0x0a], "Unknown opcode 252"),
            ([0x1c], "Unknown opcode 28"),
            ([0xd0], "Unknown opcode 208"),
            ([0x02, 0x00], "Invalid or unknown block type 0"),
            ([0x02, 0x7b], "Invalid or unknown block type -5"),
            ([0x11, 0, 1], "Invalid table reference (1)"),
            ([0x3f, 1], "Invalid memory reference (1)"),
            ([0x40, 2], "Invalid memory reference (2)"),
            ([0x41, 0x80, 0x80, 0x80, 0x80, 0x08], "Not a signed 32-bit integer"),
            ([0x41, 0xff, 0xff, 0xff, 0xff, 0x6f], "Not a signed 32-bit integer"),
            ([0x41, 0x80, 0x80, 0x80, 0x80, 0x80], "Not a signed 32-bit integer"),
            (
                [0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
                "Not a signed 64-bit integer"
            ),
            ([0x0b], "I/O Error: InvalidData"),
            ([0x02, 0x40], "I/O Error: UnexpectedEof"),
        ] as [(Bytes, String)])
    func `a faulty body has its own text`(_ code: Bytes, _ reason: String) {
        var module = Assembler()
        module.function([code])
        #expect(text(of: module.bytes) == Self.unread(reason))
    }

    @Test func `locals are summed`() {
        var module = Assembler()
        module.function([])
        module.bodies = [[2, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x7f, 1, 0x7f, 0x0b]]
        #expect(text(of: module.bytes) == Self.unread("Too many locals"))
    }

    /// Types and indexes are nobody's business at the store.
    @Test func `what only the enclave refuses passes`() throws {
        var module = Assembler.contractV1
        module.function([.call(99), .drop, .drop, .br(7)])
        module.start = 500
        _ = try StaticChecks.storeReport(of: module.bytes)
        #expect(throws: WasmError.self) { try WasmModule(parsing: module.bytes) }
    }

    @Test func `every truncation has a text`() {
        let bytes = WasmModuleTests.whole.bytes
        for count in bytes.indices {
            #expect(text(of: Bytes(bytes[..<count])) != nil)
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
