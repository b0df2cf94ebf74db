import SecretBase
import Testing

struct HexTests {
    @Test("writes both cases and reads both", arguments: [0, 1, 2, 255])
    func roundTrip(_ count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        #expect(try Hex.decode(Hex.encode(bytes)) == bytes)
        #expect(try Hex.decode(Hex.encodeUpper(bytes)) == bytes)
        #expect(Hex.encode(bytes.lazy.map { $0 }) == Hex.encode(bytes))
    }

    @Test("spells known bytes")
    func known() {
        #expect(Hex.encode([0, 0x0f, 0xa9, 0xff]) == "000fa9ff")
        #expect(Hex.encodeUpper([0, 0x0f, 0xa9, 0xff]) == "000FA9FF")
    }

    @Test("refuses odd lengths, foreign characters and too many bytes")
    func refuses() throws {
        for text in ["0", "0x00", "gg", "0g", " 00", "00 ", "é0", "0000/0", "00:0", "@0", "`0"] {
            #expect(throws: TextError.self) { try Hex.decode(text) }
        }
        #expect(throws: TextError.tooLong(limit: 2)) { try Hex.decode("000000", bytesMax: 2) }
        #expect(try Hex.decode("0000", bytesMax: 2).count == 2)
    }
}

struct Base64Tests {
    /// RFC 4648, section 10.
    @Test(
        "spells RFC 4648's words, and reads them",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
        ])
    func rfc4648(_ plain: String, _ text: String) throws {
        #expect(Base64.encode(Bytes(plain.utf8)) == text)
        #expect(try Base64.decode(text) == Bytes(plain.utf8))
        #expect(try Base64.decodeLoose(text) == Bytes(plain.utf8))
        #expect(try Base64.decodeLoose(text.filter { $0 != "=" }) == Bytes(plain.utf8))
    }

    @Test("round trip through every letter")
    func everyLetter() throws {
        let bytes = Bytes((0...255).flatMap { [UInt8($0), UInt8(255 - $0), UInt8($0) &* 3] })
        let text = Base64.encode(bytes)
        #expect(try Base64.decode(text) == bytes)
        let inURL = String(text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
        #expect(try Base64.decodeLoose(inURL) == bytes)
        #expect(throws: TextError.self) { try Base64.decode(inURL) }
    }

    @Test(
        "has one spelling for each byte string",
        arguments: [
            "Zg", "Zg=", "Zh==", "Zm9=", "Zm9v=", "Zm9v====", "=", "====", "Z===", "Zg==Zg==",
            "Zm9 ",
            "Zm9\n", "Zm-v", "Zmé=", "Z",
        ])
    func refuses(_ text: String) {
        #expect(throws: TextError.self) { try Base64.decode(text) }
    }

    @Test("loose reading still refuses bits left over, spaces and wrong padding")
    func looseRefuses() {
        for text in ["Zh", "Zh==", "Zg=", "Z", "Zm 9", "Zm9v=", "Zg==Zg=="] {
            #expect(throws: TextError.self) { try Base64.decodeLoose(text) }
        }
    }

    @Test("the limit counts bytes, not letters")
    func limit() throws {
        #expect(try Base64.decode("Zm8=", bytesMax: 2).count == 2)
        #expect(throws: TextError.tooLong(limit: 2)) { try Base64.decode("Zm9v", bytesMax: 2) }
        #expect(throws: TextError.tooLong(limit: 2)) { try Base64.decode("Zm9vYg==", bytesMax: 2) }
    }
}
