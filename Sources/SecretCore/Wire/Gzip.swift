import CZlib
package import SecretBase

/// gzip (RFC 1952), in which contracts travel to the chain.
package enum Gzip {
    /// Whether the bytes begin as a gzip file does: its mark and the one method there is.
    package static func isGzip(_ bytes: Bytes) -> Bool { bytes.starts(with: [0x1F, 0x8B, 8]) }

    /// The bytes as one gzip file without name and time, so that equal content gives equal bytes.
    package static func compress(_ bytes: Bytes) -> Bytes {
        var stream = z_stream()
        precondition(secret_deflate_start(&stream) == Z_OK, "zlib needs memory and nothing else")
        defer { deflateEnd(&stream) }
        var output = Bytes(repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let status = run(&stream, bytes, &output) { deflate($0, Z_FINISH) }
        precondition(status == Z_STREAM_END, "the room is as large as zlib asked for")
        return Bytes(output.prefix(Int(stream.total_out)))
    }

    /// The content of a gzip file's first member; what follows that is not looked at.
    ///
    /// Throws `.tooLong` where the content has more than `bytesMax` bytes, whose rest is not
    /// unpacked, and `.malformed` for anything but a whole member with the right checksum.
    package static func decompress(_ bytes: Bytes, bytesMax: Int) throws(WireError) -> Bytes {
        var stream = z_stream()
        precondition(secret_inflate_start(&stream) == Z_OK, "zlib needs memory and nothing else")
        defer { inflateEnd(&stream) }
        // One more than allowed, to tell a full measure from too much.
        let sizeMax = bytesMax + 1
        var output = Bytes(repeating: 0, count: min(sizeMax, max(4 * bytes.count, 1024)))
        while true {
            let from = Int(stream.total_in), to = Int(stream.total_out)
            let status = run(&stream, bytes, from: from, &output, to: to) {
                inflate($0, Z_NO_FLUSH)
            }
            let total = Int(stream.total_out)
            guard total <= bytesMax else { throw .tooLong("gzip content", limit: bytesMax) }
            if status == Z_STREAM_END { return Bytes(output.prefix(total)) }
            // No progress with room left means that the input ended too early.
            guard status == Z_OK || (status == Z_BUF_ERROR && total == output.count) else {
                throw status == Z_BUF_ERROR
                    ? .truncated("gzip file") : .malformed("gzip: the data are damaged")
            }
            guard total == output.count else { continue }
            output += Bytes(repeating: 0, count: min(output.count, sizeMax - output.count))
        }
    }

    /// Lets zlib work from `input[from...]` into `output[to...]`.
    private static func run(
        _ stream: inout z_stream, _ input: Bytes, from: Int = 0, _ output: inout Bytes,
        to: Int = 0, _ step: (UnsafeMutablePointer<z_stream>) -> Int32
    ) -> Int32 {
        input.withUnsafeBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                // zlib never writes to its input, though its type does not say so.
                stream.next_in = UnsafeMutablePointer(
                    mutating: source.baseAddress.map { $0 + from })
                stream.avail_in = UInt32(source.count - from)
                stream.next_out = target.baseAddress.map { $0 + to }
                stream.avail_out = UInt32(target.count - to)
                return step(&stream)
            }
        }
    }
}
