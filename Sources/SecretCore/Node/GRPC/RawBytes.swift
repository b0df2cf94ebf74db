import GRPCCore
import SecretBase

/// Messages as they lie on the wire: handlers read and write them themselves.
struct RawBytes: MessageSerializer, MessageDeserializer {
    func serialize<Buffer: GRPCContiguousBytes>(_ message: Bytes) throws -> Buffer {
        Buffer(message)
    }

    func deserialize<Buffer: GRPCContiguousBytes>(_ buffer: Buffer) throws -> Bytes {
        buffer.withUnsafeBytes { Bytes($0) }
    }
}
