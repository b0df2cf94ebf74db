internal import NIOCore
internal import SecretBase

/// Reads a client's websocket frames, whatever pieces they come in. Source: RFC 6455 §5.
///
/// A frame's length is looked at before a byte of it is kept, and no more is kept than one message.
struct SocketReader {
    /// A whole message, or one of the small ones in between.
    enum Event: Equatable {
        /// Text or binary: both hold a request.
        case message(Bytes)
        case ping(Bytes)
        case pong
        case close
    }

    /// Why the connection must end: a close code and its reason.
    struct Fault: Error, Equatable {
        let code: UInt16
        let reason: String

        static func broken(_ reason: String) -> Fault { Fault(code: 1002, reason: reason) }
        static let tooLong = Fault(code: 1009, reason: "message too long")
        static let busy = Fault(code: 1013, reason: "too much is being received, try again later")
    }

    private struct Frame {
        let isLast: Bool
        let operation: UInt8
        let mask: [UInt8]
        var left: Int
        var taken = 0

        var isControl: Bool { operation & 8 != 0 }
    }

    private let bytesMax: Int
    private var input = ByteBuffer()
    private var frame: Frame?
    /// What is there of the message, and of the control frame in between.
    private var message: Bytes?
    private var control = Bytes()

    /// `bytesMax` bounds a message, all its fragments together.
    init(bytesMax: Int) { self.bytesMax = bytesMax }

    /// Bytes of a message that is not whole yet.
    var pendingBytes: Int { message?.count ?? 0 }

    /// Takes bytes off the wire; `next` must be asked until it gives nil before the following.
    mutating func append(_ bytes: ByteBuffer) {
        if input.readableBytes == 0 {
            input = bytes
        } else {
            // Less than one frame's head was left.
            input.discardReadBytes()
            input.writeImmutableBuffer(bytes)
        }
    }

    /// The next whole message, nil when more bytes are needed. After a throw nothing more is read.
    mutating func next() throws(Fault) -> Event? {
        while true {
            if frame == nil {
                guard let head = try head() else { return nil }
                frame = head
            }
            guard var current = frame else { return nil }
            takePayload(of: &current)
            frame = current
            guard current.left == 0 else { return nil }
            frame = nil
            if let event = finish(current) { return event }
        }
    }

    private mutating func head() throws(Fault) -> Frame? {
        let start = input.readerIndex
        guard let first = input.getInteger(at: start, as: UInt8.self),
            let second = input.getInteger(at: start + 1, as: UInt8.self)
        else { return nil }
        let (operation, isLast) = (first & 0x0f, first & 0x80 != 0)
        try check(operation, isLast: isLast, first: first, second: second)
        var at = start + 2
        var length = UInt64(second & 0x7f)
        if length == 126 {
            guard let word = input.getInteger(at: at, as: UInt16.self) else { return nil }
            (length, at) = (UInt64(word), at + 2)
        } else if length == 127 {
            guard let word = input.getInteger(at: at, as: UInt64.self) else { return nil }
            (length, at) = (word, at + 8)
        }
        let isControl = operation & 8 != 0
        guard isControl || length <= UInt64(bytesMax - pendingBytes) else { throw .tooLong }
        guard let mask = input.getBytes(at: at, length: 4) else { return nil }
        input.moveReaderIndex(to: at + 4)
        if operation == 1 || operation == 2 { message = [] }
        return Frame(isLast: isLast, operation: operation, mask: mask, left: Int(length))
    }

    private func check(
        _ operation: UInt8, isLast: Bool, first: UInt8, second: UInt8
    ) throws(Fault) {
        guard first & 0x70 == 0 else { throw .broken("no extension was agreed upon") }
        guard second & 0x80 != 0 else { throw .broken("a client's frames are masked") }
        switch operation {
        case 0: guard message != nil else { throw .broken("no message goes on") }
        case 1, 2: guard message == nil else { throw .broken("a message is not at its end") }
        case 8, 9, 10:
            guard isLast, second & 0x7f <= 125 else { throw .broken("a long control frame") }
        default: throw .broken("unknown operation")
        }
    }

    private mutating func takePayload(of frame: inout Frame) {
        let count = min(frame.left, input.readableBytes)
        guard count > 0 else { return }
        var piece = input.readBytes(length: count) ?? []
        for index in piece.indices { piece[index] ^= frame.mask[(frame.taken + index) & 3] }
        if frame.isControl { control += piece } else { message?.append(contentsOf: piece) }
        frame.left -= count
        frame.taken += count
    }

    private mutating func finish(_ frame: Frame) -> Event? {
        guard frame.isControl else {
            guard frame.isLast, let whole = message else { return nil }
            message = nil
            return .message(whole)
        }
        defer { control = [] }
        switch frame.operation {
        case 8: return .close
        case 9: return .ping(control)
        default: return .pong
        }
    }
}
