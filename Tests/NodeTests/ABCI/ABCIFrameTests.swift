import SecretBase
import SecretNode
import SecretWire
import SwiftProtobuf
import Testing

struct ABCIFrameTests {
    /// An echo of `count` letters.
    private static func echo(_ count: Int) throws -> Bytes {
        var request = CometAbciRequest()
        request.echo.message = String(repeating: "e", count: count)
        return try request.serializedBytes()
    }

    @Test("messages come out as they went in, however many at once")
    func roundTrip() throws {
        let messages = try [0, 1, 120, 130, 20_000].map { try Self.echo($0) }
        let bytes = messages.flatMap { ABCIFrame.encode($0) }
        let (found, taken) = try ABCIFrame.messages(in: bytes)
        #expect(found == messages)
        #expect(taken == bytes.count)
    }

    @Test("a truncated message waits for the rest, wherever it was cut")
    func truncations() throws {
        let frame = ABCIFrame.encode(try Self.echo(200))
        for count in 0..<frame.count {
            let (found, taken) = try ABCIFrame.messages(in: Bytes(frame[..<count]))
            #expect(found.isEmpty)
            #expect(taken == 0)
        }
    }

    @Test("one byte too many is the beginning of the next message")
    func oneByteMore() throws {
        let message = try Self.echo(3)
        let (found, taken) = try ABCIFrame.messages(in: ABCIFrame.encode(message) + [5])
        #expect(found == [message])
        #expect(taken == message.count + 1)
    }

    @Test("an empty answer is written all the same")
    func emptyAnswers() throws {
        var flush = CometAbciResponse()
        flush.flush = CometAbciResponseFlush()
        #expect(ABCIFrame.encode(try flush.serializedBytes()) == [2, 0x1a, 0])
        var commit = CometAbciResponse()
        commit.commit = CometAbciResponseCommit()
        #expect(ABCIFrame.encode(try commit.serializedBytes()) == [2, 0x62, 0])
    }

    @Test("a length beyond the limit is refused before its message comes")
    func tooLong() {
        #expect(throws: ABCIFrameError.tooLong(count: 1 << 31, limit: ABCIFrame.bytesMax)) {
            try ABCIFrame.messages(in: [0x80, 0x80, 0x80, 0x80, 0x08])
        }
    }

    @Test("a length of more than 64 bits is refused")
    func badLength() {
        #expect(throws: ABCIFrameError.badLength) {
            try ABCIFrame.messages(in: Bytes(repeating: 0xff, count: 10) + [1])
        }
    }

    @Test("a hundred megabytes of garbage are refused by their first bytes")
    func garbage() {
        // A length of 100 MiB, then what is no member of a request.
        let length: Bytes = [0x80, 0x80, 0x80, 0x32]
        #expect(throws: ABCIFrameError.notARequest) {
            try ABCIFrame.messages(in: length + Bytes(repeating: 0x47, count: 16))
        }
        // A member that would be longer than its message.
        #expect(throws: ABCIFrameError.notARequest) {
            try ABCIFrame.messages(in: [4, 0x0a, 0x7f, 0, 0])
        }
        // The longest that a length can say.
        #expect(throws: ABCIFrameError.notARequest) {
            try ABCIFrame.messages(
                in: [12, 0x0a] + Bytes(repeating: 0xff, count: 9) + [1, 0])
        }
    }
}
