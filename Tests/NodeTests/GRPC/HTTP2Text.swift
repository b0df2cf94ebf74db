import SecretBase

/// Frames of HTTP/2, made by hand so that they can be wrong.
enum HTTP2Text {
    /// What a client says first: the magic, and settings that change nothing.
    static let preface = Bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(4)

    /// RFC 9113 §4.1: length (24 bits), type, flags, stream (31 bits), payload.
    static func frame(
        _ type: UInt8, flags: UInt8 = 0, stream: UInt32 = 0, _ payload: Bytes = [],
        length: Int? = nil
    ) -> Bytes {
        let length = length ?? payload.count
        let head = [16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + [type, flags]
        return head + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: stream >> UInt32($0)) }
            + payload
    }

    /// The headers of a call, without an end of the stream.
    static func call(_ path: String, stream: UInt32) -> Bytes {
        let fields = [
            (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "x"),
            ("content-type", "application/grpc"), ("te", "trailers"),
        ]
        let block = fields.flatMap { name, value in
            // RFC 7541 §6.2.2: literal without indexing, new name.
            [0, UInt8(name.utf8.count)] + name.utf8 + [UInt8(value.utf8.count)] + value.utf8
        }
        return frame(1, flags: 4, stream: stream, block)
    }

    /// A part of a message of `length` bytes: its prefix, and as many bytes as `count` says.
    static func message(_ count: Int, of length: Int, stream: UInt32, ends: Bool = false) -> Bytes {
        let prefix =
            [0] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) }
        return frame(
            0, flags: ends ? 1 : 0, stream: stream, prefix + Bytes(repeating: 0, count: count))
    }
}
