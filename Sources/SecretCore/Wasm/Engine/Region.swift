import SecretBase

/// Three little-endian 32-bit words in a contract's memory, by which it and the host name a run of
/// bytes: offset ‖ capacity ‖ length. Nothing that they say is believed.
///
/// Source: enclave protocol §5.2; contract-engine `wasm3/mod.rs`, `CWMemory`.
package enum Region {
    /// Where the bytes lie that the Region at `pointer` names. A pointer or an offset of 0 is none.
    package static func range(
        at pointer: UInt32, in memory: UnsafeRawBufferPointer
    ) throws(HostStop) -> Range<Int> {
        guard pointer != 0 else { throw .memoryRead }
        let offset = try word(at: Int(pointer), in: memory)
        let length = try word(at: Int(pointer) + 8, in: memory)
        guard offset != 0, offset + length <= memory.count else { throw .memoryRead }
        return offset..<(offset + length)
    }

    /// Copies `value` to where the Region at `pointer` has room, and sets its length. Here a pointer
    /// of 0 is a place like others, as in the enclave.
    package static func write(
        _ value: UnsafeRawBufferPointer, at pointer: UInt32,
        in memory: UnsafeMutableRawBufferPointer
    ) throws(HostStop) {
        let readable = UnsafeRawBufferPointer(memory)
        let offset = try word(at: Int(pointer), in: readable)
        let capacity = try word(at: Int(pointer) + 4, in: readable)
        guard offset != 0, capacity >= value.count, offset + value.count <= memory.count,
            Int(pointer) + 12 <= memory.count
        else { throw .memoryRead }
        memory[offset..<(offset + value.count)].copyBytes(from: value)
        memory.storeBytes(
            of: UInt32(value.count).littleEndian, toByteOffset: Int(pointer) + 8, as: UInt32.self)
    }

    private static func word(
        at index: Int, in memory: UnsafeRawBufferPointer
    ) throws(HostStop) -> Int {
        guard index + 4 <= memory.count else { throw .memoryRead }
        let word = memory.loadUnaligned(fromByteOffset: index, as: UInt32.self)
        return Int(UInt32(littleEndian: word))
    }
}
