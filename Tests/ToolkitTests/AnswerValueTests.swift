import TestSupport
import Testing

@testable import SecretCore

/// What answers are made of, and how text is laid out.
struct AnswerValueTests {
    @Test("JSON keeps the order of fields and is read back as it was meant")
    func json() throws {
        let value: AnswerValue = [
            "z": 1, "a": [true, nil, "x"], "n": .unsigned(.max), "m": .integer(.min),
            "raw": .raw("{\"k\":[1.50]}"),
        ]
        #expect(
            value.json
                == #"{"z":1,"a":[true,null,"x"],"n":18446744073709551615,"m":-9223372036854775808,"#
                + #""raw":{"k":[1.50]}}"#)
        #expect(try JSONNode(parsing: value.json)["a"]?[2]?.string == "x")
    }

    @Test("every character survives a strict reader, control characters as escapes")
    func characters() throws {
        let text =
            String(String.UnicodeScalarView((0...0x17f).compactMap { Unicode.Scalar($0) }))
            + "\"\\/ 𝄞 \u{2028}"
        let json = AnswerValue.text(text).json
        #expect(try JSONNode(parsing: "[\(json)]")[0]?.string == text)
        #expect(!json.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f })
    }

    @Test("a table aligns its columns, and becomes blocks where it does not fit")
    func table() {
        let style = TextStyle(usesColour: false)
        var table = Table([.init("name"), .init("stake", .right)])
        #expect(table.text(in: style) == "")
        table.add(["a", "10 scrt"])
        table.add(["long name", "5 scrt"])
        #expect(
            table.text(in: style) == "NAME         STAKE\na          10 scrt\nlong name   5 scrt")
        table.add([String(repeating: "x", count: 78), "1 scrt"])
        #expect(table.text(in: style).hasPrefix("name   a\nstake  10 scrt\n\nname   long name"))
    }

    @Test("fields are aligned, empty ones left out, prose wrapped and words never cut")
    func fields() {
        let style = TextStyle(usesColour: false, columns: 30)
        let list = FieldList([
            ("a", "1"), ("none", ""), ("longer", "some words that need a second line"),
            ("key", String(repeating: "f", count: 40)),
        ])
        #expect(
            list.text(in: style) == """
                a       1
                longer  some words that need a
                        second line
                key     \(String(repeating: "f", count: 40))
                """)
    }

    @Test(
        "what others wrote cannot move the cursor or turn the text around",
        arguments: [
            ("a\u{1b}[2Jb", "a\u{fffd}[2Jb"), ("a\nb\tc", "a b c"), ("a\u{202e}b", "a\u{fffd}b"),
            ("a\u{9b}b", "a\u{fffd}b"), ("plain ünïcode 𝄞", "plain ünïcode 𝄞"), ("\r", "\u{fffd}"),
        ])
    func printable(_ text: String, _ shown: String) {
        #expect(Terminology.printable(text) == shown)
    }

    @Test(
        "money is exact",
        arguments: [
            ("0", "0 SCRT"), ("1", "0.000001 SCRT"), ("1000000", "1 SCRT"),
            ("2500000", "2.5 SCRT"), ("-1500000", "-1.5 SCRT"),
            ("123456789012345678901234567890", "123456789012345678901234.56789 SCRT"),
        ])
    func money(_ uscrt: String, _ text: String) throws {
        #expect(Money.text(try #require(Int256(uscrt)), "uscrt") == text)
    }

    @Test(
        "rates are shown in per cent",
        arguments: [
            ("0.050000000000000000", "5 %"), ("1.000000000000000000", "100 %"), ("0.0", "0 %"),
            ("0.123400000000000000", "12.34 %"), ("0.005000000000000000", "0.5 %"), ("?", "?"),
        ])
    func percent(_ rate: String, _ text: String) {
        #expect(Money.percent(rate) == text)
    }
}
