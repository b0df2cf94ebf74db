internal import CZlib
package import SecretBase

/// Packs a stream in zlib's form (RFC 1950), piece by piece.
package final class ZlibPacker {
    /// What it has packed comes here, in pieces that must not be kept.
    package typealias Output = (UnsafeRawBufferPointer) throws -> Void

    private let stream: StreamPlace

    /// `level` is 1 (fast) to 9 (small).
    package init(level: Int32) {
        stream = StreamPlace { deflateEnd($0) }
        precondition(
            secret_zlib_deflate_start(stream.pointer, level) == Z_OK,
            "zlib needs memory and nothing else")
    }

    package func pack(_ bytes: Bytes, into output: Output) throws {
        try stream.run(bytes, output) { deflate($0, Z_NO_FLUSH) }
    }

    /// Ends the stream; nothing may follow.
    package func finish(into output: Output) throws {
        while try stream.run([], output, { deflate($0, Z_FINISH) }) != Z_STREAM_END {}
    }
}

/// Unpacks what `ZlibPacker` and others packed, piece by piece.
package final class ZlibUnpacker {
    private let stream: StreamPlace
    /// Whether the stream has come to its end, its checksum included.
    package private(set) var isAtEnd = false

    package init() {
        stream = StreamPlace { inflateEnd($0) }
        precondition(
            secret_zlib_inflate_start(stream.pointer) == Z_OK,
            "zlib needs memory and nothing else")
    }

    /// Throws `.malformed` for what is no such stream, and for bytes behind its end.
    package func unpack(_ bytes: Bytes, into output: ZlibPacker.Output) throws {
        guard !bytes.isEmpty else { return }
        guard !isAtEnd else { throw WireError.malformed("zlib: bytes behind the end") }
        let status = try stream.run(bytes, output) { inflate($0, Z_NO_FLUSH) }
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
            throw WireError.malformed("zlib: the data are damaged")
        }
        isAtEnd = status == Z_STREAM_END
        guard !isAtEnd || stream.pointer.pointee.avail_in == 0 else {
            throw WireError.malformed("zlib: bytes behind the end")
        }
    }
}

/// A `z_stream` at a fixed place, as zlib wants it, with room for its output.
private final class StreamPlace {
    let pointer: UnsafeMutablePointer<z_stream>
    private let room: UnsafeMutableRawBufferPointer
    private let end: (UnsafeMutablePointer<z_stream>) -> Int32

    init(end: @escaping (UnsafeMutablePointer<z_stream>) -> Int32) {
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: z_stream())
        room = .allocate(byteCount: 1 << 16, alignment: 16)
        self.end = end
    }

    deinit {
        _ = end(pointer)
        pointer.deallocate()
        room.deallocate()
    }

    /// Calls `step` until it has taken `bytes` and given all that it can give now, or fails.
    @discardableResult
    func run(
        _ bytes: Bytes, _ output: ZlibPacker.Output,
        _ step: (UnsafeMutablePointer<z_stream>) -> Int32
    ) throws -> Int32 {
        try bytes.withUnsafeBufferPointer { input in
            // zlib never writes to its input, though its type does not say so.
            pointer.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            pointer.pointee.avail_in = UInt32(input.count)
            defer { pointer.pointee.next_in = nil }
            var status = Z_OK
            repeat {
                pointer.pointee.next_out = room.bindMemory(to: UInt8.self).baseAddress
                pointer.pointee.avail_out = UInt32(room.count)
                status = step(pointer)
                let count = room.count - Int(pointer.pointee.avail_out)
                if count > 0 { try output(UnsafeRawBufferPointer(rebasing: room[..<count])) }
            } while status == Z_OK
                && (pointer.pointee.avail_out == 0 || pointer.pointee.avail_in > 0)
            return status
        }
    }
}
