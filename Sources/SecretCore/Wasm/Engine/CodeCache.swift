import CWasmtime
import Glibc
import SecretBase

/// Compiled code on disk: one file a code, in a folder that only we may write.
///
/// Loading such a file runs native code. So each ends with what tells that it is whole and whose it
/// is: mark (16) ‖ code hash (32) ‖ flags (8, little endian) ‖ checksum of all before it (8).
/// Anything amiss is as if there were no file.
struct CodeCache: Sendable {
    /// Flag: the original module has float instructions.
    static let hasFloats: UInt64 = 1

    private static let mark = Array("secretctl-cwasm1".utf8)
    private static let hashCount = 32
    private static let tailCount = mark.count + hashCount + 16

    let folder: PrivateFolder

    /// What compiled the code is part of its name; Wasmtime itself also compares configuration and
    /// processor.
    static func fileName(of hash: Bytes) -> String {
        let parts = [
            Hex.encode(hash), "g\(GasInjector.version)", "w\(Wasmtime.version)",
            "c\(Wasmtime.configuration)",
        ]
        return parts.joined(separator: "-") + ".cwasm"
    }

    /// Code that was stored under `hash`, loaded by mapping its file.
    func load(_ hash: Bytes, into engine: Wasmtime) -> (module: OpaquePointer, flags: UInt64)? {
        guard let file = folder.open(Self.fileName(of: hash)),
            let flags = Self.flags(of: file, hash: hash)
        else { return nil }
        var module: OpaquePointer?
        // By its descriptor: the file that was checked, whatever happens to its name.
        let path = "/proc/self/fd/\(file.number)"
        if let error = wasmtime_module_deserialize_file(engine.raw, path, &module) {
            wasmtime_error_delete(error)
            return nil
        }
        return module.map { ($0, flags) }
    }

    /// Keeps compiled code; a disk that is full or not ours only means that nothing is kept.
    func store(_ module: OpaquePointer, flags: UInt64, under hash: Bytes) {
        var serialized = wasm_byte_vec_t()
        if let error = wasmtime_module_serialize(module, &serialized) {
            wasmtime_error_delete(error)
            return
        }
        var bytes = Bytes()
        bytes.reserveCapacity(serialized.size + Self.tailCount)
        bytes += UnsafeRawBufferPointer(start: serialized.data, count: serialized.size)
        wasm_byte_vec_delete(&serialized)
        bytes += Self.mark
        bytes += hash
        withUnsafeBytes(of: flags.littleEndian) { bytes += $0 }
        let sum = cwasmtime_checksum(bytes, bytes.count)
        withUnsafeBytes(of: sum.littleEndian) { bytes += $0 }
        _ = folder.replace(Self.fileName(of: hash), with: bytes)
    }

    private static func flags(
        of file: borrowing PrivateFolder.Descriptor, hash: Bytes
    ) -> UInt64? {
        let count = file.byteCount
        guard hash.count == hashCount, count > tailCount,
            let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, file.number, 0),
            address != MAP_FAILED
        else { return nil }
        defer { munmap(address, count) }
        let bytes = UnsafeRawBufferPointer(start: address, count: count)
        let tail = bytes[(count - tailCount)...]
        guard tail.prefix(mark.count).elementsEqual(mark),
            tail.dropFirst(mark.count).prefix(hashCount).elementsEqual(hash)
        else { return nil }
        let sum = bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        let isWhole =
            UInt64(littleEndian: sum)
            == cwasmtime_checksum(address.assumingMemoryBound(to: UInt8.self), count - 8)
        let flags = bytes.loadUnaligned(fromByteOffset: count - 16, as: UInt64.self)
        return isWhole ? UInt64(littleEndian: flags) : nil
    }
}
