internal import NIOCore
package import SecretBase
internal import SecretChain

/// What is wrong with bytes on an ABCI socket. The connection cannot go on after any of these.
package enum ABCIFrameError: Error, Equatable {
    /// The length in front of a message is longer than ten bytes or than 64 bits.
    case badLength
    /// The message says that it is longer than this side takes.
    case tooLong(count: Int, limit: Int)
    /// The first bytes of the message are none that a request begins with.
    case notARequest
    /// No engine has so many connections.
    case tooManyConnections
}

/// Messages as they lie on an ABCI socket: length as a plain varint, then so many bytes.
///
/// Source: CometBFT facts §4.
package enum ABCIFrame {
    /// The largest block that CometBFT makes is 100 MiB; its request has a little around it.
    package static let bytesMax = 104 << 20

    /// `message` with its length in front.
    package static func encode(_ message: Bytes) -> Bytes {
        var frame = Bytes()
        frame.reserveCapacity(message.count + 5)
        frame.appendVarint(UInt64(message.count))
        frame.append(contentsOf: message)
        return frame
    }

    /// Every whole message in `bytes`, and how many bytes they took up. For tests and fuzzers.
    package static func messages(
        in bytes: Bytes, limit: Int = bytesMax
    ) throws(ABCIFrameError) -> (messages: [Bytes], taken: Int) {
        var buffer = ByteBuffer(bytes: bytes)
        var messages: [Bytes] = []
        while let message = try take(from: &buffer, limit: limit) {
            messages.append(Bytes(message.readableBytesView))
        }
        return (messages, bytes.count - buffer.readableBytes)
    }

    /// Takes one message out of `buffer`; nil when it has not come whole yet.
    ///
    /// Garbage is refused by its first bytes, before anybody waits for the rest of it.
    static func take(
        from buffer: inout ByteBuffer, limit: Int = bytesMax
    ) throws(ABCIFrameError) -> ByteBuffer? {
        var reader = buffer
        guard let count = try varint(&reader) else { return nil }
        guard count <= UInt64(limit) else {
            throw .tooLong(count: Int(clamping: count), limit: limit)
        }
        guard try isRequest(reader, count: Int(count)) else { throw .notARequest }
        guard let message = reader.readSlice(length: Int(count)) else { return nil }
        buffer = reader
        return message
    }

    /// A request is one member, which fills it: tag, length, and that many bytes.
    /// True as long as too little has come to tell.
    private static func isRequest(
        _ buffer: ByteBuffer, count: Int
    ) throws(ABCIFrameError) -> Bool {
        // Empty: a request of a kind that this side does not know, or none.
        guard count > 0 else { return true }
        var reader = buffer
        guard let tag = try varint(&reader) else { return true }
        guard tag & 7 == 2, tag >> 3 <= 1 << 29 - 1, tag >> 3 > 0 else { return false }
        guard let inner = try varint(&reader) else { return true }
        let head = buffer.readableBytes - reader.readableBytes
        return head <= count && inner <= UInt64(count - head)
    }

    /// Nil when the number has not come whole yet.
    private static func varint(_ buffer: inout ByteBuffer) throws(ABCIFrameError) -> UInt64? {
        var reader = buffer
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = reader.readInteger(as: UInt8.self) {
            guard shift < 63 || byte <= 1 else { throw .badLength }
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 {
                buffer = reader
                return value
            }
            shift += 7
        }
        return nil
    }
}
