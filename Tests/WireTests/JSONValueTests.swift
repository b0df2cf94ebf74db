import SecretBase
import SecretWire
import Testing

@Suite struct JSONValueTests {
    @Test(
        "reads every form and writes it back as it was",
        arguments: [
            "null", "true", "false", "0", "-0", "12", "-1.5e+10", "1E5", "0.1", #""""#,
            #""a\"b\\""#,
            "[]", "{}", #"[1,[2,{"a":[]}],"x"]"#, #"{"b":1,"a":{"c":null}}"#,
            "123456789012345678901234567890.000000000000000001", "\"žluťoučký 🦆\"",
        ])
    func roundTrip(_ text: String) throws {
        #expect(try JSONValue(parsing: Bytes(text.utf8)).text() == text)
    }

    @Test(
        "refuses what RFC 8259 does not know",
        arguments: [
            "", " ", "nul", "nulll", "tru", "+1", "01", "1.", ".5", "1e", "-", "0x1", "NaN", "'a'",
            "[1,]", "[,1]", "[1 2]", "[", "]", "{", "}", "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#,
            #"{a:1}"#, #"{"a":1 "b":2}"#, #""a"#, "\"a\nb\"", #""\x""#, #""\u12""#, #""\u12g4""#,
            #""\ud800""#, #""\udc00""#, #""\ud800\u0041""#, "1 2", "{}{}", "\u{feff}1", "//x\n1",
        ])
    func refuses(_ text: String) {
        #expect(throws: WireError.self) { try JSONValue(parsing: Bytes(text.utf8)) }
    }

    @Test("refuses a name that occurs twice, however it is spelled")
    func duplicates() {
        #expect(throws: WireError.self) { try JSONValue(parsing: Bytes(#"{"a":1,"a":1}"#.utf8)) }
        #expect(throws: WireError.self) {
            try JSONValue(parsing: Bytes(#"{"a":1,"\u0061":1}"#.utf8))
        }
        #expect(throws: Never.self) { try JSONValue(parsing: Bytes(#"[{"a":1},{"a":1}]"#.utf8)) }
    }

    @Test(
        "refuses bytes that are not UTF-8",
        arguments: [
            [0x22, 0xff, 0x22], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22],
        ])
    func notUTF8(_ bytes: Bytes) {
        #expect(throws: WireError.self) { try JSONValue(parsing: bytes) }
    }

    @Test("escapes are what they stand for")
    func escapes() throws {
        let value = try JSONValue(parsing: Bytes(#""\"\\\/\b\f\n\r\t\u00e9\ud83e\udd86""#.utf8))
        #expect(value.string == "\"\\/\u{8}\u{c}\n\r\té🦆")
    }

    @Test("depth and size have a limit, and the limit itself is allowed")
    func limits() throws {
        let deep = { (count: Int) in
            Bytes(
                (String(repeating: "[", count: count) + String(repeating: "]", count: count)).utf8)
        }
        #expect(throws: Never.self) { try JSONValue(parsing: deep(64)) }
        #expect(throws: WireError.tooLong("JSON depth", limit: 64)) {
            try JSONValue(parsing: deep(65))
        }
        #expect(throws: WireError.self) { try JSONValue(parsing: deep(1_000_000)) }
        let limits = JSONValue.Limits(bytes: 4)
        #expect(throws: Never.self) { try JSONValue(parsing: Bytes("1234".utf8), limits: limits) }
        #expect(throws: WireError.self) {
            try JSONValue(parsing: Bytes("12345".utf8), limits: limits)
        }
    }

    @Test("no truncation of a document is a document")
    func truncations() {
        let text = Bytes(#"{"a":[1,true,null,"x\u00e9"],"b":{"c":-1.5e3}}"#.utf8)
        #expect(throws: Never.self) { try JSONValue(parsing: text) }
        for count in 0..<text.count {
            #expect(throws: WireError.self) { try JSONValue(parsing: Bytes(text.prefix(count))) }
        }
        #expect(throws: WireError.self) { try JSONValue(parsing: text + [0x30]) }
    }

    @Test("sorts members by their bytes, at every depth")
    func sorting() throws {
        let value = try JSONValue(parsing: Bytes(#"{"b":[{"z":1,"Z":2}],"a":0,"é":3,"a0":4}"#.utf8))
        #expect(value.sorted.text() == #"{"a":0,"a0":4,"b":[{"Z":2,"z":1}],"é":3}"#)
    }

    @Test("indents as Go's json.Indent does: empty lists stay together")
    func indented() throws {
        let value = try JSONValue(parsing: Bytes(#"{"a":[],"b":{"c":[1,2]},"d":{}}"#.utf8))
        #expect(
            value.text(.indented(4)) == """
                {
                    "a": [],
                    "b": {
                        "c": [
                            1,
                            2
                        ]
                    },
                    "d": {}
                }
                """)
    }
}
