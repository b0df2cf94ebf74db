import NIOCore
import SecretBase
import Testing

@testable import SecretNode

@Suite("Frames of a websocket")
struct SocketReaderTests {
    /// What comes of bytes that arrive in pieces of this size.
    private func read(
        _ bytes: Bytes, piece: Int = .max, max: Int = 1000
    ) throws -> [SocketReader.Event] {
        var reader = SocketReader(bytesMax: max)
        var events: [SocketReader.Event] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = min(piece, rest.count)
            reader.append(ByteBuffer(bytes: rest.prefix(count)))
            rest = rest.dropFirst(count)
            while let event = try reader.next() { events.append(event) }
        }
        return events
    }

    @Test(
        "messages come whole, whatever pieces and fragments they come in",
        arguments: [1, 2, 7, 9999])
    func pieces(_ piece: Int) throws {
        let long = Bytes(repeating: 9, count: 300)
        let bytes =
            SocketClient.frame([1, 2, 3]) + SocketClient.frame([], operation: 2)
            + SocketClient.frame([4], isLast: false) + SocketClient.frame([7], operation: 9)
            + SocketClient.frame([], operation: 0, isLast: false)
            + SocketClient.frame([5, 6], operation: 0) + SocketClient.frame(long)
            + SocketClient.frame([], operation: 10) + SocketClient.frame([3, 232], operation: 8)
        let events = try read(bytes, piece: piece)
        #expect(
            events == [
                .message([1, 2, 3]), .message([]), .ping([7]), .message([4, 5, 6]),
                .message(long), .pong, .close,
            ])
    }

    @Test("frames of every form of length")
    func lengths() throws {
        for count in [0, 125, 126, 65_535, 65_536, 70_000] {
            let message = Bytes(repeating: 1, count: count)
            #expect(try read(SocketClient.frame(message), max: 70_000) == [.message(message)])
        }
    }

    @Test("nothing comes of part of a frame")
    func truncated() throws {
        let bytes = SocketClient.frame(Bytes(repeating: 1, count: 200))
        for count in 0..<bytes.count { #expect(try read(Bytes(bytes.prefix(count))).isEmpty) }
    }

    @Test(
        "what breaks the rules ends the connection",
        arguments: [
            // Not masked.
            ([0x81, 0x01, 0x00], 1002),
            // Reserved bits.
            ([0xc1, 0x80, 0, 0, 0, 0], 1002), ([0x91, 0x80, 0, 0, 0, 0], 1002),
            // Unknown operations.
            ([0x83, 0x80, 0, 0, 0, 0], 1002), ([0x8b, 0x80, 0, 0, 0, 0], 1002),
            // Nothing goes on.
            ([0x80, 0x80, 0, 0, 0, 0], 1002),
            // A message within a message.
            ([0x01, 0x80, 0, 0, 0, 0, 0x81, 0x80, 0, 0, 0, 0], 1002),
            // Control frames that are long, or not whole.
            ([0x89, 0xfe, 0, 126, 0, 0, 0, 0], 1002), ([0x09, 0x80, 0, 0, 0, 0], 1002),
            // 1001 bytes, 100 MB, 2^64 - 1 bytes: the head is enough.
            ([0x81, 0xfe, 0x03, 0xe9, 0, 0, 0, 0], 1009),
            ([0x82, 0xff, 0, 0, 0, 0, 0x05, 0xf5, 0xe1, 0], 1009),
            ([0x82, 0xff, 255, 255, 255, 255, 255, 255, 255, 255], 1009),
        ] as [(Bytes, Int)])
    func broken(_ bytes: Bytes, _ code: Int) {
        let fault = #expect(throws: SocketReader.Fault.self) { try read(bytes) }
        #expect(fault?.code == UInt16(code))
    }

    @Test("fragments count together, control frames apart")
    func sum() throws {
        let half = Bytes(repeating: 1, count: 500)
        let start =
            SocketClient.frame(half, isLast: false)
            + SocketClient.frame(half, operation: 0, isLast: false)
        let ping = SocketClient.frame(Bytes(repeating: 2, count: 125), operation: 9)
        #expect(try read(start + ping).count == 1)
        #expect(try read(start + SocketClient.frame([], operation: 0)).count == 1)
        #expect(throws: SocketReader.Fault.tooLong) {
            try read(start + SocketClient.frame([1], operation: 0))
        }
    }

    @Test("what is sent is a whole frame, its end not copied")
    func frames() {
        #expect(SocketFrame.parts(.ping, []) == [ByteBuffer(bytes: [0x89, 0])])
        #expect(
            SocketFrame.parts(.text, [1, 2], rest: ByteBuffer(bytes: [3])) == [
                ByteBuffer(bytes: [0x81, 3, 1, 2]), ByteBuffer(bytes: [3]),
            ])
        let long = ByteBuffer(repeating: 7, count: 65_534)
        #expect(
            SocketFrame.parts(.text, [1, 2], rest: long)[0]
                == ByteBuffer(bytes: [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0, 1, 2]))
        #expect(
            SocketFrame.parts(.text, [1], rest: long)[0]
                == ByteBuffer(bytes: [0x81, 126, 255, 255, 1]))
        #expect(
            SocketFrame.close(1001, "bye") == [ByteBuffer(bytes: [0x88, 5, 3, 0xe9, 98, 121, 101])])
    }

    @Test("a budget is shared, and what is dropped comes back")
    func budget() {
        let budget = ByteBudget(100_000)
        var first = budget.share()
        var held = [first.hold(90_000), first.hold(50_000)]
        do {
            var second = budget.share()
            // Short ones are not counted.
            held.append(second.hold(16 << 10))
            held += [!second.hold(50_001), second.hold(50_000), !first.hold(50_001)]
        }
        held += [first.hold(100_000), !first.hold(100_001)]
        #expect(held.allSatisfy { $0 } && held.count == 8)
    }
}
