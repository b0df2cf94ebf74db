import SecretBase
import TestSupport
import Testing

struct Bech32Tests {
    struct Case: Decodable, Sendable {
        let prefix, hex, text: String
    }

    @Test("agrees with BIP-173's own polynomial for every length, and back")
    func agreesWithPython() throws {
        for known in try Vectors.load("base/bech32.json", of: Case.self) {
            let bytes = try Hex.decode(known.hex)
            #expect(Bech32.encode(prefix: known.prefix, bytes) == known.text)
            for text in [known.text, known.text.uppercased()] {
                let (prefix, read) = try Bech32.decode(text)
                #expect(prefix == known.prefix)
                #expect(read == bytes)
            }
        }
    }

    /// BIP-173, "Test vectors", those whose data are whole bytes.
    @Test(
        "reads what BIP-173 calls valid",
        arguments: [
            ("A12UEL5L", "a", ""), ("a12uel5l", "a", ""),
            (
                "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio"
                    + "1tt5tgs",
                "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio",
                ""
            ),
            (
                "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "abcdef",
                "00443214c74254b635cf84653a56d7c675be77df"
            ),
            ("?1ezyfcl", "?", ""),
        ])
    func bip173(_ text: String, _ prefix: String, _ hex: String) throws {
        let read = try Bech32.decode(text)
        #expect(read.prefix == prefix)
        #expect(Hex.encode(read.bytes) == hex)
    }

    @Test(
        "says as the chain says why a text is refused",
        arguments: [
            ("", "invalid bech32 string length 0"),
            ("li1dgmt", "invalid bech32 string length 7"),
            ("\u{20}1nwldj5", "invalid character in string: ' '"),
            ("\u{7f}1axkwrx", "invalid character in string: '\u{7f}'"),
            ("pzry9x0s0muk", "invalid separator index -1"),
            ("1pzry9x0s0muk", "invalid separator index 0"),
            ("x1b4n0q5v", "invalid character not part of charset: 98"),
            ("abcd1xlmnq", "invalid separator index 4"),
            ("A12UEL5l", "string not all lowercase or all uppercase"),
            ("A1G7SGD8", "invalid checksum (expected 2uel5l got g7sgd8)"),
        ])
    func refuses(_ text: String, _ reason: String) {
        let error = #expect(throws: TextError.self) { try Bech32.decode(text) }
        #expect(error == .notBech32(reason))
    }

    @Test("no truncation, longer text or single changed character passes")
    func catchesDamage() throws {
        let text = Bech32.encode(prefix: "secret", Bytes(1...20))
        let letters = Array(text)
        for count in 0..<letters.count {
            #expect(throws: TextError.self) { try Bech32.decode(String(letters.prefix(count))) }
        }
        // A `q` before a final `p` is bech32's known weakness; this text does not end in p.
        #expect(throws: TextError.self) { try Bech32.decode(text + "q") }
        for index in letters.indices {
            var damaged = letters
            damaged[index] = damaged[index] == "z" ? "y" : "z"
            #expect(throws: TextError.self) { try Bech32.decode(String(damaged)) }
        }
    }

    @Test("a text of 1023 characters is read, one of 1024 is refused")
    func limit() throws {
        let bytes = Bytes(repeating: 9, count: 632)
        let prefix = String(repeating: "h", count: 1023 - 1 - 6 - (632 * 8 + 4) / 5)
        let text = Bech32.encode(prefix: prefix, bytes)
        #expect(text.utf8.count == 1023)
        #expect(try Bech32.decode(text).bytes == bytes)
        let error = #expect(throws: TextError.self) { try Bech32.decode("h" + text) }
        #expect(error == .notBech32("invalid bech32 string length 1024"))
    }

    @Test("bits left over are refused")
    func refusesLeftOverBits() {
        // Checksums of these are right (found with Python): data 31, 0, 0 0 0, and 0 1.
        for text in ["a1lmyple6", "a1q3g6mn3", "a1qqqd87cpp", "a1qpamnt9j"] {
            let error = #expect(throws: TextError.self) { try Bech32.decode(text) }
            #expect(error == .notBech32("invalid incomplete group"))
        }
    }
}
