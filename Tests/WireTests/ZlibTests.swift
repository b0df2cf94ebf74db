import SecretBase
import SecretWire
import Testing

@Suite("zlib streams")
struct ZlibTests {
    private func pack(_ pieces: [Bytes]) throws -> Bytes {
        let packer = ZlibPacker(level: 7)
        var packed = Bytes()
        for piece in pieces { try packer.pack(piece) { packed.append(contentsOf: $0) } }
        try packer.finish { packed.append(contentsOf: $0) }
        return packed
    }

    private func unpack(_ packed: Bytes, by count: Int) throws -> Bytes? {
        let unpacker = ZlibUnpacker()
        var unpacked = Bytes()
        for start in stride(from: 0, to: packed.count, by: count) {
            let piece = Bytes(packed[start..<min(start + count, packed.count)])
            try unpacker.unpack(piece) { unpacked.append(contentsOf: $0) }
        }
        return unpacker.isAtEnd ? unpacked : nil
    }

    @Test("come out as they went in, however they are cut")
    func roundTrip() throws {
        let pieces: [Bytes] = [
            [], Bytes("secret".utf8), Bytes(repeating: 7, count: 300_000),
            (0..<200_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 7) }, [],
        ]
        let whole = pieces.flatMap { $0 }
        let packed = try pack(pieces)
        #expect(packed.count < whole.count / 2)
        for count in [1, 1000, packed.count] {
            #expect(try unpack(packed, by: count) == whole)
        }
        #expect(try unpack(pack([]), by: 1) == [])
        // As zlib itself writes it: the known stream of one byte.
        #expect(try unpack([0x78, 0x9c, 0x4b, 4, 0, 0, 0x62, 0, 0x62], by: 9) == Bytes("a".utf8))
    }

    @Test("every truncation is unfinished, and a byte too many or another is refused")
    func damage() throws {
        let packed = try pack([Bytes("the same again, the same again".utf8)])
        for count in packed.indices {
            #expect(try unpack(Bytes(packed.prefix(count)), by: 3) == nil)
        }
        #expect(throws: WireError.self) { try unpack(packed + [0], by: 100) }
        #expect(throws: WireError.self) { try unpack(packed + [0], by: 1) }
        var other = packed
        other[other.count - 1] ^= 1
        #expect(throws: WireError.self) { try unpack(other, by: 100) }
        #expect(throws: WireError.self) { try unpack([1, 2, 3, 4], by: 4) }
    }
}
