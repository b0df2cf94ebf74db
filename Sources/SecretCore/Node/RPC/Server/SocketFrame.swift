internal import NIOCore
internal import SecretBase

/// What a server sends over a websocket: frames that are whole and not masked. RFC 6455 §5.
enum SocketFrame {
    enum Operation: UInt8 {
        case text = 1
        case close = 8
        case ping = 9
        case pong = 10
    }

    /// One frame whose payload is `start` and then `rest`, which is not copied.
    static func parts(
        _ operation: Operation, _ start: some Collection<UInt8>, rest: ByteBuffer = ByteBuffer()
    ) -> [ByteBuffer] {
        let count = start.count + rest.readableBytes
        var head = ByteBuffer()
        head.reserveCapacity(start.count + 10)
        head.writeInteger(0x80 | operation.rawValue)
        switch count {
        case ..<126: head.writeInteger(UInt8(count))
        case ..<65_536:
            head.writeInteger(126 as UInt8)
            head.writeInteger(UInt16(count))
        default:
            head.writeInteger(127 as UInt8)
            head.writeInteger(UInt64(count))
        }
        head.writeBytes(start)
        return rest.readableBytes == 0 ? [head] : [head, rest]
    }

    static func close(_ code: UInt16, _ reason: String) -> [ByteBuffer] {
        let text = Bytes(reason.utf8.prefix(123))
        return parts(.close, [UInt8(code >> 8), UInt8(code & 0xff)] + text)
    }
}
