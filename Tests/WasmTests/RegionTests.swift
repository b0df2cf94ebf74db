import SecretBase
import SecretWasm
import Testing

/// Access to what a contract names in its memory.
struct RegionTests {
    private static let size = 4096

    /// A memory with a Region at 16 that names `length` bytes at `offset`.
    private func memory(offset: UInt32, capacity: UInt32 = 64, length: UInt32) -> Bytes {
        var bytes = (0..<Self.size).map { UInt8(truncatingIfNeeded: $0) }
        for (index, word) in [offset, capacity, length].enumerated() {
            withUnsafeBytes(of: word.littleEndian) {
                bytes.replaceSubrange((16 + 4 * index)..<(20 + 4 * index), with: $0)
            }
        }
        return bytes
    }

    private func range(at pointer: UInt32, in memory: Bytes) -> Range<Int>? {
        memory.withUnsafeBytes { try? Region.range(at: pointer, in: $0) }
    }

    private func write(_ value: Bytes, at pointer: UInt32, in memory: inout Bytes) -> Bool {
        memory.withUnsafeMutableBytes { memory in
            value.withUnsafeBytes { (try? Region.write($0, at: pointer, in: memory)) != nil }
        }
    }

    @Test("a Region is read where it says, up to the memory's last byte")
    func reads() {
        #expect(range(at: 16, in: memory(offset: 100, length: 5)) == 100..<105)
        #expect(range(at: 16, in: memory(offset: 100, length: 0)) == 100..<100)
        // The capacity is not looked at.
        #expect(range(at: 16, in: memory(offset: 100, capacity: 0, length: 5)) == 100..<105)
        let last = UInt32(Self.size)
        #expect(
            range(at: 16, in: memory(offset: last - 5, length: 5)) == (Self.size - 5)..<Self.size)
        #expect(range(at: 16, in: memory(offset: last, length: 0)) == Self.size..<Self.size)
    }

    @Test(
        "a Region that reaches beyond the memory, or sums that do not fit, read nothing",
        arguments: [
            (0, 5), (4092, 5), (4096, 1), (4097, 0), (.max, 0), (.max, .max), (1, .max),
            (0x8000_0000, 0x8000_0000), (0xffff_f000, 0x2000),
        ] as [(UInt32, UInt32)])
    func wildRegions(_ offset: UInt32, _ length: UInt32) {
        #expect(range(at: 16, in: memory(offset: offset, length: length)) == nil)
    }

    @Test(
        "a pointer to where no Region fits reads nothing",
        arguments: [0, 4085, 4086, 4092, 4095, 4096, 4097, .max, .max - 8, .max - 11] as [UInt32])
    func wildPointers(_ pointer: UInt32) {
        #expect(range(at: pointer, in: memory(offset: 100, length: 5)) == nil)
        var bytes = memory(offset: 100, length: 5)
        let before = bytes
        guard pointer != 0 else { return }
        #expect(!write([1], at: pointer, in: &bytes))
        #expect(bytes == before)
    }

    @Test("writing copies the bytes and sets the length, and nothing else")
    func writes() {
        var bytes = memory(offset: 100, capacity: 4, length: 0)
        var wanted = bytes
        wanted.replaceSubrange(100..<104, with: [9, 8, 7, 6])
        wanted[24] = 4
        #expect(write([9, 8, 7, 6], at: 16, in: &bytes))
        #expect(bytes == wanted)
        #expect(range(at: 16, in: bytes) == 100..<104)
        #expect(write([], at: 16, in: &bytes))
        #expect(range(at: 16, in: bytes) == 100..<100)
    }

    @Test("a Region without the room takes nothing and stays as it was")
    func refusesWrites() {
        for (offset, capacity) in [
            (100, 3), (0, 64), (4093, 64), (.max, .max), (4096, 4),
        ] as [(UInt32, UInt32)] {
            var bytes = memory(offset: offset, capacity: capacity, length: 1)
            let before = bytes
            #expect(!write([1, 2, 3, 4], at: 16, in: &bytes), "\(offset) \(capacity)")
            #expect(bytes == before)
        }
    }

    @Test("writing to a pointer of 0 works where a Region lies there, as in the enclave")
    func writesAtZero() {
        var bytes = Bytes(repeating: 0, count: 64)
        bytes[0] = 32
        bytes[4] = 8
        #expect(write([5], at: 0, in: &bytes))
        #expect(bytes[32] == 5)
        #expect(bytes[8] == 1)
        #expect(range(at: 0, in: bytes) == nil)
    }

    @Test("an empty memory has no Regions")
    func emptyMemory() {
        var bytes = Bytes()
        #expect(range(at: 1, in: bytes) == nil)
        #expect(!write([], at: 0, in: &bytes))
    }
}

/// The same through a contract's own memory and `allocate`.
@Suite(.needsEngine)
struct AllocationTests {
    private typealias Module = TestModule

    @Test("what the host puts into a contract's memory can be read back")
    func roundTrip() throws {
        let instance = try TestEngine.instance(Module())
        let values: [Bytes] = [[], [1], Bytes(repeating: 7, count: 1000), Bytes(0...255)]
        let pointers = try values.map { try instance.allocateRegion($0) }
        for (pointer, value) in zip(pointers, values) {
            #expect(try instance.readRegion(at: pointer) == value)
        }
        #expect(pointers[1] > pointers[0])
        try instance.writeRegion([4, 5], at: pointers[2])
        #expect(try instance.readRegion(at: pointers[2]) == [4, 5])
        // `allocate` costs gas like all that the contract does.
        #expect(instance.gasLeft < 10_000_000)
    }

    @Test("a contract without a fitting allocate, or one that fails, gets nothing")
    func failingAllocate() throws {
        var modules: [Module] = [Module(allocates: false)]
        for code in [Module.unreachable, Module.loop([0x0c, 0]) + Module.i32(16)] {
            modules.append(Module(allocates: false))
            modules[modules.count - 1].function("allocate", [.i32], [.i32], code)
        }
        modules.append(Module(allocates: false))
        modules[3].function("allocate", [.i64], [.i32], Module.i32(16))
        modules.append(Module(allocates: false))
        modules[4].function("allocate", [.i32], [], [])
        for module in modules {
            let instance = try TestEngine.instance(module)
            #expect(throws: HostStop.memoryAllocation) { try instance.allocateRegion([1]) }
        }
    }

    @Test("an allocate that runs out of gas leaves its mark for the bill")
    func outOfGas() throws {
        let instance = try TestEngine.instance(Module(), gas: 10)
        #expect(throws: HostStop.memoryAllocation) { try instance.allocateRegion([1]) }
        #expect(instance.gasExhausted > 0)
    }

    @Test(
        "an allocate that gives a wild pointer writes nowhere",
        arguments: [-1, 65_528, 65_536, 0x7fff_ffff] as [Int32])
    func wildPointer(_ pointer: Int32) throws {
        var module = Module(allocates: false)
        module.function("allocate", [.i32], [.i32], Module.i32(pointer))
        let instance = try TestEngine.instance(module)
        #expect(throws: HostStop.memoryRead) { try instance.allocateRegion([1]) }
    }

    @Test("an allocate that calls the host is where the enclave panics")
    func reentrantAllocate() throws {
        var module = Module(allocates: false)
        let read = module.imported("db_read", [.i32], [.i32])
        module.function("allocate", [.i32], [.i32], Module.i32(16) + Module.call(read))
        module.entry("run", Module.i32(16) + Module.call(read))
        let reading = HostFunction(name: "db_read", parameters: [.i32], results: [.i32]) {
            instance, _, _, _ throws(HostStop) in
            UInt64(try instance.allocateRegion([1, 2, 3]))
        }
        let instance = try TestEngine.instance(module, imports: [reading])
        #expect(throws: HostStop.reentered) { try instance.allocateRegion([1]) }
        #expect(throws: WasmTrap.host(.reentered)) { try instance.call("run", []) }
    }

    @Test("memory that has grown, and moved, is found again")
    func growingMemory() throws {
        var module = Module(allocates: false)
        // Each call grows by a page and puts the Region at its start.
        let grown = Module.i32(1) + Module.grow + Module.i32(65_536) + [0x6c] + Module.set(1)
        let region =
            Module.get(1) + Module.get(1) + Module.i32(12) + Module.add + Module.store()
            + Module.get(1) + Module.i32(60_000) + Module.store(4) + Module.get(1)
        module.function("allocate", [.i32], [.i32], locals: [.i32], grown + region)
        let instance = try TestEngine.instance(module)
        let first = try instance.allocateRegion(Bytes(repeating: 1, count: 60_000))
        let second = try instance.allocateRegion(Bytes(repeating: 2, count: 60_000))
        #expect(first == 65_536 && second == 131_072)
        #expect(try instance.readRegion(at: first) == Bytes(repeating: 1, count: 60_000))
        #expect(try instance.readRegion(at: second) == Bytes(repeating: 2, count: 60_000))
    }

    @Test("a memory that the contract does not export, or calls otherwise, is found")
    func unnamedMemory() throws {
        var hidden = Module()
        hidden.memoryName = nil
        var renamed = Module()
        renamed.memoryName = "mem"
        renamed.function("memory", [], [], [])
        for module in [hidden, renamed] {
            let instance = try TestEngine.instance(module)
            let pointer = try instance.allocateRegion([1, 2, 3])
            #expect(try instance.readRegion(at: pointer) == [1, 2, 3])
        }
    }
}
