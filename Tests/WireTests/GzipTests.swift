import SecretBase
import Testing

@testable import SecretWire

struct GzipTests {
    /// Something that compresses, something that does not, and nothing.
    static let contents: [Bytes] = [
        [], [7], Bytes(repeating: 5, count: 100_000),
        Bytes((0..<70_000).map { UInt8($0 * $0 % 251) }),
        Bytes("\0asm".utf8)
            + Bytes((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }),
    ]

    /// `printf 'secret' | gzip -n`, as another implementation writes it.
    static let foreign: Bytes = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x2B, 0x4E, 0x4D, 0x2E, 0x4A,
        0x2D, 0x01, 0x00, 0xE5, 0xE8, 0xA2, 0x5C, 0x06, 0x00, 0x00, 0x00,
    ]

    @Test("what was compressed comes out again", arguments: contents)
    func roundTrip(_ content: Bytes) throws {
        let packed = Gzip.compress(content)
        #expect(Gzip.isGzip(packed))
        #expect(packed == Gzip.compress(content))
        #expect(try Gzip.decompress(packed, bytesMax: content.count) == content)
        #expect(packed.count < content.count + 64)
    }

    @Test("a file of another program is read, and what follows its first member is not")
    func reads() throws {
        #expect(try Gzip.decompress(Self.foreign, bytesMax: 100) == Bytes("secret".utf8))
        #expect(try Gzip.decompress(Self.foreign + [1, 2], bytesMax: 100) == Bytes("secret".utf8))
    }

    @Test("content beyond the limit is refused, however small the file")
    func bomb() {
        let packed = Gzip.compress(Bytes(repeating: 0, count: 50_000_000))
        #expect(packed.count < 100_000)
        #expect(throws: WireError.tooLong("gzip content", limit: 1_000_000)) {
            try Gzip.decompress(packed, bytesMax: 1_000_000)
        }
        #expect(throws: WireError.tooLong("gzip content", limit: 5)) {
            try Gzip.decompress(Self.foreign, bytesMax: 5)
        }
    }

    @Test("no part of a file is a file, and a changed byte is found")
    func damage() {
        for count in 0..<Self.foreign.count {
            #expect(throws: WireError.self) {
                try Gzip.decompress(Bytes(Self.foreign.prefix(count)), bytesMax: 100)
            }
        }
        // Time, system and the idle bits behind the last code say nothing of the content.
        for index in Self.foreign.indices where ![4, 5, 6, 7, 8, 9, 17].contains(index) {
            var changed = Self.foreign
            changed[index] ^= 0x40
            #expect(throws: WireError.self, "byte \(index)") {
                try Gzip.decompress(changed, bytesMax: 100)
            }
        }
        #expect(!Gzip.isGzip(Bytes("\0asm".utf8)))
    }
}
