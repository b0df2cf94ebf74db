import SecretBase
import Testing

struct ByteReaderTests {
    private let bytes: Bytes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]

    private func read(_ bytes: Bytes) throws -> [UInt64] {
        var reader = ByteReader(bytes)
        let first = UInt64(try reader.takeByte(of: "first"))
        let second = UInt64(try reader.takeBigEndian(UInt32.self, of: "second"))
        let third = try reader.takeLittleEndian(UInt64.self, of: "third")
        let fourth = try reader.take(2, of: "fourth")
        try reader.finish()
        return [first, second, third, UInt64(fourth.count)]
    }

    @Test("takes integers of both orders")
    func takes() throws {
        #expect(try read(bytes) == [1, 0x0203_0405, 0x0d0c_0b0a_0908_0706, 2])
    }

    @Test("every truncation and every byte too many is refused")
    func refuses() {
        for count in 0..<bytes.count {
            #expect(throws: ByteError.self) { try read(Bytes(bytes.prefix(count))) }
        }
        #expect(throws: ByteError.leftOver(1)) { try read(bytes + [0]) }
    }

    @Test("a refused take leaves the reader where it was")
    func refusedTakeTakesNothing() throws {
        var reader = ByteReader([1, 2])
        #expect(throws: ByteError.truncated("three", wanted: 3, left: 2)) {
            try reader.take(3, of: "three")
        }
        #expect(throws: ByteError.self) { try reader.take(-1, of: "negative") }
        #expect(reader.left == 2)
        #expect(throws: ByteError.self) { try reader.takeRest(atLeast: 3, of: "rest") }
        #expect(try reader.takeRest(atLeast: 2, of: "rest") == [1, 2])
        #expect(reader.left == 0)
    }

    @Test("a slice is read from its own start")
    func readsSlices() throws {
        var reader = ByteReader(bytes[3..<5])
        #expect(try reader.takeBigEndian(UInt16.self, of: "pair") == 0x0405)
        try reader.finish()
    }

    @Test("writes what the reader reads")
    func writes() throws {
        var writer = ByteWriter(capacity: 15)
        writer.put(1)
        writer.putBigEndian(UInt32(0x0203_0405))
        writer.putLittleEndian(UInt64(0x0d0c_0b0a_0908_0706))
        writer.put([14, 15])
        #expect(writer.bytes == bytes)
        var signed = ByteWriter()
        signed.putBigEndian(Int64(-2))
        var reader = ByteReader(signed.bytes)
        #expect(try reader.takeBigEndian(Int64.self, of: "signed") == -2)
    }
}
